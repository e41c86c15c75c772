"""Numbers that stay in one line: a browser breaks `1588-0000` and `제0000-서울-0000호` behind each hyphen."""

import re
from collections.abc import Iterator

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

_NUMBER = re.compile(r"(?<![-–~\w/.])[\w,.:+]{1,16}(?:[-–~][\w,.:]{1,16}){1,4}(?![-–~\w])")
_LONGEST = 22
"""Characters that the narrowest phone has room for."""
_LEFT_ALONE = frozenset({"pre", "code", "kbd", "samp", "script", "style", "svg", "textarea", "math"})
_SPAN = Markup('<span class="hc-unbroken">{}</span>')


def keep_whole(text: object) -> Markup:
    """`text` as HTML, in which no number is broken across lines."""
    parts = _split(str(text))
    return Markup("").join(_SPAN.format(part) if is_number else part for part, is_number in parts)


def keep_numbers_whole(body: LexborNode) -> None:
    """The same in the text of `body`, but for code."""
    for node in list(body.traverse(include_text=True)):
        if node.tag == "-text" and _NUMBER.search(node.text_content or "") and not _is_left_alone(node):
            _replace(node)


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Its parts, and whether each is a number."""
    done = 0
    for found in _NUMBER.finditer(text):
        if _is_number(found[0]):
            yield text[done : found.start()], False
            yield found[0], True
            done = found.end()
    yield text[done:], False


def _is_number(word: str) -> bool:
    return len(word) <= _LONGEST and any(map(str.isdecimal, word))


def _is_left_alone(node: LexborNode) -> bool:
    while (parent := node.parent) is not None:
        if parent.tag in _LEFT_ALONE:
            return True
        node = parent
    return False


def _replace(node: LexborNode) -> None:
    for part, is_number in _split(node.text_content or ""):
        span = LexborHTMLParser(_SPAN.format(part)).css_first("span") if is_number else None
        node.insert_before(span or part)
    node.decompose()
