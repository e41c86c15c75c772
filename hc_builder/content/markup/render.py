"""Markdown → HTML, with what the checks and the search need to know of it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from hc_builder.content.markup.commonmark import CommonMark
from hc_builder.content.markup.contents import Contents
from hc_builder.content.markup.dates import hide_dates, show_dates
from hc_builder.content.markup.dialect import Dialect
from hc_builder.content.markup.masks import mask_foreign
from hc_builder.content.markup.python_markdown import PythonMarkdown
from hc_builder.content.markup.rendered import Rendered

DialectName = Literal["commonmark", "python-markdown"]


class Renderer:
    """Renders articles of one dialect. `extensions` (name → options) are the shop's own, for Python-Markdown only."""

    def __init__(
        self, extensions: Mapping[str, Mapping[str, Any]] | None = None, dialect: DialectName = "commonmark"
    ) -> None:
        self._dialect: Dialect = PythonMarkdown(extensions or {}) if dialect == "python-markdown" else CommonMark()
        self._remembered = lru_cache(maxsize=20_000)(self._render)  # a preview renders only what changed

    def render(self, text: str, lang: str) -> Rendered:
        """Raises `MarkupError` for a text that no one could have meant."""
        return self._remembered(text, lang)

    def _render(self, text: str, lang: str) -> Rendered:
        masked = mask_foreign(hide_dates(text))
        converted = self._dialect.convert(masked, lang)
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


def render_plain(text: str) -> str:
    """A line of front matter without other tools' syntax: `[!DNL OpenSearch] 설정` is `OpenSearch 설정`."""
    masked = mask_foreign(text)
    return masked.show_text(masked.text)
