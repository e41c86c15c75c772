"""The text of an article for readers without a screen: lists, steps and tables as signs of plain text."""

from itertools import count

from hc_builder.content.help_center import Shown
from hc_builder.content.markup.form_marks import CELL, COLUMNS, ITEM, STEP
from hc_builder.content.markup.rendered import Section
from hc_builder.content.markup.text_form import strip_pictures


def write_article(shown: Shown) -> str:
    """Sections with their headings, as Markdown has them."""
    return "\n\n".join(filter(None, map(_write_section, shown.rendered.sections)))


def write_lines(section: Section) -> str:
    """A section's text, a block a line."""
    steps, lines = count(1), []
    for line in strip_pictures(section.text).split("\n"):
        if not line.startswith(STEP):
            steps = count(1)
        lines.append(_write_line(line, steps))
    return "\n".join(line for line in lines if line.strip())


def _write_section(section: Section) -> str:
    heading = f"## {section.title}\n\n" if section.title else ""
    text = write_lines(section)
    return f"{heading}{text}" if text else ""


def _write_line(line: str, steps: "count[int]") -> str:
    if line.startswith(STEP):
        return f"{next(steps)}. {line.removeprefix(STEP).strip()}"
    if line.startswith(ITEM):
        return f"- {line.removeprefix(ITEM).strip()}"
    return " | ".join(cell.strip() for cell in line.removeprefix(COLUMNS).split(CELL))
