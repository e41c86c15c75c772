"""Marked text: `==like this==`, by the parser's own rules for pairs of signs."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter


def marks(md: MarkdownIt) -> None:
    md.inline.ruler.after("strikethrough", "mark", _scan)
    md.inline.ruler2.after("strikethrough", "mark", _settle)


def _scan(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length != 2:
        state.append_pending("=" * scanned.length)
    else:
        state.push("text", "", 0).content = "=="
        state.delimiters.append(
            Delimiter(ord("="), 0, len(state.tokens) - 1, end=-1, open=scanned.can_open, close=scanned.can_close)
        )
    state.pos += scanned.length
    return True


def _settle(state: StateInline) -> None:
    _settle_pairs(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _settle_pairs(state, meta["delimiters"])


def _settle_pairs(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opener in delimiters:
        if opener.marker == ord("=") and opener.end >= 0:
            for place, kind, nesting in ((opener.token, "open", 1), (delimiters[opener.end].token, "close", -1)):
                token = state.tokens[place]
                token.type, token.tag, token.content = f"mark_{kind}", "mark", ""
                token.nesting = 1 if nesting > 0 else -1
