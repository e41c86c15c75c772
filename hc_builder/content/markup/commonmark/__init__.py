"""CommonMark and GFM with the forms that writers for Material, GitHub and Obsidian use, by markdown-it."""

from hc_builder.content.markup.commonmark.dialect import CommonMark, build_parser

__all__ = ["CommonMark", "build_parser"]
