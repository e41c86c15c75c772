"""The form of a text in the text itself: what is an item, a step, a row or a picture's description stays one.

A block is a line. A line may begin with a mark, and a row's cells share their line. The marks are no letters, so that
words are the same with and without them.
"""

import re
from collections.abc import Iterable, Iterator

from hc_builder.content.markup.form_marks import CELL, COLUMNS, ITEM, PICTURE, STEP

_BEGINS = f"{ITEM}{STEP}{COLUMNS}"
_LISTS = {"ul": ITEM, "ol": STEP}
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"\s+")
_PICTURES = re.compile(f"{PICTURE}[^{PICTURE}]*{PICTURE}")
_MARKS = re.compile(f"[{ITEM}{STEP}{COLUMNS}{CELL}{PICTURE}\\s]+")


class TextForm:
    """Follows the tags of an article in their order, and writes what stands before and in their text."""

    def __init__(self) -> None:
        self._lists: list[str] = []  # the marks of the lists that are open
        self._mark = ""  # stands before the next text
        self._is_row = self._is_first = self._is_code = False  # inside a row, before its first cell, in code

    def cross(self, tag: str, closes: bool) -> str:
        """The border that the tag of a block makes."""
        if tag in _CELLS or tag == "dd":
            border = "" if closes or self._is_first else CELL
            self._is_first = False
        elif tag == "dt" and closes:
            border = ""
        else:
            border = " " if self._is_row and tag != "tr" else "\n"
            if tag == "tr" and not closes:
                border, self._mark = border + self._mark, ""
        self._note(tag, closes)
        return border

    def write(self, text: str) -> str:
        """Text with the mark that it begins with; ends of lines count in code alone."""
        mark = ""
        if self._mark and not text.isspace():
            mark, self._mark, text = self._mark, "", text.lstrip()
        return mark + (text.replace("\t", " ") if self._is_code else _BLANKS.sub(" ", text))

    def _note(self, tag: str, closes: bool) -> None:
        if tag in _LISTS:
            self._lists = self._lists[:-1] if closes else [*self._lists, _LISTS[tag]]
        elif tag in ("tr", "table"):
            self._is_row = self._is_first = tag == "tr" and not closes
        elif tag == "pre":
            self._is_code = not closes
        if tag == "thead":
            self._mark = "" if closes else COLUMNS
        elif tag == "li":
            self._mark = "" if closes or not self._lists else self._lists[-1]


def squeeze_lines(text: str) -> str:
    """Lines and cells without blanks around them; lines without text are left out."""
    lines = (CELL.join(" ".join(cell.split()) for cell in line.split(CELL)) for line in text.split("\n"))
    return "\n".join(line.replace(f"{COLUMNS} ", COLUMNS) for line in lines if line.strip(CELL + COLUMNS))


def strip_pictures(text: str) -> str:
    """The text without what describes pictures."""
    return _PICTURES.sub("", text)


def strip_form(text: str) -> str:
    """The words of a text, in one line."""
    return _MARKS.sub(" ", text).strip()


def write_lines(text: str, bullet: str) -> str:
    """A section's text for readers without a screen, a line for each block, item, step and row: `bullet` before items,
    numbers before steps, and no pictures."""
    return "\n".join(_number(filter(str.strip, strip_pictures(text).split("\n")), bullet))


def _number(lines: Iterable[str], bullet: str) -> Iterator[str]:
    step = 0
    for line in lines:
        step = step + 1 if line.startswith(STEP) else 0
        mark = f"{step}. " if step else f"{bullet} " if line.startswith(ITEM) else ""
        yield mark + " | ".join(cell.strip() for cell in line.lstrip(_BEGINS).split(CELL))
