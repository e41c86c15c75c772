"""A line that holds nothing but marks (comments, tags, imports) is no paragraph, no row of a table and no quote."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hc_builder.content.markup.commonmark.boxes import read_line
from hc_builder.content.markup.masks import Masked


def marked_lines(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "marked_rows_and_quotes", _drop_emptied)


def _is_left_out(text: str, masked: Masked) -> bool:
    """Marks of which nothing is shown."""
    return bool(text.strip()) and all(char in masked.marks and not masked.marks[char].shown for char in text.split())


def read_marked_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.is_code_block(start) or not _is_left_out(read_line(state, start), state.env["masked"]):
        return False
    state.line = start + 1
    return True


def _drop_emptied(state: StateCore) -> None:
    if not state.env["masked"].marks:
        return
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type == "tr_close":
            row = max(index for index, other in enumerate(kept) if other.type == "tr_open")
            texts = "".join(other.content for other in kept[row:])
            if _is_left_out(texts, state.env["masked"]):
                del kept[row:]
        elif token.type == "blockquote_close" and kept[-2].type == "blockquote_open":
            del kept[-2:]
    state.tokens = kept
