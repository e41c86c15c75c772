"""Containers: `:::tip Title` … `:::` of Docusaurus and VitePress, and `+++ title` … `+++`, Experience League's folds.

A container in a container has fewer colons, or as many: a line of colons closes the innermost that it can.
"""

import re

from markdown_it.rules_block import StateBlock

from hc_builder.content.markup.callout_titles import list_kinds
from hc_builder.content.markup.commonmark.boxes import Box, parse_box, read_line
from hc_builder.content.markup.rendered import ForeignSyntax

_OPENING = re.compile(
    r"(?P<colons>:{3,})[ \t]*(?:\{\.?(?:callout-)?(?P<braced>[A-Za-z][\w-]*)[^}]*\}|(?P<name>[A-Za-z][\w-]*))"
    r"(?:\[(?P<bracketed>[^\]]*)\])?(?P<title>[^\n]*)$"
)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}[ \t]*$")
_FENCE = re.compile(r"`{3,}|~{3,}")
_MICROSOFT = frozenset("row column moniker zone code video image".split()).union(
    f"{name}-end" for name in ("row", "column", "moniker", "zone", "code")
)
_KINDS = list_kinds()


def read_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = read_line(state, start)
    if not line.startswith(":::"):
        return False
    opening = _OPENING.match(line)
    if (not opening and line.strip(": \t")) or (opening and _is_decoration(opening)):
        return False
    if silent:
        return True
    name = (opening["braced"] or opening["name"]).lower() if opening else ""
    if opening and name in _KINDS:
        _parse_container(state, start, end, opening, name)
        return True
    if name:
        tool = "Microsoft Learn" if name in _MICROSOFT else "Docusaurus or VitePress"
        state.env["foreign"].append(ForeignSyntax("container", tool, line.strip()[:80], start + 1))
    state.line = start + 1
    return True


def _is_decoration(opening: re.Match[str]) -> bool:
    """`::: notice :::` is how some write a headline; Microsoft's `:::row:::` is not."""
    name = opening["braced"] or opening["name"]
    return opening["title"].rstrip().endswith(":::") and name.lower() not in _MICROSOFT


def _parse_container(state: StateBlock, start: int, end: int, opening: re.Match[str], name: str) -> None:
    title = opening["bracketed"] or _ATTRIBUTES.sub("", opening["title"]).strip() or None
    last = _find_close(state, start, end, len(opening["colons"]))
    if last == end or not read_line(state, last).startswith(":::"):
        _tell_open(state, start)
    box = Box(name, title, folds=name == "details")
    parse_box(state, box, (start, min(last + 1, end)), (start + 1, last), state.blkIndent)


def _tell_open(state: StateBlock, start: int) -> None:
    sample = state.env["masked"].show_text(read_line(state, start).strip())[:80]
    state.env["foreign"].append(ForeignSyntax("container that is not closed", "Markdown", sample, start + 1))


def _find_close(state: StateBlock, start: int, end: int, colons: int) -> int:
    """The line that closes the container opened on `start`, or after its last."""
    open_counts, fence = [colons], ""
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line
        text = read_line(state, line)
        if mark := _FENCE.match(text):
            fence = ("" if text.startswith(fence) else fence) if fence else mark.group()
        elif not fence and text.startswith(":::"):
            _count(text, open_counts)
            if not open_counts:
                return line
    return end


def _count(text: str, open_counts: list[int]) -> None:
    count = len(text) - len(text.lstrip(":"))
    if not text.strip(": \t"):
        while open_counts and open_counts.pop() > count:
            pass
    elif (opening := _OPENING.match(text)) and (opening["braced"] or opening["name"]).lower() in _KINDS:
        open_counts.append(count)


def read_fold(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = read_line(state, start)
    title = line[3:].strip()
    if not line.startswith("+++") or not title:
        return False
    if silent:
        return True
    last = next((line for line in range(start + 1, end) if read_line(state, line).rstrip() == "+++"), end)
    if last == end:
        _tell_open(state, start)
    parse_box(state, Box("", title, folds=True), (start, min(last + 1, end)), (start + 1, last), state.blkIndent)
    return True
