"""On which line each reference is used, by the parser's own map of the source."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape

from markdown_it.token import Token

from hc_builder.content.markup.references import split_targets

_ATTRIBUTE = re.compile(r"\b(href|src|srcset|poster|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.I)


def find_lines(tokens: list[Token]) -> Mapping[str, list[int]]:
    """Target as the HTML has it → the 1-based lines on which it stands, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "html_block":
            for target, place in _find_in_html(token.content, line):
                found[target].append(place)
        for child in token.children or ():
            if "pos" in child.meta:
                first = line + token.content.count("\n", 0, child.meta["pos"])
                for target, place in _find_in_span(child, first):
                    found[target].append(place)
    return found


def _find_in_span(token: Token, line: int) -> Iterator[tuple[str, int]]:
    if token.type == "html_inline":
        yield from _find_in_html(token.content, line)
    else:
        yield str(token.attrs["href" if token.type == "link_open" else "src"]), line + 1


def _find_in_html(html: str, line: int) -> Iterator[tuple[str, int]]:
    for attribute in _ATTRIBUTE.finditer(html):
        value = unescape(attribute[2] or attribute[3] or attribute[4] or "")
        for target in split_targets(attribute[1].lower(), value):
            yield target, line + 1 + html.count("\n", 0, attribute.start())
