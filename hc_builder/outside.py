"""Connections to other sites: http(s) only, and none into the local network unless that is asked for."""

import ipaddress
import socket
from functools import partial
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
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


class LocalAddress(OSError):
    """The host lies in the local network."""


def build_opener(local: bool) -> OpenerDirector:
    """Redirects go through the same connections, so none leads into the local network; files and FTP are not opened."""
    connect, opener = socket.create_connection if local else _connect_outside, OpenerDirector()
    errors = (HTTPRedirectHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler(), UnknownHandler())
    for handler in (_Plain(connect), _Secure(connect), *errors):
        opener.add_handler(handler)
    return opener


def _connect_outside(address: tuple[str, int], *given: Any) -> socket.socket:
    """A connection to an address that was looked at, and not to one that the name gives when it is asked again."""
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    hosts = (str(place[4][0]) for place in found)
    outside = next((host for host in hosts if ipaddress.ip_address(host).is_global), None)
    if outside is None:
        raise LocalAddress(f"{address[0]} lies in the local network")
    return socket.create_connection((outside, address[1]), *given)


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
