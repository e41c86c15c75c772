"""The block rules of this dialect, found by a line's first character: one look-up a line, not ten calls."""

from collections.abc import Callable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def block_rules(md: MarkdownIt, by_first: Mapping[str, BlockRule], fallback: BlockRule) -> None:
    """Try the rules for a line's first character before the parser's own; `fallback` for any other character."""

    def read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = state.src[state.bMarks[start] + state.tShift[start]]
        rule = by_first.get(first)
        if rule is None:
            return first > "\uffff" and fallback(state, start, end, silent)
        return not state.is_code_block(start) and rule(state, start, end, silent)

    interrupted = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("table", "own_blocks", read_block, {"alt": interrupted})
