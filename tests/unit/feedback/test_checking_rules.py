"""What each answer of a deployment is taken for, and where it is asked."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from feedback_function.checking import check_endpoint

ORIGIN = "https://help.shop.kr"
REFUSED = json.dumps({"error": "Too many events from here.", "hint": "Send them again later."}).encode()


class Deployment(BaseHTTPRequestHandler):
    """Answers every event with one status and body, and says which addresses were asked."""

    status, body = 422, REFUSED
    asked: list[str]

    def do_GET(self) -> None:
        self._answer(200, b'{"status": "ok"}')

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.status, self.body)

    def do_OPTIONS(self) -> None:
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.asked.append(self.path)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked is kept."""


@pytest.fixture
def check():
    servers = []

    def run(status: int, body: bytes = REFUSED):
        handler = type("Answering", (Deployment,), {"status": status, "body": body, "asked": []})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        findings = check_endpoint(f"http://127.0.0.1:{server.server_port}/help/v1/events", ORIGIN)
        return {finding.tried: finding for finding in findings}, handler.asked

    yield run
    for server in servers:
        server.shutdown()
        server.server_close()


def test_health_is_asked_beside_the_events(check) -> None:
    findings, asked = check(422)
    assert asked[0] == "/help/v1/health"
    assert findings["health, and a write to its database"].met == "written"


def test_a_form_that_is_refused_with_its_reason_is_as_it_should_be(check) -> None:
    findings, _ = check(422)
    assert findings["an event of the wrong form"].cure == ""


def test_a_limit_is_told_in_the_endpoints_own_words(check) -> None:
    findings, _ = check(429)
    finding = findings["an event of the wrong form"]
    assert (finding.met, "limit" in finding.cure) == ("Too many events from here.", True)


def test_what_a_proxy_says_is_not_taken_for_the_endpoint(check) -> None:
    findings, _ = check(429, b"<html>429 Too Many Requests</html>")
    assert "not by the endpoint" in findings["an event of the wrong form"].met
