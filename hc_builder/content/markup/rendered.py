"""What Markdown becomes, whatever dialect it was written in: HTML, and what checks and search need to know of it."""

import re
from dataclasses import dataclass
from html import unescape

import msgspec

UNDEFINED = "undefined variable"
"""A kind of foreign syntax: a name between `{{` and `}}` that the shop did not define."""
_OPENING = 200
_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)", re.I)
_OTHER_MEDIA = re.compile(r"<(?:svg|canvas|math|input|button|select|script)\b", re.I)


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """A place another file is named: `tag` and `attribute` of the element, `target` as written (entities read).

    `line` is that of the rendered text, 1-based; 0 where the parser cannot tell.
    """

    tag: str
    attribute: str
    target: str
    line: int = 0


class Heading(msgspec.Struct, frozen=True, array_like=True):
    level: int
    anchor: str
    title: str


class Section(msgspec.Struct, frozen=True, array_like=True):
    """Text from one heading to the next; `anchor` and `title` are empty before the first. `text` keeps its form as
    `text_form` says."""

    anchor: str
    title: str
    text: str


class ForeignSyntax(msgspec.Struct, frozen=True, array_like=True):
    """Another tool's syntax that has no meaning here: `kind` names it (`shortcode`, `wikilink`), `tool` whose it is,
    `text` is a short sample as written, `line` that of the rendered text, 1-based."""

    kind: str
    tool: str
    text: str
    line: int


@dataclass(frozen=True)
class Rendered:
    """One article as HTML whose references still stand as written."""

    html: str
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    anchors: frozenset[str]
    foreign: tuple[ForeignSyntax, ...] = ()

    @property
    def opening(self) -> str:
        """How its text begins."""
        return self.sections[0].text[:_OPENING] if self.sections else ""

    @property
    def style_targets(self) -> tuple[str, ...]:
        """The addresses that its styles name, as written."""
        return tuple(target.strip() for target in _STYLE_URL.findall(unescape(self.html)))

    @property
    def has_contents(self) -> bool:
        """Text, or something to look at or to use; a comment is neither."""
        has_media = any(reference.tag != "a" for reference in self.references)
        return bool(self.sections) or has_media or bool(_OTHER_MEDIA.search(self.html))
