"""Which attributes of which elements name another file."""

import re
from collections.abc import Callable
from urllib.parse import unquote

REFERENCE_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "iframe": ("src",),
    "embed": ("src",),
}

_CANDIDATE = re.compile(r"(?P<target>[^\s,](?:\S*[^\s,])?)(?P<size>[^,]*)")
"""One picture of a `srcset`. A comma inside an address belongs to it, as in `data:image/png;base64,…`."""
_BEYOND_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def split_srcset(value: str | None) -> list[str]:
    """`'a.webp 1x, b.webp 2x'` → `['a.webp', 'b.webp']`."""
    return [found["target"] for found in _CANDIDATE.finditer(value or "")]


def split_targets(attribute: str, value: str | None) -> list[str]:
    """The targets that an attribute's value names; an empty one is one too."""
    return split_srcset(value) if attribute == "srcset" else [] if value is None else [value]


def change_attribute(attribute: str, value: str, change: Callable[[str], str]) -> str:
    """The value with each of its targets changed, and nothing else of it."""
    if attribute != "srcset":
        return change(value)
    return _CANDIDATE.sub(lambda found: f"{change(found['target'])}{found['size']}", value)


def read_target(target: str) -> str:
    """A target as its writer reads it: `%ED%99%98%EB%B6%88.md`, which the parser made of `환불.md`, is `환불.md`."""
    return _BEYOND_ASCII.sub(lambda octets: _decode(octets.group()), target) if "%" in target else target


def _decode(octets: str) -> str:
    text = unquote(octets)
    return octets if "\ufffd" in text else text
