"""How long a server asks to be left alone."""

from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

_DAY = 86_400


def read_pause(headers: Message) -> float | None:
    """`Retry-After` in seconds or as a date; where there is none, the end of the limit's window, which some give in
    seconds and others as a point in time. In seconds; `None`: the server does not say."""
    after, window = (str(headers.get(name, "")).strip() for name in ("Retry-After", "X-RateLimit-Reset"))
    if after.isdecimal():
        return float(after)
    if after:
        return _read_date(after)
    if window.isdecimal():
        return float(window) if float(window) < _DAY else _count_until(float(window))
    return None


def _read_date(text: str) -> float | None:
    try:
        return _count_until(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def _count_until(moment: float) -> float:
    return max(0.0, moment - datetime.now(UTC).timestamp())
