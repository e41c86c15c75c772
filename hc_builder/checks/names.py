"""Names of files that can't stand in an address, or that a disk or a host takes for one."""

import re
from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem

_ODD = re.compile(r"[%?#\\\"<>|*:\x00-\x1f\x7f]|^ | $|(?<=/) | (?=/)| (?=\.\w+$)")
_HINT = "use letters, digits and `-`: the name becomes the address"


def check_names(center: HelpCenter) -> Iterator[Problem]:
    """HC24 and HC25."""
    paths = [shown.article.path for shown in center.articles]
    paths += [category.path for category in center.categories if category.path]
    flows = [flow.path.removeprefix(center.shown_path("")) for flow in center.flows]
    yield from _check_signs(center, paths)
    yield from _check_case(center, sorted([*paths, *center.files, *flows]))


def _check_signs(center: HelpCenter, paths: list[str]) -> Iterator[Problem]:
    for path in paths:
        if odd := _ODD.search(path):
            what = f"the name holds {describe_sign(odd[0])}, which can't stand in an address"
            yield Problem(_escape(center.shown_path(path)), 0, "HC25", what, _HINT)
    for path in center.files:
        if odd := re.search(r"[\\\x00-\x1f\x7f]", path):
            what = f"the name holds {describe_sign(odd[0])}, which can't stand in an address"
            yield Problem(_escape(center.shown_path(path)), 0, "HC25", what, _HINT)


def describe_sign(sign: str) -> str:
    if sign == " ":
        return "a blank at its beginning or end"
    return f"`{sign}`" if sign.isprintable() else f"U+{ord(sign):04X}"


def _escape(path: str) -> str:
    """A path that stays on one line."""
    return re.sub(r"[\x00-\x1f\x7f]", lambda sign: f"\\x{ord(sign[0]):02x}", path)


def _check_case(center: HelpCenter, paths: list[str]) -> Iterator[Problem]:
    """`Card.md` beside `card.md`: one file on a Mac or on Windows, and one address to some hosts."""
    first: dict[str, str] = {}
    told = set()
    for path in paths:
        for name in _list_names(path):
            twin = first.setdefault(name.casefold(), name)
            if twin != name and name not in told:
                told.add(name)
                what = f"the name differs from that of {center.shown_path(twin)} only in capitals"
                hint = "rename one of the two: on Windows and Macs, and to some hosts, they are the same"
                yield Problem(_escape(center.shown_path(name)), 0, "HC24", what, hint)


def _list_names(path: str) -> Iterator[str]:
    """The path and every folder above it, outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
