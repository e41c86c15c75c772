"""Content tabs: blocks of `=== "Title"` that follow one another, each text indented by four, as one set.

The HTML is that of pymdownx.tabbed with `alternate_style`: radio buttons, their labels, then the blocks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hc_builder.content.markup.commonmark.boxes import find_indented_end, parse_body, read_line

_OPENING = re.compile(r"===([+!]{0,2}) +(?:\"(.*?)\"|“(.*?)”) *$")


@dataclass(frozen=True)
class _Tab:
    flags: str
    title: str
    lines: tuple[int, int]


def tabs(md: MarkdownIt) -> None:
    md.add_render_rule("tab_input", _render_input)


def read_tabs(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _find_tabs(state, start, end)
    if not found or silent:
        return bool(found)
    number = state.env["tab_sets"] = state.env.get("tab_sets", 0) + 1
    token = state.push("tabs_open", "div", 1)
    token.attrs = {"class": "tabbed-set tabbed-alternate", "data-tabs": f"{number}:{len(found)}"}
    token.map = [start, found[-1].lines[1]]
    _push_labels(state, found, number)
    state.push("tabs_content_open", "div", 1).attrs = {"class": "tabbed-content"}
    for tab in found:
        state.push("tab_open", "div", 1).attrs = {"class": "tabbed-block"}
        parse_body(state, (tab.lines[0] + 1, tab.lines[1]), state.sCount[start] + 4, "tab")
        state.push("tab_close", "div", -1)
    state.push("tabs_content_close", "div", -1)
    state.push("tabs_close", "div", -1)
    state.line = found[-1].lines[1]
    return True


def _find_tabs(state: StateBlock, start: int, end: int) -> list[_Tab]:
    """The tabs of the set that begins at `start`, with the lines of each."""
    found: list[_Tab] = []
    line = start
    while line < end and state.sCount[line] == state.sCount[start] and (mark := _OPENING.match(read_line(state, line))):
        if found and "!" in mark[1]:
            break
        last = find_indented_end(state, line + 1, end, state.sCount[start] + 4)
        found.append(_Tab(mark[1], mark[2] or mark[3] or "", (line, last)))
        line = state.skipEmptyLines(last)
    return found


def _push_labels(state: StateBlock, found: list[_Tab], number: int) -> None:
    chosen = next((index for index, tab in enumerate(found) if "+" in tab.flags), 0)
    for index, tab in enumerate(found):
        token = state.push("tab_input", "input", 0)
        token.attrs = {"checked": "checked"} if index == chosen else {}
        token.attrs |= {"id": "", "name": f"__tabbed_{number}", "type": "radio"}
        token.content = tab.title
        token.map = list(tab.lines)
    state.push("tab_labels_open", "div", 1).attrs = {"class": "tabbed-labels"}
    for tab in found:
        token = state.push("tab_label_open", "label", 1)
        token.block, token.attrs = False, {"for": ""}
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = tab.title, [], [tab.lines[0], tab.lines[0] + 1]
        state.push("tab_label_close", "label", -1).block = False
    state.push("tab_labels_close", "div", -1)


def _render_input(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f"<input{self.renderAttrs(tokens[index])} />"
