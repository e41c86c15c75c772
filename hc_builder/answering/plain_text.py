"""The text of an article as Markdown has it, for readers without a screen."""

from hc_builder.content.help_center import Shown
from hc_builder.content.markup.rendered import Section
from hc_builder.content.markup.text_form import write_lines

_BULLET = "-"


def write_article(shown: Shown) -> str:
    """Sections with their headings."""
    return "\n\n".join(filter(None, map(_write_headed, shown.rendered.sections)))


def write_section(section: Section) -> str:
    """A section's text without its heading, a block a line."""
    return write_lines(section.text, _BULLET)


def _write_headed(section: Section) -> str:
    heading = f"## {section.title}\n\n" if section.title else ""
    text = write_section(section)
    return f"{heading}{text}" if text else ""
