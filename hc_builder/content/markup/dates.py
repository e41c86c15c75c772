"""`2026. 3. 1. 부터` at the start of a line is a date. CommonMark reads `2026.` as an item of a list, and `3.` and `1.`
as lists in it.

The full stops of such a date are hidden while blocks are found. A date is

- a number of four digits or more (`2026. 상반기`): no list has a thousand items,
- month and day, nothing but a third number after them (`3. 1.(월)`, `12. 25. 휴무`),
- a year of two digits, month and day (`26. 3. 1.`).

`1. 2026. 3. 1. 시행` and `1. 3. 1. 시행` are items that begin with a date.
"""

import re

HIDDEN_STOP = "\U0010fffd"  # the last private character of Unicode

_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(  # begins with a literal, which the regular expression engine looks for fast
    rf"\n(?P<before>[ \t>]*(?:(?:[-*+]|\d{{1,3}}[.)])[ \t]+)*?)"
    rf"(?P<date>\d{{4,9}}[.](?=[ \t])|\d\d\. ?{_MONTH}\. ?{_DAY}\.(?!\d)|{_MONTH}\. ?{_DAY}\.(?![ \t]*\d+\.|\d))"
)


def hide_dates(text: str) -> str:
    """The text with the full stops of dates at the start of its lines hidden; nothing moves."""
    return _DATE.sub(_hide, f"\n{text}")[1:]


def _hide(found: re.Match[str]) -> str:
    return f"\n{found['before']}{found['date'].replace('.', HIDDEN_STOP)}"


def show_dates(text: str) -> str:
    return text.replace(HIDDEN_STOP, ".")
