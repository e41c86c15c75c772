"""JSON of one host, by GET: bounded in size and time, patient with limits, and told in words when it fails. A token
goes to that host and nowhere else, and into no message."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import OpenerDirector, Request

from hc_builder import __version__
from hc_builder.importers.addresses import join_address, split_address
from hc_builder.importers.api.refusals import LATER, ApiRefused, Fault, judge_failure, judge_status
from hc_builder.outside import TooMuch, read_bounded, write_address

MAX_ANSWER = 50_000_000
MAX_TOTAL = 1_000_000_000
MAX_ANSWERS = 50_000
MAX_TIME = 7_200.0  # seconds for all of them: who has 5,000 articles and 200 requests a minute is done by then
MAX_PAUSE = 900.0  # seconds that a server may ask us to wait: limits count for as long as ten minutes
_PATIENCE = 30.0  # seconds for one answer, from its first byte to its last
_TURNS = 5
_REDIRECTS = 5
_PAGE = 200
_BIG = "save the pages and import their folder"


@dataclass(frozen=True)
class Answer:
    """`headers` by their names in small letters."""

    content: Any
    headers: Mapping[str, str]


@dataclass
class Client:
    """`origin` is scheme and host, `path` what stands behind it in the address that a person named; `headers` hold the
    token, `hints` say by status what to do about a refusal."""

    origin: str
    path: str
    opener: OpenerDirector
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    hints: Mapping[int, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    _end: float = field(init=False, default_factory=lambda: time.monotonic() + MAX_TIME)
    _answers: int = field(init=False, default=0)
    _bytes: int = field(init=False, default=0)

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]

    def get(self, path: str) -> Any:
        """What is answered for a path of the host. Raises `ApiRefused`."""
        return self.ask(path).content

    def find(self, path: str) -> Any:
        """The same; `None` where there is none, or the token may not see it."""
        try:
            return self.get(path)
        except ApiRefused as refusal:
            if refusal.status in (401, 403, 404):
                return None
            raise

    def ask(self, path: str) -> Answer:
        """Once more where that may help: after a limit, a fault of the server, or an answer that was cut off."""
        turn = 1
        while not isinstance(outcome := self._try(path), Answer):
            if not outcome.may_pass or turn == _TURNS:
                raise outcome.refusal
            self._wait(2.0 ** (turn - 1) if outcome.pause is None else outcome.pause)
            turn += 1
        return self._count(outcome)

    def _try(self, path: str) -> Answer | Fault:
        try:
            with self._open(path) as reply:
                data = read_bounded(reply, MAX_ANSWER, _PATIENCE)
                self._bytes += len(data)
                return self._decode(data, reply.headers)
        except HTTPError as error:
            error.close()
            return judge_status(error.code, error.headers, self.host, self.hints)
        except TooMuch as error:
            return Fault(ApiRefused(f"an answer of {self.host} is refused: {error}", _BIG))
        except (OSError, HTTPException) as error:
            return judge_failure(error, self.host)

    def _open(self, path: str) -> Any:
        for _ in range(_REDIRECTS):
            headers = {"Accept": "application/json", "User-Agent": f"hc-import/{__version__}", **self.headers}
            try:
                address = write_address(self.origin, path)
                return self.opener.open(Request(address, headers=headers), timeout=_PATIENCE)
            except HTTPError as error:
                if not 300 <= error.code < 400:
                    raise
                error.close()
                path = self._follow(path, error.headers.get("Location", ""))
        raise ApiRefused(f"{self.host} leads from one address to another without end", LATER)

    def _follow(self, path: str, location: str) -> str:
        """Only within the host: wherever else it leads, the token is not for that."""
        link = join_address(write_address(self.origin, path), location)
        if _find_origin(link) != _find_origin(self.origin):
            where = split_address(link)
            hint = "if the help center is there now, name that address"
            raise ApiRefused(f"{self.host} leads to {where.scheme}://{where.hostname}", hint)
        return get_path(link)

    def _decode(self, data: bytes, headers: Message) -> Answer | Fault:
        try:
            return Answer(json.loads(data), {name.lower(): value for name, value in headers.items()})
        except (ValueError, RecursionError):
            if data.lstrip()[:1] == b"<":
                hint = "is this the address of its API? `hc docs import` has one for each source"
                return Fault(ApiRefused(f"{self.host} answers with a page and no JSON", hint, _PAGE))
            return Fault(ApiRefused(f"{self.host} answers with JSON that is cut off", LATER), may_pass=True)

    def _wait(self, pause: float) -> None:
        if pause > MAX_PAUSE or time.monotonic() + pause > self._end:
            raise ApiRefused(f"{self.host} asks to wait {pause:,.0f} seconds", LATER)
        self.sleep(pause)

    def _count(self, answer: Answer) -> Answer:
        self._answers += 1
        if self._answers > MAX_ANSWERS or self._bytes > MAX_TOTAL:
            raise ApiRefused(f"{self.host} has more than {MAX_ANSWERS:,} pages, or {MAX_TOTAL:,} bytes", _BIG)
        if time.monotonic() > self._end:
            raise ApiRefused(f"{self.host} takes more than {MAX_TIME:,.0f} seconds", _BIG)
        return answer


def get_path(link: str) -> str:
    """Path and query of a link, whatever host it names."""
    parts = split_address(link)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _find_origin(link: str) -> tuple[str, str, int | None]:
    parts = split_address(link)
    try:
        port = parts.port
    except ValueError:
        return "", "", None
    return parts.scheme, parts.hostname or "", port or {"https": 443, "http": 80}.get(parts.scheme)
