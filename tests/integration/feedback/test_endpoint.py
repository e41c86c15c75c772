import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from endpoint_process import Endpoint, find_port
from event_samples import FIELDS, make_body, make_event

import feedback_function
from feedback_function.openapi import build_openapi
from feedback_function.store import open_store


@pytest.fixture
def endpoint(start_endpoint, tmp_path):
    return start_endpoint(f"sqlite:///{tmp_path / 'events.db'}")


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """One endpoint for all tests that store nothing."""
    endpoint = Endpoint(f"sqlite:///{tmp_path_factory.mktemp('refusing') / 'events.db'}", find_port())
    yield endpoint.start()
    endpoint.kill()


def read_stored(endpoint):
    return list(open_store(endpoint.database_url, create=False).read())


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "text/plain;charset=UTF-8"])
def test_a_batch_is_stored_before_it_is_answered(endpoint, media_type):
    answer = endpoint.send(make_body(*(make_event(kind) for kind in FIELDS)), Content_Type=media_type)
    assert answer.status == 202
    assert answer.json() == {"accepted": len(FIELDS), "rejected": []}
    assert {event.type for event in read_stored(endpoint)} == set(FIELDS)


def test_the_same_batch_again_is_accepted_and_stored_once(endpoint):
    body = make_body(make_event(), make_event("vote"))
    assert [endpoint.send(body).status for _ in range(3)] == [202, 202, 202]
    assert len(read_stored(endpoint)) == 2


def test_a_faulty_event_is_refused_by_index_and_the_others_kept(endpoint):
    answer = endpoint.send(make_body(make_event(), make_event(session="x"), make_event("vote")))
    assert (answer.status, answer.json()["accepted"]) == (202, 2)
    assert answer.json()["rejected"][0]["index"] == 1
    assert len(read_stored(endpoint)) == 2


def test_personal_data_is_masked_before_it_is_stored(endpoint, tmp_path):
    endpoint.send(make_body(make_event(query="홍길동님 010-1234-5678"), make_event("vote", comment="hong@naver.com")))
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "[전화번호]".encode() in kept
    assert not any(secret.encode() in kept for secret in ("홍길동", "1234-5678", "hong@"))


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"not json", {}, 400),
        (b"{}", {}, 400),
        (b"[" * 60_000, {}, 400),
        (b"[]", {}, 422),
        (make_body(make_event(), 3).replace(b'"v": 1', b'"v": 9'), {}, 422),
        (make_body(*[make_event()] * 51), {}, 413),
        (b"[" + b" " * 65_536 + b"]", {}, 413),
        (make_body(make_event()), {"Content_Type": "application/xml"}, 415),
        (make_body(make_event()), {"Content_Type": "text/plain-ish"}, 415),
        (make_body(make_event()), {"Origin": "https://elsewhere.example"}, 403),
        (make_body(make_event()), {"Origin": "null"}, 403),
        (make_body(make_event()), {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, 403),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_hint(refusing, body, headers, status):
    answer = refusing.send(body, **headers)
    assert answer.status == status
    assert answer.json()["error"]
    assert answer.json()["hint"]
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(refusing, method):
    answer = refusing.ask("/v1/events", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "POST, OPTIONS")


def test_a_body_without_length_is_cut_off_when_it_grows_too_large(refusing):
    with socket.create_connection(("127.0.0.1", refusing.port), 5) as connection:
        connection.sendall(
            b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
        connection.sendall(chunk * 3)
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_the_endpoints_own_origin_may_send(endpoint):
    assert endpoint.send(make_body(make_event()), Origin=endpoint.url).status == 202


def test_only_listed_origins_may_send(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", origins="https://help.shop.kr,https://shop.kr")
    body = make_body(make_event())
    allowed = endpoint.send(body, Origin="https://shop.kr")
    assert (allowed.status, allowed.headers["access-control-allow-origin"]) == (202, "https://shop.kr")
    assert endpoint.send(body, Origin=endpoint.url).status == 403
    assert endpoint.send(body).status == 403
    preflight = endpoint.ask("/v1/events", method="OPTIONS", Origin="https://help.shop.kr")
    assert (preflight.status, preflight.headers["access-control-allow-methods"]) == (204, "POST")
    assert endpoint.ask("/v1/events", method="OPTIONS", Origin="https://elsewhere.example").status == 405


def test_the_health_check_writes(endpoint, tmp_path):
    assert endpoint.ask("/v1/health").json() == {"status": "ok"}
    with sqlite3.connect(tmp_path / "events.db") as database:
        assert database.execute("SELECT count(*) FROM heartbeat").fetchone() == (1,)


def test_every_answer_carries_the_security_headers(refusing):
    for path in ("/v1/health", "/openapi.json", "/v1/events", "/nowhere"):
        headers = refusing.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_there_is_no_way_to_read_events(endpoint):
    endpoint.send(make_body(make_event()))
    paths = ["/", "/v1/events", "/v1/events/1", "/v1/stats", "/v1/export", "/admin", "/report", "/metrics", "/docs"]
    assert {endpoint.ask(path).status for path in paths} <= {404, 405}


def test_metrics_answer_only_where_configured_and_to_the_token(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", metrics="true", metrics_token="열쇠")
    endpoint.send(make_body(make_event(), 3))
    endpoint.send(b"no")
    assert endpoint.ask("/metrics").status == 401
    text = endpoint.ask("/metrics", Authorization="Bearer 열쇠".encode().decode("latin-1")).body.decode()
    for line in (
        'hc_events_accepted_total{type="search"} 1.0',
        'hc_events_rejected_total{reason="form"} 1.0',
        'hc_events_rejected_total{reason="not_json"} 1.0',
        'hc_requests_total{status="202"} 1.0',
        "hc_commit_seconds_count 1.0",
        "hc_queue_events 0.0",
    ):
        assert line in text


def test_the_published_description_is_that_of_the_code(refusing):
    committed = json.loads((Path(feedback_function.__file__).parent / "openapi.json").read_text(encoding="utf-8"))
    assert committed == build_openapi(), "run: python -m feedback_function.openapi > feedback_function/openapi.json"
    assert refusing.ask("/openapi.json").json() == committed


def test_a_client_that_sends_too_much_is_told_to_wait(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", client_events="50/minute")
    answers = [endpoint.send(make_body(*(make_event() for _ in range(20)))) for _ in range(4)]
    assert sorted(answer.status for answer in answers) == [202, 202, 429, 429]
    assert answers[-1].headers["retry-after"] == "60"


def test_forwarded_addresses_are_believed_only_from_configured_proxies(start_endpoint, tmp_path):
    address = f"sqlite:///{tmp_path / 'events.db'}"
    direct = start_endpoint(address, client_events="50/minute")
    behind = start_endpoint(address, client_events="50/minute", trusted_proxies="127.0.0.0/8")
    for endpoint, statuses in ((direct, [202, 429]), (behind, [202, 202])):
        body = make_body(*(make_event() for _ in range(30)))
        sent = [endpoint.send(body, X_Forwarded_For=f"203.0.113.{n}").status for n in (1, 2)]
        assert sent == statuses


def test_a_setting_that_cannot_be_used_is_named_with_its_cure(tmp_path):
    environment = os.environ | {"HC_PORT": "eighty"}
    run = subprocess.run([sys.executable, "-m", "feedback_function"], env=environment, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (2, "error: HC_PORT is 'eighty'\n  hint: use a number\n")
