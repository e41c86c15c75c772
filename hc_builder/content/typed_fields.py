"""`key: value` lines of YAML → typed fields, and what is wrong with each value: front matter, cards and flows."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from hc_builder.content.variables import NO_VARIABLES, Variables, check_node, fill_node
from hc_builder.problems import Problem, did_you_mean
from hc_builder.yaml_text import Fields, Items, Node, Scalar, describe_node, find_repeated

T = TypeVar("T", bound=msgspec.Struct)

_TEXTS = tuple[str, ...]
_EXPECTED: Mapping[Any, str] = {
    _TEXTS: "a list such as [first, second]",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    date: "a date such as 2026-03-31",
}
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

TellUnknown = Callable[[Scalar, Collection[str], str], Problem | None]
"""(key, the known keys that are not given, path of the file) → what to say of a key that is not known, if anything."""


def convert_fields(
    head: Fields,
    shape: type[T],
    path: str,
    tell_unknown: TellUnknown,
    not_here: frozenset[str] = frozenset(),
    variables: Variables = NO_VARIABLES,
) -> tuple[T, list[Problem]]:
    """`key: value` lines as `shape`, a msgspec Struct in which every field has a default, and every fault; a faulty
    field keeps its default. A key may be written `until` for a field called `until_`."""
    names = {key.rstrip("_"): key for key in get_type_hints(shape)}
    types = {key: kind for key, kind in zip(names, get_type_hints(shape).values(), strict=True) if key not in not_here}
    twice = [_key_twice(key, first, path) for key, first in find_repeated(head)]
    pairs = {pair.key.value: pair for pair in head.pairs}
    given = {key: pair.value for key, pair in pairs.items() if key in types and not _is_empty(pair.value)}
    undefined = [problem for node in given.values() for problem in check_node(node, variables, path)]
    known = {key: fill_node(node, variables) for key, node in given.items()}
    read = {key: _convert(node, types[key]) for key, node in known.items()}
    wrong = [_wrong_type(key, known[key], types[key], path) for key, value in read.items() if value is None]
    wrong += [_wrong_item(key, item, path) for key in read if types[key] == _TEXTS for item in _find_odd(known[key])]
    missing = [key for key in types if key not in pairs]
    strange = [tell_unknown(pair.key, missing, path) for key, pair in pairs.items() if key not in types]
    cut = [problem for key, node in known.items() for problem in _find_cuts(key, node, types[key], path)]
    good = {names[key]: value for key, value in read.items() if value is not None}
    return shape(**good), [*twice, *filter(None, strange), *wrong, *cut, *undefined]


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty


def _convert(node: Node, wanted: Any) -> Any:
    """The value as its field's type, or `None` where it can't be meant so. One text is a list of one."""
    if wanted == _TEXTS:
        return _read_texts(node)
    if not isinstance(node, Scalar):
        return None
    return _read_scalar(node.value.strip(), wanted)


def _read_texts(node: Node) -> tuple[str, ...] | None:
    """Items that are no text are told, and left out."""
    nodes = node.nodes if isinstance(node, Items) else (node,)
    texts = tuple(item.value for item in nodes if isinstance(item, Scalar) and not item.is_empty)
    return None if isinstance(node, Fields) else texts


def _read_scalar(text: str, wanted: Any) -> Any:
    kinds = get_args(wanted) or (wanted,)
    if str in kinds:
        return text
    if bool in kinds:
        return TRUTHS.get(text.lower())
    if int in kinds:
        return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None
    if date in kinds:
        return _read_date(text)
    return text if text in kinds else None


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _key_twice(key: Scalar, first: int, path: str) -> Problem:
    what = f"`{key.value}` is given twice; the first is on line {first}"
    return Problem(path, key.line, "HC01", what, "keep one of the two")


def _wrong_type(key: str, node: Node, wanted: Any, path: str) -> Problem:
    expected = describe_type(wanted)
    near = _find_meant(node.value.strip(), wanted) if isinstance(node, Scalar) else ""
    hint = near or f"write `{key}:` and {expected}"
    return Problem(path, node.line, "HC03", f"`{key}` must be {expected}, not {describe_node(node)}", hint)


_DAY = re.compile(r"(\d{4})(?:\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
"""A day as people write it, the year first: `2026.12.1`, `2026년 12월 1일`, `20261201`."""


def _find_meant(text: str, wanted: Any) -> str:
    """What a writer will have meant by a value of another form, as a hint; empty where nothing is near."""
    if date not in get_args(wanted):
        return did_you_mean(text.casefold(), [kind for kind in get_args(wanted) if isinstance(kind, str)])
    found = _DAY.match(text)
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups() if part)
    meant = f"{year}-{month:02}-{day:02}"
    return f"did you mean '{meant}'?" if _read_date(meant) else "there is no such day: correct it"


def _find_odd(node: Node) -> list[Node]:
    """Items of a list that are no text."""
    return [item for item in node.nodes if not isinstance(item, Scalar)] if isinstance(node, Items) else []


def _wrong_item(key: str, item: Node, path: str) -> Problem:
    what = f"an item of `{key}` must be text, not {describe_node(item)}"
    return Problem(path, item.line, "HC03", what, "put quotes around an item that holds ': ' or begins with [ or {")


def describe_type(wanted: Any) -> str:
    """What is expected of a value, in English."""
    kinds = (wanted, *get_args(wanted))
    choices = [f"`{kind}`" for kind in kinds if isinstance(kind, str)]
    return " or ".join(choices) or next(name for kind, name in _EXPECTED.items() if kind in kinds)


def _find_cuts(key: str, node: Node, wanted: Any, path: str) -> Iterator[Problem]:
    """Text that YAML takes for a comment: `title: 상품 #3 문의` is read as `상품`."""
    if wanted not in (str, _TEXTS):
        return
    for item in node.nodes if isinstance(node, Items) else (node,):
        if isinstance(item, Scalar) and item.comment:
            what = f"`{key}` ends at ' #', which begins a comment: `{item.comment}` is left out"
            hint = "put quotes around the whole value; a comment belongs on a line of its own"
            yield Problem(path, item.line, "HC13", what, hint, "warning")
