"""JSON over HTTP to a server that somebody named. A key is sent to that address, and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import Request

import msgspec

from feedback_function.direct import open_direct
from hc_builder.errors import UserError
from hc_builder.outside import TooMuch, read_bounded, write_address

_PATIENCE, _MOST_BYTES = 30, 8_000_000
_LOCAL = ("127.0.0.1", "::1", "localhost")


class ServerError(UserError):
    """The server can't be asked, or refuses. The message holds neither key nor text that was sent."""


@dataclass(frozen=True)
class Server:
    """`base` is the address of the interface; `headers` hold the key; `hints` say by status what to do about a refusal;
    `patience` in seconds."""

    base: str
    headers: Mapping[str, str] = field(repr=False)
    hints: Mapping[int, str] = field(default_factory=dict)
    patience: float = _PATIENCE

    def __post_init__(self) -> None:
        parts = _split(self.base)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise ServerError(f"{self.base} is not https", "it could be read on the way: name an https address")
        if not all(value.isascii() and value.isprintable() for value in self.headers.values()):
            hint = "copy it once more, and nothing around it"
            raise ServerError(f"the key for {parts.netloc} holds letters that no key has", hint)

    def ask(self, method: str, path: str, content: Mapping[str, Any] | Sequence[Any] | None = None) -> Any:
        """The answer as JSON. Raises `ServerError`."""
        base = urlsplit(self.base)
        host, place = base.netloc, f"{base.path.rstrip('/')}{path}"
        body = None if content is None else msgspec.json.encode(content)
        headers = {"Content-Type": "application/json", "User-Agent": "hc", **self.headers}
        request = Request(write_address(f"{base.scheme}://{host}", place), body, headers, method=method)
        try:
            with open_direct(request, self.patience) as reply:
                return msgspec.json.decode(read_bounded(reply, _MOST_BYTES, self.patience))
        except HTTPError as refusal:
            raise self._explain(refusal.code, host) from None
        except (OSError, HTTPException) as fault:
            reason = getattr(fault, "reason", fault)
            raise ServerError(f"{host} does not answer: {reason}", "try again later") from None
        except TooMuch as fault:
            raise ServerError(f"an answer of {host} is refused: {fault}", "try again later") from None
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise ServerError(f"{host} answers no JSON", "is this its API address?") from None

    def _explain(self, status: int, host: str) -> ServerError:
        moved = "it has another name or address now: name that one" if 300 <= status < 400 else ""
        return ServerError(f"{host} answers {status}", moved or self.hints.get(status, "try again later"))


def _split(address: str) -> SplitResult:
    """Its parts; messages name the host, so no password may stand before it. Raises `ServerError`."""
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.netloc.isascii() and parts.port != 0 and parts.username is None
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ServerError("this is no address of a server", "name one such as https://shop.kr/v1")
    return parts
