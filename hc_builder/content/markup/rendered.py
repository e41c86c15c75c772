"""What Markdown becomes, whatever dialect it was written in: HTML, and what checks and search need to know of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A place another file is named: `tag` and `attribute` of the element, `target` as written (entities read).

    `line` is that of the rendered text, 1-based; 0 where the parser cannot tell.
    """

    tag: str
    attribute: str
    target: str
    line: int = 0


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Section:
    """Text from one heading to the next; `anchor` and `title` are empty before the first. `text` keeps its form as
    `text_form` says."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class ForeignSyntax:
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
