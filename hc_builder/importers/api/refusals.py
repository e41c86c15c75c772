"""What may go wrong with an API, in words: what, and what to do. No header, query or token is ever repeated."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from hc_builder.errors import UserError
from hc_builder.outside import LocalAddress

LATER = "try again later: nothing was written"
_DAY = 86_400


class ApiRefused(UserError):
    """A help desk's API that can't be read. `status` is what it answered, 200 where that was no JSON; 0: nothing."""

    def __init__(self, what: str, hint: str = "", status: int = 0) -> None:
        super().__init__(what, hint)
        self.status = status


@dataclass(frozen=True)
class Fault:
    """One failure: `may_pass` when asked again, after `pause` seconds (`None`: the server does not say)."""

    refusal: ApiRefused
    may_pass: bool = False
    pause: float | None = None


def judge_status(status: int, headers: Message, host: str, hints: Mapping[int, str]) -> Fault:
    refusal = ApiRefused(f"the API of {host} answers {status}", hints.get(status, LATER), status)
    may_pass = status in (408, 429) or status >= 500
    return Fault(refusal, may_pass, read_pause(headers))


def judge_failure(error: object, host: str) -> Fault:
    """No answer at all."""
    if isinstance(error, LocalAddress):
        return Fault(ApiRefused(f"{host} lies in the local network", "if it is yours, allow it: --local"))
    if isinstance(error, socket.gaierror):
        return Fault(ApiRefused(f"there is no host {host}", "look at the address for a slip"))
    reason = "it takes too long" if isinstance(error, TimeoutError) else " ".join(str(error).split())[:120]
    return Fault(ApiRefused(f"{host} does not answer: {reason}", LATER), may_pass=True)


def read_pause(headers: Message) -> float | None:
    """`Retry-After` in seconds or as a date; where there is none, the end of the limit's window, which some give in
    seconds and others as a point in time."""
    after, window = (str(headers.get(name, "")).strip() for name in ("Retry-After", "X-RateLimit-Reset"))
    if after.isdecimal():
        return float(after)
    if after:
        return _count_until(_read_date(after))
    if window.isdecimal():
        return float(window) if float(window) < _DAY else _count_until(float(window))
    return None


def _read_date(text: str) -> float:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError):
        return 0.0


def _count_until(moment: float) -> float:
    return max(0.0, moment - datetime.now(UTC).timestamp())
