"""Lines of Markdown, with what belongs to a fenced code block told apart."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")


def walk_lines(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Each line with its 0-based number and whether it belongs to a fenced code block, fences included."""
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        closing = bool(fence and mark and mark[1].startswith(fence))
        yield number, line, bool(fence) or bool(mark)
        if closing:
            fence = ""
        elif mark and not fence:
            fence = mark[1]
