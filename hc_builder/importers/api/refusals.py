"""What may go wrong with an API, in words: what, and what to do. No header, query or token is ever repeated."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.error import URLError

from hc_builder.errors import UserError
from hc_builder.importers.pauses import read_pause
from hc_builder.outside import LocalAddress, tell_failure

LATER = "try again later: nothing was written"


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


def judge_failure(error: Exception, host: str) -> Fault:
    """No answer at all."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, LocalAddress):
        return Fault(ApiRefused(f"{host} lies in the local network", "if it is yours, allow it: --local"))
    if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_AGAIN:
        return Fault(ApiRefused(f"no name server says where {host} is", "is this machine connected? Then try it later"))
    if isinstance(cause, socket.gaierror):
        return Fault(ApiRefused(f"there is no host {host}", "look at the address for a slip"))
    reason = "it takes too long" if isinstance(cause, TimeoutError) else tell_failure(error)
    return Fault(ApiRefused(f"{host} does not answer: {reason}", LATER), may_pass=True)
