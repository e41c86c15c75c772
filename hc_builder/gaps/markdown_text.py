"""Text that is nobody's markup, as Markdown. Customers' text is escaped here and nowhere else."""

import re

_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&@]|(?<=[A-Za-z]):(?=/)|(?<=www)[.]")


def escape_markdown(text: object) -> str:
    """`text` as plain text in Markdown and in a table cell of it, on one line: no markup, link, mention or HTML.

    Signs become character references, which work where a backslash does not (mentions, autolinks, table cells).
    """
    line = re.sub(r"\s+", " ", str(text)).strip()
    return _MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", line)


def fence_code(text: str) -> str:
    """`text` as an inline code span that its own backticks can't end (CommonMark 6.1)."""
    line = re.sub(r"\s+", " ", text).strip()
    ticks = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{ticks} {line} {ticks}" if "`" in line else f"`{line}`"
