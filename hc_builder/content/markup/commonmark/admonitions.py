"""Material's admonitions: `!!! note "Title"`, and `???` or `???+` for those that fold; the text is indented by four."""

import re

from markdown_it.rules_block import StateBlock

from hc_builder.content.markup.commonmark.boxes import Box, find_indented_end, parse_box, read_line

_OPENING = re.compile(r"(!!!|\?\?\?\+?) ?([A-Za-z][\w-]*(?: +[A-Za-z][\w-]*)*)(?: +[\"“](.*)[\"”])? *$")


def read_admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _OPENING.match(read_line(state, start))
    if not opening or silent:
        return bool(opening)
    mark, classes, title = opening.groups()
    box = Box(classes.lower(), title, mark != "!!!", mark == "???+")
    indent = state.sCount[start] + 4
    last = find_indented_end(state, start + 1, end, indent)
    parse_box(state, box, (start, last), (start + 1, last), indent)
    return True
