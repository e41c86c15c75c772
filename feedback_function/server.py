"""Runs the application on uvicorn, with the guards a public endpoint wants."""

import asyncio
import gc
import json
import logging
import socket
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from feedback_function.app import create_app
from feedback_function.connections import BACKLOG, Connections, raise_descriptor_limit
from feedback_function.door import Receive, Send
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings

App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
"""An ASGI application, of whatever framework."""

MAX_HEAD_BYTES = 32 * 1024
KEEP_ALIVE_SECONDS = 5
SWITCH_SECONDS = 0.0005  # the committing thread gets the GIL ten times sooner than by default


class JsonFormatter(logging.Formatter):
    """One line of JSON per record; only what our own code says, never a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, event and detail."""
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if detail := getattr(record, "detail", None):
            line["detail"] = detail
        if (count := getattr(record, "count", 1)) > 1:
            line["count"] = count
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


class QuietFilter(logging.Filter):
    """Rate-limits each kind of event to one line per `every` seconds, with a count, so that an outage fills no disk.
    A kind is what the program wrote, not what it filled in."""

    def __init__(self, every: float = 10.0) -> None:
        super().__init__()
        self._every = every
        self._last: dict[str, float] = {}
        self._held: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write `record`; its `count` then says how many it stands for."""
        event = str(record.msg)
        if record.created - self._last.get(event, 0.0) < self._every:
            self._held[event] += 1
            return False
        self._last[event] = record.created
        record.count = 1 + self._held.pop(event, 0)
        return True


class GuardedProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's protocol, but a connection gets only so long and so many bytes for a request's head (slow loris), and
    makes room for others while it is idle.

    The application itself limits the body.
    """

    head_seconds = 10.0
    open_connections = Connections(2000)

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Starts the clock for the first head."""
        super().connection_made(transport)
        self.open_connections.add(self.transport, self.client[0] if self.client else "")
        self._head_bytes = 0
        self._clock: asyncio.TimerHandle | None = self.loop.call_later(self.head_seconds, self.transport.close)

    def data_received(self, data: bytes) -> None:
        """Lets the clock run while a head is incomplete, and only then."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_clock()
            self.open_connections.work(self.transport)
            return
        self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD_BYTES:
            self.transport.close()
        elif self._clock is None:
            self._clock = self.loop.call_later(self.head_seconds, self.transport.close)

    def on_response_complete(self) -> None:
        """Lets the connection be closed for others."""
        self.open_connections.rest(self.transport)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock."""
        self._stop_clock()
        self.open_connections.remove(self.transport)
        super().connection_lost(exc)

    def _stop_clock(self) -> None:
        self._head_bytes = 0
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


def serve(settings: EndpointSettings) -> None:
    """Serves the endpoint until interrupted."""
    run_app(create_app(settings), settings)


def run_app(app: App, settings: EndpointSettings) -> None:
    """Serves `app` until interrupted. The access log stays off: it would keep addresses."""
    _log_as_json()
    sys.setswitchinterval(SWITCH_SECONDS)
    GuardedProtocol.head_seconds = settings.request_seconds
    most = raise_descriptor_limit(settings.max_connections)
    GuardedProtocol.open_connections = Connections(most, settings.trusted_proxies)
    _try_address(settings.host, settings.port)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=GuardedProtocol,
        ws="none",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    gc.freeze()  # what is loaded by now stays; to look through it again and again is a thirtieth of the processor
    uvicorn.Server(config).run()


def _try_address(host: str, port: int) -> None:
    """The server itself would name neither the address nor a cure. Raises `BadSetting`."""
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
    except OSError as fault:
        where = f"HC_HOST and HC_PORT: nothing can listen at {host}, port {port}: {fault.strerror}"
        raise BadSetting(where, "use an address of this machine, such as 127.0.0.1, and a port that is free") from None


def _log_as_json() -> None:
    """All loggers, those of libraries too: a traceback of theirs for each connection would fill the disk."""
    handler: logging.Handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.addFilter(QuietFilter())
    for name in ("", "hc.feedback", "uvicorn.error"):
        logger: Any = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(logging.INFO if name else logging.WARNING)
        logger.propagate = False
