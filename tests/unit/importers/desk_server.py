"""A help desk's API on a port of this machine: recorded answers, given in turn, and what was asked for."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """`cut`: so many bytes fewer are sent than are promised; `drip`: seconds between one byte and the next."""

    content: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    drip: float = 0.0

    @property
    def body(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()


Answers = Mapping[str, object]
"""By path and query: JSON, a `Reply`, or several in turn, the last one for good."""


@dataclass
class Desk:
    """`asked` are path and headers of every request."""

    origin: str
    answers: dict[str, Sequence[Reply]]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str) -> Reply:
        turn = self.paths.count(path) - 1
        replies = self.answers.get(path, [Reply({"error": "not found"}, 404)])
        return replies[min(turn, len(replies) - 1)]


@contextmanager
def run_desk(answers: Answers) -> Iterator[Desk]:
    """Answers may name the server's own address as `{origin}`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            desk.asked.append((self.path, dict(self.headers.items())))
            reply = desk.answer(self.path)
            body = reply.body.replace(b"{origin}", desk.origin.encode())
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value.replace("{origin}", desk.origin))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._write(body[: len(body) - reply.cut], reply.drip)

        def _write(self, body: bytes, drip: float) -> None:
            with suppress(OSError):  # who asked has gone
                for start in range(0, len(body), 1 if drip else len(body)):
                    self.wfile.write(body[start : start + 1] if drip else body)
                    time.sleep(drip)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    desk = Desk(f"http://127.0.0.1:{server.server_port}", {path: _list_replies(one) for path, one in answers.items()})
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()


def _list_replies(given: object) -> Sequence[Reply]:
    listed = given if isinstance(given, list) and given and isinstance(given[0], Reply) else [given]
    return [one if isinstance(one, Reply) else Reply(one) for one in listed]
