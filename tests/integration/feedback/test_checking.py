"""`hc feedback check` against real endpoints, right and wrong."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from feedback_function.store import open_store
from hc_builder.cli import main

PAGES = "https://help.shop.kr"


def check(address, origin=PAGES):
    return CliRunner().invoke(main, ["feedback", "check", address, "--origin", origin])


def test_a_right_endpoint_is_good_throughout_and_keeps_nothing(start_endpoint, tmp_path):
    address = f"sqlite:///{tmp_path / 'events.db'}"
    endpoint = start_endpoint(address, origins="http://help.shop.kr")
    result = check(f"{endpoint.url}/v1/events", "http://Help.Shop.kr:80/")
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()] == ["ok"] * 7
    assert list(open_store(address).read()) == []


def test_what_a_browser_would_meet_is_told_with_its_cure(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", origins="https://help.other.kr")
    result = check(f"{endpoint.url}/v1/events")
    assert result.exit_code == 1
    assert "wrong TLS: none" in result.output
    assert "wrong preflight" in result.output
    assert f"set HC_ORIGINS={PAGES}" in result.output
    assert "wrong an event of the wrong form: refused for its origin" in result.output


@pytest.fixture
def portal():
    """Something in front that answers everything itself, as portals do."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>welcome</html>")

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", "https://portal.example/")
            self.end_headers()

        do_OPTIONS = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/events"
    server.shutdown()
    server.server_close()


def test_something_in_front_that_answers_itself_is_told(portal):
    result = check(portal)
    assert result.exit_code == 1
    assert "answered 302, not by the endpoint" in result.output
    assert "allows nobody" in result.output
    assert (
        "wrong health, and a write to its database: answered 200, not by the endpoint's health check" in result.output
    )


def test_an_address_that_is_not_that_of_the_events_is_told(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", origins=PAGES)
    result = check(f"{endpoint.url}/v1/events/")
    assert result.exit_code == 1
    assert "hint: give the address of /v1/events" in result.output


def test_where_nothing_answers_that_is_said_without_a_traceback():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    result = check(f"http://127.0.0.1:{port}/v1/events")
    assert result.exit_code == 1
    assert f"nothing answers at 127.0.0.1:{port}" in result.output


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("help.shop.kr/v1/events", PAGES),
        ("https://a/v1/events", "help.shop.kr"),
        ("https://[a/v1/events", PAGES),
        ("https://도움말.kr/v1/events", PAGES),
        ("https:///v1/events", PAGES),
    ],
)
def test_an_address_that_browsers_would_not_send_to_is_refused(address, origin):
    result = check(address, origin)
    assert result.exit_code == 2
    assert "https://help.example.com" in result.output
