"""A small help center without an export, served over HTTP: pages by path, each with its status, type and headers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Reply:
    body: str | bytes = ""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """`asked` are the paths that were asked for. A list of replies is given one after the other."""

    address: str
    replies: dict[str, Reply | list[Reply]]
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> Reply:
        self.asked.append(path)
        found = self.replies.get(path, Reply("no", status=404))
        return (found.pop(0) if len(found) > 1 else found[0]) if isinstance(found, list) else found


@contextmanager
def serve_site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.answer(self.path)
            body = reply.body if isinstance(reply.body, bytes) else reply.body.replace("{site}", site.address).encode()
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value.replace("{site}", site.address))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Not into the output of tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}", {})
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
