"""What the target of a reference may mean: paths under the content folder. Text in, text out."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

_EXTERNAL = re.compile(r"^(?!file:)(?:[A-Za-z][A-Za-z0-9+.-]+:|//)", re.I)  # `C:` is a drive of Windows
_BROWSER_FRAGMENT = ":~:"  # a text fragment, which the browser finds by itself


@dataclass(frozen=True)
class Origin:
    """Where a reference stands: the file's path, the page's address, the content folder's name, and the path with which
    the articles' absolute links begin (`/docs/`, or empty)."""

    path: str
    url: str
    root: str
    base: str = ""


def is_external(target: str) -> bool:
    """Another site (and no file of the writer's own disk), a `tel:` or `mailto:` link, or inline data."""
    return bool(_EXTERNAL.match(target))


_SCHEME = re.compile(r"(https?|mailto|tel|sms):(.*)", re.I | re.S)
_AFTER = {
    "http": (re.compile(r"//[^\s/?#]+"), "name the site after it: https://www.example.com/"),
    "mailto": (re.compile(r"[^\s@?]+@[^\s@?]+"), "write the address after it: mailto:help@example.com"),
    "tel": (re.compile(r"[^?]*[0-9]"), "write the number after it: tel:1588-0000"),
}
"""What must follow a scheme."""


def find_external_fault(target: str) -> tuple[str, str] | None:
    """Why a page can't lead to an external target, and the cure; `None`: it can."""
    scheme = _SCHEME.fullmatch(target)
    if not scheme:
        return f"no page may lead to {target!r}", "begin it with https://, mailto:, tel: or sms:"
    name = scheme[1].lower()
    form, cure = _AFTER[{"https": "http", "sms": "tel"}.get(name, name)]
    return None if form.match(scheme[2]) else (f"{target!r} is not a whole address", cure)


def split_target(target: str) -> tuple[str, str]:
    """`'b%20c.md?x#d'` → `('b c.md', 'd')`: the path as the disk has it, and the fragment as written."""
    path, _, fragment = target.partition("#")
    return unicodedata.normalize("NFC", unquote(path.partition("?")[0])), fragment


def find_anchor(fragment: str) -> str:
    """The heading that a fragment names; `""`: none, only what the browser knows itself (`#top`, `#:~:text=…`)."""
    anchor = unicodedata.normalize("NFC", unquote(fragment.partition(_BROWSER_FRAGMENT)[0]))
    return "" if anchor == "top" else anchor


def quote_path(path: str) -> str:
    """A path of the site as an address writes it."""
    return quote(path, safe="/!$&'()*+,;=:@~")


def quote_fragment(fragment: str) -> str:
    """A fragment as written, with only those signs escaped that no address may hold."""
    return quote(fragment, safe="/?!$&'()*+,;=:@~%")


def find_candidates(origin: Origin, path: str) -> Iterator[str]:
    """Paths under the content folder that the writer may mean, the literal one first."""
    if path.startswith("/"):
        yield from _find_absolute(origin, path.strip("/"))
        return
    literal = posixpath.normpath(posixpath.join(posixpath.dirname(origin.path), path))
    yield literal
    yield literal.removeprefix("../").removeprefix(f"{origin.root}/")
    yield posixpath.normpath(posixpath.join(origin.url, path))  # as a browser reads it


def _find_absolute(origin: Origin, path: str) -> Iterator[str]:
    yield path
    yield path.removeprefix(f"{origin.root}/")
    base = origin.base.strip("/")
    if base and f"{path}/".startswith(f"{base}/"):
        yield path[len(base) :].strip("/")
