"""Text without any markup, as cells of sheets hold it, as Markdown."""

import re

from hc_builder.importers.html.converting import escape_text

_BULLET = re.compile(r"^[ \t]*(?:[•·▪■□◦○●▶►☞✓✔※→]|[-*](?=[ \t]))[ \t]*")
_NUMBER = re.compile(r"^[ \t]*(?:\(?(\d{1,2})[.)]|([①-⑳]))[ \t]*(?=\S)")


def write_plain(text: str) -> str:
    """Text of a cell as Markdown: its lines stay lines, signs stay signs, bullets and numbers become lists."""
    lines = [_write_line(line.strip()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line or not following:
            parts.append(line)
        elif _is_item(line) or _is_item(following):
            parts.append(line if _is_item(line) == _is_item(following) else f"{line}\n")
        else:
            parts.append(f"{line}\\")
    return "\n".join(parts)


def _write_line(line: str) -> str:
    if bullet := _BULLET.match(line):
        rest = line[bullet.end() :]
        return f"- {escape_text(rest)}" if rest and line[0] != "※" else escape_text(line)
    number = _NUMBER.match(line)
    if number and not re.match(r"\d{1,2}\.\s*\d", line):
        value = number[1] or str(ord(number[2]) - 0x2460 + 1)
        return f"{value}. {escape_text(line[number.end() :])}"
    escaped = escape_text(line)
    return f"\\{escaped}" if re.match(r"[+=>~:|-]", escaped) else re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)


def _is_item(line: str) -> bool:
    return bool(re.match(r"- |\d{1,2}\. ", line))
