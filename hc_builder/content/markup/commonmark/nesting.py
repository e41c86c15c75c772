"""Quotes and lists nested deeper than anyone writes are refused; the library would leave their text out unsaid."""

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from hc_builder.content.markup.errors import MarkupError

MAX_NESTING = 60  # tokens; a list in a list is two


class BoundedBlocks(ParserBlock):
    """Markdown's block parser, which raises `MarkupError` beyond `MAX_NESTING`."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_NESTING and startLine < endLine:
            raise MarkupError("quotes, lists and boxes are nested too deeply to be read", startLine + 1)
        super().tokenize(state, startLine, endLine)
