"""HTML of help centers → our Markdown: `cleaning` mends the tree, `converting` writes it."""

from hc_builder.importers.html.converting import convert_html

__all__ = ["convert_html"]
