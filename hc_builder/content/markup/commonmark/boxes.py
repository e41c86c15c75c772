"""Boxes: the tokens that admonitions, callouts and containers have in common.

A box is Python-Markdown's `<div class="admonition note">` with a title, or a `<details class="note">` that opens.
"""

from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from hc_builder.content.markup.callout_titles import find_title


@dataclass(frozen=True)
class Box:
    """`classes` as written, the kind first; `title` is Markdown, `None`: that of the kind; `""`: none."""

    classes: str
    title: str | None
    folds: bool = False
    is_open: bool = False

    @property
    def kind(self) -> str:
        return self.classes.partition(" ")[0]


def build_opening(box: Box, lang: str, lines: list[int], level: int) -> list[Token]:
    """The tokens before a box's text; `lines` are those it takes up."""
    tag = "details" if box.folds else "div"
    attrs: dict[str, str | int | float] = {"class": box.classes if box.folds else f"admonition {box.classes}"}
    if box.is_open:
        attrs["open"] = "open"
    if box.folds and box.classes in ("", "details"):
        del attrs["class"]
    opening = Token("box_open", tag, 1, attrs=attrs, map=lines, block=True, level=level)
    title = find_title(box.kind or "details", lang) if box.title is None else box.title
    if not title and not box.folds:
        return [opening]
    tag, attrs = ("summary", {}) if box.folds else ("p", {"class": "admonition-title"})
    first = [lines[0], lines[0] + 1]
    return [
        opening,
        Token("box_title_open", tag, 1, attrs=attrs, map=first, block=True, level=level + 1),
        Token("inline", "", 0, content=title or "…", map=first, block=True, level=level + 2, children=[]),
        Token("box_title_close", tag, -1, block=True, level=level + 1),
    ]


def build_closing(box: Box, level: int) -> Token:
    return Token("box_close", "details" if box.folds else "div", -1, block=True, level=level)


def parse_box(state: StateBlock, box: Box, lines: tuple[int, int], body: tuple[int, int], indent: int) -> None:
    """Push a box over `lines` whose text stands on the lines of `body`, `indent` columns in."""
    state.tokens += build_opening(box, state.env["lang"], list(lines), state.level)
    state.level += 1
    parse_body(state, body, indent, "box")
    state.level -= 1
    state.tokens.append(build_closing(box, state.level))
    state.line = lines[1]


def parse_body(state: StateBlock, body: tuple[int, int], indent: int, parent: str) -> None:
    """Read the lines of `body` as blocks that begin at column `indent`."""
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = parent, body[1], indent
    state.md.block.tokenize(state, *body)
    state.parentType, state.lineMax, state.blkIndent = before


def find_indented_end(state: StateBlock, start: int, end: int, indent: int) -> int:
    """After the last line from `start` on that is indented by `indent` columns or blank, blank ones at the end left."""
    last = line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    return last


def read_line(state: StateBlock, line: int) -> str:
    """A line's text without its indentation and what its containers took."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
