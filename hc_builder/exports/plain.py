"""An article as plain text, for cells and chats: items and steps keep their marks, pictures are left out."""

from collections.abc import Iterable, Iterator

from hc_builder.content.help_center import Shown
from hc_builder.content.markup import Section
from hc_builder.content.markup.form_marks import CELL, COLUMNS, ITEM, STEP
from hc_builder.content.markup.text_form import strip_pictures
from hc_builder.search.document import find_summary

_MARKS = f"{ITEM}{STEP}{COLUMNS}"


def write_answer(shown: Shown) -> str:
    """All of it, under its headings."""
    return "\n\n".join(filter(None, map(_write_section, shown.rendered.sections)))


def write_opening(shown: Shown) -> str:
    """What stands before the first heading, or the summary."""
    sections = shown.rendered.sections
    opening = write_lines(sections[0].text) if sections and not sections[0].title else ""
    return opening or find_summary(shown)


def _write_section(section: Section) -> str:
    return "\n".join(filter(None, (section.title, write_lines(section.text))))


def write_lines(text: str) -> str:
    """A section's text, a line for each block, item, step and row."""
    return "\n".join(_number(filter(str.strip, strip_pictures(text).split("\n"))))


def _number(lines: Iterable[str]) -> Iterator[str]:
    """Items after a dot, which no spreadsheet takes for a formula, and steps after their number."""
    step = 0
    for line in lines:
        step = step + 1 if line.startswith(STEP) else 0
        plain = " | ".join(cell.strip() for cell in line.lstrip(_MARKS).split(CELL))
        yield f"{step}. {plain}" if step else f"{ITEM} {plain}" if line.startswith(ITEM) else plain
