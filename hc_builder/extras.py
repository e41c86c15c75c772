"""Which extra of `hc-builder` brings a module that is not installed: read from the package's own metadata."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from traceback import extract_tb

from hc_builder.errors import UserError

_PACKAGE = "hc-builder"
_OWN = ("hc_builder", "feedback_function")
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9._-]+).*?;.*\bextra\s*==\s*[\"']([\w-]+)[\"']")


class MissingExtra(UserError):
    """A command needs an extra that is not installed."""


def explain_missing_module(error: ModuleNotFoundError) -> MissingExtra | None:
    """What to install; `None`: no extra brings the module, so that its absence is a bug."""
    module = (error.name or "").partition(".")[0]
    if not module or module in _OWN or module in sys.stdlib_module_names:
        return None
    try:
        requirements = metadata.requires(_PACKAGE) or []
    except metadata.PackageNotFoundError:  # run from its source, without being installed
        return None
    extras = find_extras(module, list_rooms(error), requirements, is_installed)
    if not extras:
        return None
    what = f"this needs the extra '{extras[0]}' ({module} is not installed)"
    return MissingExtra(what, f"pip install '{_PACKAGE}[{extras[0]}]'")


def find_extras(
    module: str, rooms: Sequence[str], requirements: Sequence[str], is_installed: Callable[[str], bool]
) -> list[str]:
    """The extras that may bring `module`, the likeliest first.

    An extra whose requirements are all there can't. Of the others comes first the one that asks for a distribution of
    that name, then the one that has its name from the room of our code which imported the module: that finds what no
    name tells (`sklearn` is scikit-learn's) and what a requirement requires (`scipy`).
    """
    wanted = list(_list_requirements(requirements))
    open_extras = list(dict.fromkeys(extra for name, extra in wanted if not is_installed(name)))
    named = [extra for name, extra in wanted if extra in open_extras and _is_named_for(module, name)]
    parts = [part for room in rooms for part in re.split(r"[._]", room)]
    placed = [extra for part in parts for extra in open_extras if part.startswith(extra)]
    return list(dict.fromkeys([*(extra for extra in placed if extra in named), *named, *placed]))


def _list_requirements(requirements: Sequence[str]) -> Iterator[tuple[str, str]]:
    """`'fonttools[woff]>=4.58; extra == "font"'` → `('fonttools', 'font')`."""
    for found in filter(None, map(_REQUIREMENT.match, requirements)):
        yield found[1], found[2]


def _is_named_for(module: str, distribution: str) -> bool:
    """`prometheus_client` and prometheus-client, `fontTools` and fonttools, `ibis` and ibis-framework."""
    own, other = (re.sub(r"[-_.]+", "-", name).lower() for name in (module, distribution))
    return own == other or other.startswith(f"{own}-")


def is_extra_installed(extra: str) -> bool:
    """Whether all that the extra asks for is there."""
    wanted = _list_requirements(metadata.requires(_PACKAGE) or [])
    return all(is_installed(name) for name, other in wanted if other == extra)


def is_installed(distribution: str) -> bool:
    try:
        return bool(metadata.version(distribution))
    except metadata.PackageNotFoundError:
        return False


def list_rooms(error: BaseException) -> list[str]:
    """Our own modules that were at work, the innermost first: `hc_builder.gaps.neighbours`."""
    files = [frame.filename.removesuffix(".py") for frame in extract_tb(error.__traceback__)]
    parts = [re.split(r"[\\/]", file) for file in files]
    own = [path[path.index(name) :] for path in parts for name in _OWN if name in path]
    return [".".join(path) for path in reversed(own)]
