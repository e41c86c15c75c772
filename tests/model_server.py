"""A language model's server that speaks OpenAI's protocol and says what a test wants."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from hc_builder.gaps.loop.writer import KEY, LanguageModel, open_model


@dataclass
class ModelServer:
    """Speaks the protocol: answers `reply`, or with `status`, or not before `let_go`; keeps what it was sent."""

    reply: Any = ""
    status: int = 200
    let_go: Event = field(default_factory=Event)
    is_slow: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def open(self, key: str = "", patience: float = 20) -> LanguageModel:
        return open_model(f"{self.address}/v1", "small", {KEY: key} if key else {}, patience)


@contextmanager
def serve_model() -> Iterator[ModelServer]:
    """On a free port of this machine."""
    told = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **sent})
            if told.is_slow:
                told.let_go.wait(20)
            body = told.reply if isinstance(told.reply, bytes) else json.dumps(told.reply).encode()
            self.send_response(told.status)
            if told.status == 302:
                self.send_header("Location", f"{told.address}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        told.let_go.set()
        server.shutdown()
        server.server_close()


def complete(text: str | None) -> dict[str, Any]:
    return {"id": "x", "choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
