"""Markdown, in the dialects writers bring, to HTML: one renderer for pages, checks and search."""

from hc_builder.content.markup.comparison import DialectComparison, Difference, compare_dialects
from hc_builder.content.markup.errors import MarkupError
from hc_builder.content.markup.render import Renderer, render_plain
from hc_builder.content.markup.rendered import UNDEFINED, ForeignSyntax, Heading, Reference, Rendered, Section

__all__ = [
    "UNDEFINED",
    "DialectComparison",
    "Difference",
    "ForeignSyntax",
    "Heading",
    "MarkupError",
    "Reference",
    "Rendered",
    "Renderer",
    "Section",
    "compare_dialects",
    "render_plain",
]
