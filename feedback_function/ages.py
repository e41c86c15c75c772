"""Lengths of time as operators write them: `90d`, `12w`, `36h`. Nothing of the store is loaded for it."""

import re
from datetime import timedelta

MOST_DAYS = 36_500
"""A hundred years: more than any log, and far from where dates end."""
_AGE = re.compile(r"([1-9][0-9]{0,6})([dhw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def parse_age(text: str) -> timedelta:
    """`90d`, `12w`, `36h`. Raises `ValueError` with what would do."""
    found = _AGE.fullmatch(text)
    age = int(found[1]) * _UNITS[found[2]] if found else None
    if age is None or age.days > MOST_DAYS:
        hint = f"use a number followed by d, w or h, such as 90d; at most {MOST_DAYS}d"
        raise ValueError(f"invalid age '{text}': {hint}")
    return age
