"""Callouts of GitHub and Obsidian: `> [!NOTE]`, `> [!tip]- Folded, with a title`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hc_builder.content.markup.commonmark.boxes import Box, build_closing, build_opening

_MARK = re.compile(r"\[!([\w-]+)(?:\|[^\]\n]*)?\]([+-]?)(?:[ \t]+(.*))?$", re.M)


def callouts(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "callouts", _read_callouts)


def _read_callouts(state: StateCore) -> None:
    """A quote whose first paragraph begins with a mark becomes a box."""
    if "[!" not in state.src:
        return
    out: list[Token] = []
    open_boxes: list[Box | None] = []
    tokens = iter(enumerate(state.tokens))
    for index, token in tokens:
        if token.type == "blockquote_open":
            box = _find_box(state.tokens, index)
            open_boxes.append(box)
            if box:
                out += build_opening(box, state.env["lang"], token.map or [0, 0], token.level)
                if not state.tokens[index + 2].content:
                    for _ in range(3):
                        next(tokens)
                continue
        elif token.type == "blockquote_close" and (box := open_boxes.pop()):
            out.append(build_closing(box, token.level))
            continue
        out.append(token)
    state.tokens = out


def _find_box(tokens: list[Token], quote: int) -> Box | None:
    """The box that the quote opened at that index is; its mark is taken off the paragraph."""
    if tokens[quote + 1].type != "paragraph_open":
        return None
    inline = tokens[quote + 2]
    mark = _MARK.match(inline.content)
    if not mark:
        return None
    inline.content = inline.content[mark.end() + 1 :]
    inline.map = [inline.map[0] + 1, inline.map[1]] if inline.map else None
    kind, fold, title = mark.groups()
    return Box(kind.lower(), title.strip() or None if title else None, bool(fold), fold == "+")
