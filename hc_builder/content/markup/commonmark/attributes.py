"""Attribute lists: `{#id .class key="value"}` or kramdown's and Python-Markdown's `{: .class }`.

They stand at the end of a heading, cell, term, paragraph or list item, right after a picture, link, emphasis or code,
and on a line of their own after a paragraph, list item, table or other block.
"""

import re
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hc_builder.content.markup.commonmark.boxes import read_line

Attributes: TypeAlias = dict[str, str | int | float]

_ITEM = (
    r"(?:#[^\s{}#=\"'<>]++|\.[^\s{}#.=\"'<>]+|"
    r"[A-Za-z_:@][\w:.@-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)|data-[\w-]+|markdown|hidden)"
)
_LIST = rf"\{{:?[ \t]*{_ITEM}(?:[ \t]*{_ITEM})*[ \t]*\}}"
_ITEMS = re.compile(
    r"([#.])((?<=#)[^\s{}#=\"'<>]+|[^\s{}#.=\"'<>]+)|"
    r"([A-Za-z_:@][\w:.@-]*)(?:=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s{}\"']+)))?"
)
ATTRIBUTE_LIST = rf"(?=\{{:?[ \t]*[.#][A-Za-z가-힣]){_LIST}"  # one that is no set and no template
_LINE = re.compile(rf"{_LIST}[ \t]*$")
_AT_START = re.compile(rf"{_LIST}|[ ](?=\{{:?[ ]?[.#:]){_LIST}")
_AT_END = re.compile(rf"[ \t]*({_LIST})[ \t]*$")
_SPAN_END = re.compile(r"(?:\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\[\]\n]*\]|[*`~=+_>])$")
_HOLDERS = frozenset(("heading_open", "th_open", "td_open", "dt_open", "paragraph_open"))
_CELLS = ("th_open", "td_open")
_AFTER = frozenset(("image", "code_inline", "link_close", "em_close", "strong_close", "s_close", "mark_close", "keys"))


def attributes(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "attributes_of_blocks", _settle_blocks)
    md.core.ruler.after("inline", "attributes_of_spans", _settle_spans)


def parse_attributes(text: str) -> Attributes:
    """`{#a .b .c k="v"}` → `{"id": "a", "class": "b c", "k": "v"}`."""
    found: Attributes = {}
    for sign, name, key, first, second, third in _ITEMS.findall(text.strip("{}:")):
        if sign == "#":
            found["id"] = name
        elif sign:
            found["class"] = f"{found['class']} {name}" if "class" in found else name
        elif key != "markdown":
            found[key] = first or second or third
    return found


def read_attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = read_line(state, start)
    if not _LINE.match(line):
        return False
    if not silent:
        token = state.push("attribute_line", "", 0)
        token.map, token.content, token.hidden = [start, start + 1], line, True
        state.line = start + 1
    return True


def _settle_blocks(state: StateCore) -> None:
    if "{" not in state.src:
        return
    for index, token in enumerate(state.tokens):
        if token.type in _HOLDERS:
            _take_from_end(_find_holder(state.tokens, index), token, state.tokens[index + 1])
        elif token.type == "attribute_line" and (target := _find_block(state.tokens, index)):
            add_attributes(target, parse_attributes(token.content))
    state.tokens = [token for token in state.tokens if token.type != "attribute_line"]


def _find_holder(tokens: list[Token], index: int) -> Token:
    """The token itself, or the item or definition whose paragraph has no element of its own."""
    is_hidden = tokens[index].hidden and index and tokens[index - 1].type in ("list_item_open", "dd_open")
    return tokens[index - 1] if is_hidden else tokens[index]


def _take_from_end(holder: Token, block: Token, inline: Token) -> None:
    if inline.content.endswith("}") and (end := _AT_END.search(inline.content)):
        if not _is_of_block(block, end):
            return
        add_attributes(holder, parse_attributes(end[1]))
        inline.content = inline.content[: end.start()]


def _is_of_block(block: Token, end: re.Match[str]) -> bool:
    """Not the picture's or link's that stands before it. In a sentence it needs a blank and a `.`, `#` or `:`."""
    before, has_blank = end.string[: end.start()], not end[0].startswith("{")
    if block.type == "paragraph_open":
        return has_blank and end[1].lstrip("{ \t")[0] in ".#:" and bool(before) and not _SPAN_END.search(before)
    return has_blank or block.type not in _CELLS or not _SPAN_END.search(before)


def _find_block(tokens: list[Token], line: int) -> Token | None:
    """The block that ends on the line before; the item of a list for its own text; else the block that follows."""
    level, place = tokens[line].level, (tokens[line].map or [0, 0])[0]
    index = line - 1
    if index >= 0 and tokens[index].level >= level and tokens[index].nesting <= 0:
        while index > 0 and (tokens[index].level > level or tokens[index].nesting < 0):
            index -= 1
        block = tokens[index]
        if block.type == "paragraph_open" and block.hidden:
            return tokens[index - 1]
        if block.map and block.map[1] >= place:
            return block
    following = tokens[line + 1] if line + 1 < len(tokens) else None
    if following and following.nesting >= 0 and following.map and following.map[0] == place + 1:
        return following
    return tokens[index] if 0 <= index < line - 1 else None


def _settle_spans(state: StateCore) -> None:
    if "{" not in state.src:
        return
    for token in state.tokens:
        if token.type == "inline" and "{" in token.content:
            _settle_children(token.children or [])


def _settle_children(children: list[Token]) -> None:
    for index, child in enumerate(children[1:], 1):
        if child.type == "text" and child.content.startswith(("{", " {")) and children[index - 1].type in _AFTER:
            while given := _AT_START.match(child.content):
                add_attributes(children[_find_opening(children, index - 1)], parse_attributes(given.group().strip()))
                child.content = child.content[given.end() :]


def _find_opening(children: list[Token], index: int) -> int:
    level = 0
    while index > 0:
        level += children[index].nesting
        if level == 0:
            break
        index -= 1
    return index


def add_attributes(token: Token, given: Attributes) -> None:
    """A class joins those there are; another attribute takes the place of its like."""
    if "class" in given and token.attrs.get("class"):
        given = given | {"class": f"{token.attrs['class']} {given['class']}"}
    token.attrs.update(given)
