"""Other tools' Markdown, brought to the form that Python-Markdown reads. Text in, text out; code blocks are left alone.

GitHub and CommonMark indent nested lists by the width of the marker and let a list follow a paragraph
directly; Experience League writes `+++ title` folds and `[!DNL term]`.
"""

import re
from collections.abc import Callable
from typing import Literal

from hc_builder.content.markup.lines import walk_lines

Lines = list[str]

_ITEM = re.compile(r"^( *)([-*+]|\d{1,9}[.)])( {1,4}|\t|$)(.*)$")
_RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$")
_BLOCK_START = re.compile(r"^ *(#{1,6} |\||<|!!!|\?\?\?|===|\{:)")
_CALLOUT = re.compile(r"^([ \t>]*>[ \t]?)\[!(\w+)\]([+-]?)[ \t]*(.*)$")
_TERM = re.compile(r"\[!(?:DNL|UICONTROL) ([^\]]+)\]")
_FOLD = re.compile(r"^\+\+\+[ \t]*(\S.*)?$")

CALLOUT_TITLES = {
    "ko": {
        "note": "참고",
        "info": "안내",
        "tip": "도움말",
        "important": "중요",
        "warning": "주의",
        "caution": "경고",
        "danger": "경고",
        "success": "완료",
        "question": "질문",
        "example": "예시",
        "quote": "인용",
        "bug": "오류",
        "failure": "실패",
        "abstract": "요약",
    }
}


def normalize_markdown(text: str, lang: str) -> str:
    """The text in Python-Markdown's dialect."""
    steps: tuple[Callable[[Lines], Lines], ...] = (
        lambda lines: _outside_code(lines, open_terms),
        lambda lines: name_callouts(lines, lang),
        fold_details,
        indent_lists,
    )
    lines = text.split("\n")
    for step in steps:
        lines = step(lines)
    return "\n".join(lines)


def open_terms(text: str) -> str:
    """`[!DNL OpenSearch]`, Experience League's mark for a name that is not translated, is the name."""
    return _TERM.sub(r"\1", text)


def name_callouts(lines: Lines, lang: str) -> Lines:
    """`> [!NOTE]` gets its title in the page's language; Material's `!!! note` likewise."""
    titles = CALLOUT_TITLES.get(lang, {})

    def name(line: str) -> str:
        if callout := _CALLOUT.match(line):
            quote, kind, fold, title = callout.groups()
            return f"{quote}[!{kind}]{fold} {title or titles.get(kind.lower(), kind.title())}"
        if admonition := re.match(r"^( *)(!!!|\?\?\?\+?) +(\w+) *$", line):
            indent, mark, kind = admonition.groups()
            return f'{indent}{mark} {kind} "{titles.get(kind, kind.title())}"'
        return line

    return _outside_code(lines, name)


def fold_details(lines: Lines) -> Lines:
    """`+++ title` … `+++` becomes a `<details>` that Markdown is read in."""
    out, is_open = [], False
    for _, line, in_code in walk_lines(lines):
        fold = None if in_code else _FOLD.match(line)
        if fold and not is_open:
            out += ['<details markdown="1">', f"<summary>{fold[1] or '…'}</summary>", ""]
        elif fold:
            out += ["", "</details>", ""]
        else:
            out.append(line)
        is_open ^= bool(fold)
    return [*out, "", "</details>"] if is_open else out


def indent_lists(lines: Lines) -> Lines:
    """CommonMark's list indentation (content aligned with the text of its item) as multiples of four."""
    lists = _OpenLists()
    out: Lines = []
    for _, line, in_code in walk_lines(lines):
        out += lists.place_line(line, in_code)
    return out


class _OpenLists:
    """The list items open at a line: `columns` says where the text of each starts, outermost first."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.previous: Literal["blank", "text", "item", "block", "quote", "code"] = "blank"
        self.code_shift = 0

    def place_line(self, line: str, in_code: bool) -> Lines:
        indent = len(line) - len(line.lstrip(" "))
        if in_code and self.previous == "code":
            return [_move(line, self.code_shift)]
        if not line.strip():
            self.previous = "blank"
            return [""]
        item = None if in_code else self._find_item(line, indent)
        open_before = len(self.columns)
        if item or self.previous != "text":
            self.columns = [column for column in self.columns if indent >= column]
        return self._open_item(item, open_before) if item else self._place_text(line, indent, in_code)

    def _place_text(self, line: str, indent: int, in_code: bool) -> Lines:
        """A quote or code that follows an item's text directly is a block of its own."""
        kind = "code" if in_code else _name_kind(line)
        breaks = kind in ("code", "quote") and bool(self.columns) and self.previous in ("item", "text")
        self.previous = kind
        shifted = self._shift(line, indent)
        self.code_shift = len(shifted) - len(line)
        return ["", shifted] if breaks else [shifted]

    def _find_item(self, line: str, indent: int) -> re.Match[str] | None:
        item = None if _RULE.match(line) or (indent >= 4 and not self.columns) else _ITEM.match(line)
        if item and self.previous == "text" and not self.columns and item[2][0].isdigit() and item[2][:-1] != "1":
            return None  # "2026. 3. 1.부터" inside a paragraph is no list
        return item

    def _open_item(self, item: re.Match[str], open_before: int) -> Lines:
        spaces, marker, gap, text = item.groups()
        line = f"{' ' * 4 * len(self.columns)}{marker.replace(')', '.')} {text}"
        follows_text = self.previous == "text" and open_before == len(self.columns)
        follows_block = self.previous in ("code", "quote")
        self.columns.append(len(spaces) + len(marker) + max(len(gap), 1))
        self.previous = "item"
        return ["", line] if follows_text or follows_block else [line]

    def _shift(self, line: str, indent: int) -> str:
        if not self.columns:
            return line
        depth, inner = 4 * len(self.columns), indent - self.columns[-1]
        extra = inner if inner % 4 == 0 else indent - depth
        return " " * (depth + max(extra, 0)) + line.lstrip(" ")


def _move(line: str, shift: int) -> str:
    """The line with `shift` spaces more in front, or as many less as it has."""
    return " " * shift + line if shift >= 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :]


def _name_kind(line: str) -> Literal["quote", "block", "text"]:
    if line.lstrip().startswith(">"):
        return "quote"
    return "block" if _BLOCK_START.match(line) or _RULE.match(line) else "text"


def _outside_code(lines: Lines, change: Callable[[str], str]) -> Lines:
    return [line if in_code else change(line) for _, line, in_code in walk_lines(lines)]
