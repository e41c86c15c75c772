"""Markdown, in the dialects writers bring, to HTML: one renderer for pages, checks and search."""

from hc_builder.content.markup.callout_titles import list_kinds
from hc_builder.content.markup.comparison import DialectComparison, Difference, compare_dialects
from hc_builder.content.markup.errors import MarkupError
from hc_builder.content.markup.render import Renderer, find_foreign_in_line, read_heading, render_plain
from hc_builder.content.markup.rendered import UNDEFINED, ForeignSyntax, Heading, Reference, Rendered, Section
from hc_builder.content.markup.text_form import strip_form

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
    "find_foreign_in_line",
    "list_kinds",
    "read_heading",
    "render_plain",
    "strip_form",
]
