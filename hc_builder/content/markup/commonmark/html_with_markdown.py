"""Python-Markdown's md_in_html: Markdown is read in an element with the attribute `markdown`, blank line or not."""

import re

from markdown_it.rules_block import StateBlock

from hc_builder.content.markup.commonmark.boxes import parse_body, read_line

_OPENING = re.compile(
    r"<([A-Za-z][\w-]*)(?=\s)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)\smarkdown(?:=(\"\w*\"|'\w*'|\w+))?"
    r"((?=[\s>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_INLINE = frozenset("p h1 h2 h3 h4 h5 h6 span figcaption summary caption dt th td address legend label".split())


def read_element(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = read_line(state, start)
    opening = _OPENING.match(line)
    if not opening or silent:
        return bool(opening)
    name, before, mode, after = opening.groups()
    html = f"<{name}{before}{after}>"
    close = re.compile(rf"</{name}\s*>[ \t]*$")
    rest = line[opening.end() :]
    if ended := close.search(rest):
        _push_html(state, html, [start, start + 1], newline=False)
        _push_text(state, rest[: ended.start()], start)
        _push_html(state, f"</{name}>", [start, start + 1])
        state.line = start + 1
        return True
    last = _find_close(state, start, end, name)
    _push_html(state, html, [start, start + 1])
    if rest.strip():
        _push_text(state, rest, start)
    is_span = "span" in (mode or "") or ("block" not in (mode or "") and name.lower() in _INLINE)
    if is_span:
        _push_text(state, state.getLines(start + 1, last, state.blkIndent, False).strip(), start + 1)
    else:
        state.level += 1
        parse_body(state, (start + 1, last), state.blkIndent, "html")
        state.level -= 1
    _push_html(state, f"</{name}>", [last, last + 1])
    state.line = min(last + 1, end)
    return True


def _find_close(state: StateBlock, start: int, end: int, name: str) -> int:
    """The line whose end tag closes the element opened on `start`, or after the last."""
    tags = re.compile(rf"<(/?){name}(?=[\s>/])", re.I)
    depth = 0
    for line in range(start, end):
        for tag in tags.finditer(read_line(state, line)):
            depth += -1 if tag[1] else 1
        if depth <= 0:
            return line
    return end


def _push_html(state: StateBlock, html: str, lines: list[int], newline: bool = True) -> None:
    token = state.push("html_block", "", 0)
    token.content, token.map = html + "\n" * newline, lines


def _push_text(state: StateBlock, text: str, line: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
