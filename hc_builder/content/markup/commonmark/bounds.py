"""Bounds of what is read: what no one writes by hand is refused, with its line, before it costs time.

The library leaves out in silence what is nested too deeply, and takes quadratic time for brackets that do not close.
"""

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from hc_builder.content.markup.errors import MarkupError

MAX_NESTING = 60  # tokens; a list in a list is two
MAX_BRACKETS = 3_000  # in one paragraph; as many that are open take half a second


class BoundedBlocks(ParserBlock):
    """Markdown's block parser, which raises `MarkupError` beyond `MAX_NESTING`."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_NESTING and startLine < endLine:
            raise MarkupError("quotes, lists and boxes are nested too deeply to be read", startLine + 1)
        super().tokenize(state, startLine, endLine)


def bounded_brackets(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "bounded_brackets", _count_brackets)


def _count_brackets(state: StateCore) -> None:
    if state.src.count("[") <= MAX_BRACKETS:
        return
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MAX_BRACKETS:
            line = (token.map or [-1])[0] + 1
            raise MarkupError(f"a paragraph has more than {MAX_BRACKETS:,} `[`", line, "divide it by blank lines")
