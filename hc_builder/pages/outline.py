"""What an article's page holds for those who see it from outside: how it begins, its steps, and its first picture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s+(\S.*)", re.S)
_SHOWN_ELSEWHERE = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""Kinds of pictures that messengers and social networks show; no drawings."""
_LEAST = 200
"""Pixels: they pass over smaller pictures."""
_WIDE = 1.2
"""Width by height from which a picture fills a card without losing its top and bottom."""
_LONGEST = 300
"""Characters of an opening or a step; what is cut ends with a sentence or a word."""


@dataclass(frozen=True)
class SharedPicture:
    """`address` as the page has it: relative to the page, or whole."""

    address: str
    is_wide: bool


@dataclass(frozen=True)
class Instruction:
    """A step in words, and the anchor of its heading, if it has one."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Outline:
    """`opening` is the text before the first heading, or else what follows that; `steps` are there where there are at
    least two."""

    opening: str = ""
    steps: tuple[Instruction, ...] = ()
    picture: SharedPicture | None = None


@lru_cache(maxsize=1)  # several parts of one page ask
def read_outline(html: str) -> Outline:
    """Of the text of an article's page."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None  # the parser makes one of any input
    steps = tuple(_find_numbered(body)) or tuple(_find_items(body))
    picture = next(filter(None, map(_read_picture, body.css("img"))), None)
    return Outline(_cut(" ".join(_find_opening(body))), steps if len(steps) > 1 else (), picture)


def _find_opening(body: LexborNode) -> Iterator[str]:
    has_text = False
    for node in body.css("h2, h3, h4, body > p, body > ul > li, body > ol > li"):
        if node.tag in ("h2", "h3", "h4"):
            if has_text:
                return
        elif text := _read(node):
            has_text = True
            yield text


def _find_numbered(body: LexborNode) -> Iterator[Instruction]:
    """Headings that count from one."""
    for heading in body.css("h2"):
        if found := _NUMBERED.match(heading.text()):
            yield Instruction(_cut(" ".join(found[2].split())), heading.attributes.get("id") or "")


def _find_items(body: LexborNode) -> Iterator[Instruction]:
    """Those of the one numbered list of the text; of several none is the way through it."""
    lists = body.css("body > ol")
    for item in lists[0].css("ol > li") if len(lists) == 1 else ():
        if item.parent == lists[0] and (text := _read(item.css_first("p") or item)):
            yield Instruction(_cut(text))


def _read(node: LexborNode) -> str:
    return " ".join(node.text(separator="").split())


def _read_picture(image: LexborNode) -> SharedPicture | None:
    address = image.attributes.get("src") or ""
    width, height = (image.attributes.get(name) or "" for name in ("width", "height"))
    is_known = width.isdecimal() and height.isdecimal() and min(int(width), int(height)) >= _LEAST
    parts = urlsplit(address)
    if not is_known or parts.scheme not in ("", "https") or not parts.path.lower().endswith(_SHOWN_ELSEWHERE):
        return None
    return SharedPicture(address, int(width) >= int(height) * _WIDE)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    head = text[:_LONGEST]
    sentences = head.rpartition(". ")[0]
    return f"{sentences}." if sentences else f"{head.rpartition(' ')[0] or head}…"
