"""Markdown → HTML, with what the checks and the search need to know of it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from hc_builder.content.markup.contents import Contents
from hc_builder.content.markup.dates import hide_dates, show_dates
from hc_builder.content.markup.dialect import Dialect
from hc_builder.content.markup.masks import mask_foreign
from hc_builder.content.markup.rendered import UNDEFINED, ForeignSyntax, Rendered
from hc_builder.content.variables import NO_VARIABLES, Variables

DialectName = Literal["commonmark", "python-markdown"]
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes md_in_html meta nl2br sane_lists smarty "
    "tables toc wikilinks".split()
)
_READING_FILES = frozenset(("b64", "emoji", "extra", "snippets"))


class Renderer:
    """Renders articles of one dialect. `extensions` (name → options) are the shop's own, for Python-Markdown only."""

    def __init__(
        self, extensions: Mapping[str, Mapping[str, Any]] | None = None, dialect: DialectName = "commonmark"
    ) -> None:
        self.extensions = extensions or {}
        self.dialect = dialect

    def __reduce__(self) -> tuple[type["Renderer"], tuple[object, ...]]:
        """Another process makes a parser of its own."""
        return Renderer, (dict(self.extensions), self.dialect)

    @cached_property
    def _parser(self) -> Dialect:
        """Made when a text is to be read: a build in which nothing changed has none."""
        if self.dialect == "python-markdown":
            from hc_builder.content.markup.python_markdown import PythonMarkdown

            return PythonMarkdown(self.extensions)
        from hc_builder.content.markup.commonmark import CommonMark

        return CommonMark()

    @property
    def is_pure(self) -> bool:
        """Whether the HTML depends on the text alone: an extension may read files, or be anybody's code."""
        return self.dialect == "commonmark" or all(map(_is_pure, self.extensions))

    def render(self, text: str, lang: str, variables: Variables = NO_VARIABLES) -> Rendered:
        """Raises `MarkupError` for a text that no one could have meant."""
        masked = mask_foreign(hide_dates(text), variables)
        converted = self._parser.convert(masked, lang)
        if fault := masked.find_fault():
            raise fault
        html = show_dates(masked.show_html(converted.html))
        lines = {masked.show_url(target): found for target, found in converted.lines.items()}
        contents = Contents(html, lines)
        return Rendered(
            html,
            tuple(contents.headings),
            contents.sections(),
            tuple(contents.references),
            frozenset(contents.anchors),
            tuple(sorted([*masked.list_foreign(), *converted.foreign], key=lambda foreign: foreign.line)),
        )


def _is_pure(extension: str) -> bool:
    package, _, name = extension.rpartition(".")
    return name not in _READING_FILES if package == "pymdownx" else name in _PURE


def render_plain(text: str) -> str:
    """A line of front matter without other tools' syntax: `[!DNL OpenSearch] 설정` is `OpenSearch 설정`."""
    masked = mask_foreign(text)
    return masked.show_text(masked.text)


def find_foreign_in_line(text: str, variables: Variables = NO_VARIABLES) -> list[ForeignSyntax]:
    """What `render_plain` leaves out or shows otherwise; a shop with `variables` is told of their names elsewhere."""
    return [found for found in mask_foreign(text, variables).list_foreign() if found.kind != UNDEFINED]


def read_heading(line: str) -> str:
    """What a reader sees of a heading's line: "`hc report`: **one** sheet" is "hc report: one sheet"."""
    from markdown_it import MarkdownIt

    from hc_builder.content.markup.commonmark.headings import find_text

    inline = MarkdownIt().parseInline(line)
    return find_text(inline[0].children or []) if inline else ""
