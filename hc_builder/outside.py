"""Connections to other sites: http(s) only, and none into the local network unless that is asked for."""

import ipaddress
import socket
import time
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

_PIECE = 65_536
_LONGEST_REASON = 120
_KEPT = "%/:?#[]@!$&'()*+,;=~"
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
"""Networks whose addresses end in one of IPv4: NAT64 (RFC 6052, RFC 8215), and the form that came before it."""


class LocalAddress(OSError):
    """The host lies in the local network."""


class TooMuch(ValueError):
    """An answer that is longer than was allowed, or takes longer."""


def build_opener(local: bool, redirects: bool = True) -> OpenerDirector:
    """Redirects go through the same connections, so none leads into the local network; files and FTP are not opened.
    Without `redirects` one is an `HTTPError`: who sends a key along has to see where it would go."""
    connect, opener = socket.create_connection if local else _connect_outside, OpenerDirector()
    errors = (HTTPErrorProcessor(), HTTPDefaultErrorHandler(), UnknownHandler())
    follow = (HTTPRedirectHandler(),) if redirects else ()
    for handler in (_Plain(connect), _Secure(connect), *follow, *errors):
        opener.add_handler(handler)
    return opener


def write_address(origin: str, path: str) -> str:
    """That path at that origin: never a part of the host, and without what the first line of a request can't hold."""
    return f"{origin}/{quote_address(path.removeprefix('/'))}"


def quote_address(address: str) -> str:
    """An address as a person writes it, as the first line of a request can hold it; what is quoted already stays so."""
    return quote(address, _KEPT, errors="replace")


def read_bounded(answer: HTTPResponse, most: int, patience: float) -> bytes:
    """The whole of an answer, of at most so many bytes in so many seconds. Raises `TooMuch`."""
    data, end = bytearray(), time.monotonic() + patience
    while piece := answer.read1(_PIECE):  # what is there already: one byte a minute must not outlast the patience
        data += piece
        if len(data) > most:
            raise TooMuch(f"more than {most:,} bytes")
        if time.monotonic() > end:
            raise TooMuch("it takes too long")
    return bytes(data)


def tell_failure(error: Exception) -> str:
    """Why there is no answer, in one line."""
    reason = error.reason if isinstance(error, URLError) else error
    return " ".join(str(reason).split())[:_LONGEST_REASON] or type(reason).__name__


def _connect_outside(address: tuple[str, int], *given: Any) -> socket.socket:
    """A connection to an address that was looked at, and not to one that the name gives when it is asked again."""
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    hosts = (str(place[4][0]) for place in found)
    outside = next((host for host in hosts if is_outside(host)), None)
    if outside is None:
        raise LocalAddress(f"{address[0]} lies in the local network")
    return socket.create_connection((outside, address[1]), *given)


def is_outside(host: str) -> bool:
    """Whether an address, IPv4 or IPv6, is public. One that carries another for a gateway to send on to is judged by
    that too: `64:ff9b::a00:1` is 10.0.0.1."""
    carried = _find_carried(ipaddress.ip_address(host))
    return ipaddress.ip_address(host).is_global and (carried is None or carried.is_global)


def _find_carried(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if any(address in net for net in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.sixtofour or (address.teredo[1] if address.teredo else None)


class _Plain(HTTPHandler):
    def __init__(self, connect: Any) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: Request) -> Any:
        return self.do_open(partial(_open, HTTPConnection, self._connect), req)


class _Secure(HTTPSHandler):
    def __init__(self, connect: Any) -> None:
        super().__init__()
        self._connect = connect

    def https_open(self, req: Request) -> Any:
        return self.do_open(partial(_open, HTTPSConnection, self._connect), req)


def _open(kind: type[HTTPConnection], connect: Any, host: str, **given: Any) -> HTTPConnection:
    connection = kind(host, **given)
    connection._create_connection = connect  # type: ignore[attr-defined]
    return connection
