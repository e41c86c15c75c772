"""Pages of other sites, fetched one after the other: what robots.txt closes is left, no site is hurried, and whatever
comes is bounded in size and time."""

import time
from collections import defaultdict
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request

from protego import Protego

from hc_builder import __version__
from hc_builder.importers.addresses import find_host, split_address
from hc_builder.importers.pauses import read_pause
from hc_builder.outside import build_opener, quote_address, read_bounded, tell_failure

MAX_PAGE = 10_000_000
PAUSE = 0.5  # seconds between two requests to one site
LONGEST_PAUSE = 30.0  # seconds that a site may ask for
_HURRIED_PAUSE = 5.0  # seconds where it says that it is hurried, and not for how long
_PATIENCE = 30.0  # seconds for one page, from its first byte to its last
_AGENT = "hc-import"
_CLOSED = "User-agent: *\nDisallow: /\n"


class PageRefused(Exception):
    """Why a page was not fetched, in words; `is_closed`: its site does not want it to be."""

    def __init__(self, why: str, is_closed: bool = False) -> None:
        super().__init__(why)
        self.is_closed = is_closed


@dataclass(frozen=True)
class Visited:
    """`address` is where it stands, after redirects; `kind` its media type, `charset` may be empty."""

    address: str
    content: bytes
    kind: str
    charset: str


def find_origin(address: str) -> str:
    """`https://help.shop.kr:8443`. Raises `PageRefused`."""
    parts = split_address(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PageRefused("this is no address")
    return f"{parts.scheme}://{parts.netloc}"


class Visitor:
    """`local`: the local network is open too."""

    def __init__(self, local: bool) -> None:
        self._opener = build_opener(local)
        self._robots: dict[str, Protego | PageRefused] = {}
        self._next: dict[str, float] = defaultdict(float)

    def visit(self, address: str) -> Visited:
        """Raises `PageRefused`."""
        robots = self._ask_leave(address)
        pause = min(float(robots.crawl_delay(_AGENT) or 0), LONGEST_PAUSE)
        found = self._fetch(address, find_origin(address), pause)
        if find_host(found.address) != find_host(address):
            raise PageRefused("it leads to another site")
        if found.address != address:
            self._ask_leave(found.address)
        return found

    def _ask_leave(self, address: str) -> Protego:
        """The rules of its site, which let it be fetched. Raises `PageRefused`."""
        robots = self.read_robots(find_origin(address))
        if not robots.can_fetch(address, _AGENT):
            raise PageRefused("robots.txt closes it", is_closed=True)
        return robots

    def read_robots(self, origin: str) -> Protego:
        """That of a site, asked once. Where there is none all is open; where the site fails to say (RFC 9309) nothing
        is. Raises `PageRefused` where the site can't be reached."""
        if origin not in self._robots:
            self._robots[origin] = self._fetch_robots(origin)
        found = self._robots[origin]
        if isinstance(found, PageRefused):
            raise PageRefused(str(found))
        return found

    def _fetch_robots(self, origin: str) -> Protego | PageRefused:
        try:
            found = self._fetch(f"{origin}/robots.txt", origin)
        except PageRefused as refusal:
            if not isinstance(refusal.__cause__, HTTPError):
                return refusal
            return Protego.parse(_CLOSED if refusal.__cause__.code >= 500 else "")
        return Protego.parse(found.content.decode("utf-8-sig", "replace"))

    def _fetch(self, address: str, origin: str, pause: float = 0.0) -> Visited:
        for is_last in (False, True):
            self._wait(origin, max(pause, PAUSE))
            try:
                return self._ask(address)
            except HTTPError as error:
                if error.code not in (429, 503) or is_last:
                    raise PageRefused(f"it answers {error.code}") from error
                self._next[origin] = time.monotonic() + _choose_pause(read_pause(error.headers))
            except (OSError, HTTPException, ValueError) as error:
                raise PageRefused(tell_failure(error)) from error
        raise AssertionError("the last turn returns or raises")

    def _wait(self, origin: str, pause: float) -> None:
        time.sleep(max(0.0, self._next[origin] - time.monotonic()))
        self._next[origin] = time.monotonic() + pause

    def _ask(self, address: str) -> Visited:
        headers = {"User-Agent": f"{_AGENT}/{__version__}", "Accept": "text/html, application/xml;q=0.9, */*;q=0.1"}
        request = Request(quote_address(address).partition("#")[0], headers=headers)
        with self._opener.open(request, timeout=_PATIENCE) as answer:
            content = read_bounded(answer, MAX_PAGE, _PATIENCE)
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset() or ""
            return Visited(answer.geturl(), content, kind, charset)


def _choose_pause(asked: float | None) -> float:
    return _HURRIED_PAUSE if asked is None else min(asked, LONGEST_PAUSE)
