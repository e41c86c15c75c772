"""Runs the application on uvicorn, with the guards a public endpoint wants."""

import asyncio
import json
import logging
import sys
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from feedback_function.app import create_app
from feedback_function.settings import BadSetting, Settings, read_settings

MAX_CONNECTIONS = 2000
KEEP_ALIVE_SECONDS = 15


class JsonFormatter(logging.Formatter):
    """One line of JSON per record; only what our own code says, never a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, event and detail."""
        line = {"at": self.formatTime(record), "level": record.levelname.lower(), "event": record.getMessage()}
        if detail := getattr(record, "detail", None):
            line["detail"] = detail
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


class PatientlessProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Closes a connection whose first request does not come in time (slow loris); `asyncio` sees to the body."""

    request_seconds = 10.0

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Starts the clock."""
        super().connection_made(transport)
        self.loop.call_later(self.request_seconds, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def serve(settings: Settings) -> None:
    """Serves until interrupted. The access log stays off: it would keep addresses."""
    _log_as_json()
    PatientlessProtocol.request_seconds = settings.body_seconds
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=PatientlessProtocol,
        ws="none",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    uvicorn.Server(config).run()


def main() -> int:
    """`python -m feedback_function`: serves with the settings of the environment."""
    try:
        serve(read_settings())
    except BadSetting as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    return 0


def _log_as_json() -> None:
    handler: logging.Handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    for name in ("hc.feedback", "uvicorn.error"):
        logger: Any = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(logging.INFO)
        logger.propagate = False
