"""Markdown, in the dialects writers bring, to HTML: one renderer for pages, checks and search."""

from hc_builder.content.markup.render import Heading, Reference, Rendered, Renderer, Section

__all__ = ["Heading", "Reference", "Rendered", "Renderer", "Section"]
