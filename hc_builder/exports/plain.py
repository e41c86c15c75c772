"""An article as plain text, for cells and chats: items and steps keep their marks, pictures are left out."""

from hc_builder.content.help_center import Shown
from hc_builder.content.markup import Section, text_form
from hc_builder.content.markup.form_marks import ITEM
from hc_builder.search.document import find_summary


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
    """With a dot before items, which no spreadsheet takes for a formula."""
    return text_form.write_lines(text, ITEM)
