"""Hostile requests: none is answered with 5xx, none hangs, and nothing is stored that the form forbids."""

import contextlib
import json
import random
import socket
import threading
import time

import pytest
from endpoint_process import Endpoint, find_port
from event_samples import make_body, make_event
from hostile_bodies import check_stored_event, make_hostile_body, send_many

from feedback_function.store import open_store

FREE = {"HC_CLIENT_EVENTS": "10000000/minute", "HC_REQUEST_SECONDS": "60"}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    address = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'events.db'}"
    endpoint = Endpoint(address, find_port(), {**FREE, "HC_REQUEST_SECONDS": "4"})
    yield endpoint.start()
    endpoint.kill()


def open_raw(endpoint, request):
    connection = socket.create_connection(("127.0.0.1", endpoint.port), 10)
    connection.sendall(request)
    return connection


def test_hostile_bodies_are_refused_and_leave_nothing_forbidden(endpoint):
    """2,000 here; benchmarks/fuzz_feedback.py sends 100,000 by the same code."""
    chance = random.Random(20260615)
    statuses = send_many(endpoint.port, (make_hostile_body(chance) for _ in range(2000)))
    assert set(statuses) <= {202, 400, 413, 422}
    assert {202, 400, 422} <= set(statuses)
    for event in open_store(endpoint.database_url).read():
        check_stored_event(event)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"POST /v1/events HTTP/1.1\r\nHost: x\r\n",
        b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n[",
        b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/hea",
    ],
    ids=["silent", "half a head", "half a body", "half a second head"],
)
def test_a_connection_that_dawdles_is_closed(endpoint, head):
    with open_raw(endpoint, head) as connection:
        started = time.monotonic()
        while connection.recv(65536):
            pass
        assert 0.5 < time.monotonic() - started < 8


def test_a_head_without_end_is_cut_off(endpoint):
    padding = b"X-Padding: " + b"a" * 1000 + b"\r\n"
    with open_raw(endpoint, b"POST /v1/events HTTP/1.1\r\nHost: x\r\n") as connection:
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 2**22:
                sent += connection.send(padding)
                time.sleep(0.0005)
        assert sent < 2**20


def test_dawdlers_do_not_keep_others_waiting(endpoint):
    dawdlers = [open_raw(endpoint, b"POST /v1/events HTTP/1.1\r\nHost: x\r\n") for _ in range(300)]
    started = time.monotonic()
    assert endpoint.send(make_body(make_event())).status == 202
    assert time.monotonic() - started < 1
    for dawdler in dawdlers:
        dawdler.close()


def test_a_flood_of_new_events_cannot_fill_the_disk(start_endpoint, tmp_path):
    limits = {name[3:].lower(): value for name, value in FREE.items()}
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", max_database_mb="1", **limits)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        answer = endpoint.send(make_body(*(make_event(query="가" * 200) for _ in range(50))))
        if answer.status == 429:
            break
    assert (answer.status, answer.headers["retry-after"]) == (429, "3600")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 30 * 2**20


def test_a_replayed_flood_stores_nothing_more(endpoint):
    body = make_body(*(make_event() for _ in range(50)))
    endpoint.send(body)
    before = sum(1 for _ in open_store(endpoint.database_url).read())
    threads = [threading.Thread(target=lambda: [endpoint.send(body) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(1 for _ in open_store(endpoint.database_url).read()) == before


def test_neither_answer_nor_log_repeats_the_customer(start_endpoint, tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("SHOW_LOG", "1")
    folder = tmp_path / "disk"
    folder.mkdir()
    endpoint = start_endpoint(f"sqlite:///{folder / 'events.db'}")
    secret = "비밀스러운"
    bodies = [make_body(make_event(query=secret, results=secret)), f'["{secret}"]'.encode(), secret.encode()]
    bodies += [make_body(make_event(query=secret)), make_body(make_event(**{secret: secret, "session": secret}))]
    answers = [endpoint.send(body, X_Forwarded_For="203.0.113.77", User_Agent="Secret-Agent") for body in bodies]
    folder.rename(tmp_path / "away")
    answers.append(endpoint.send(make_body(make_event(query=secret))))
    assert answers[-1].status == 503
    endpoint.stop()
    said = b"".join(answer.body for answer in answers).decode() + "".join(capfd.readouterr())
    assert "not_stored" in said
    for word in (secret, json.dumps(secret)[1:-1], "203.0.113.77", "127.0.0.1:", "Secret-Agent", "Traceback"):
        assert word not in said.replace(endpoint.url, "")


def test_no_address_and_no_user_agent_is_stored(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path / 'events.db'}", trusted_proxies="127.0.0.1")
    headers = {"X_Forwarded_For": "203.0.113.77", "User_Agent": "Secret-Agent", "Cookie": "who=me"}
    assert endpoint.send(make_body(make_event()), **headers).status == 202
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(trace in kept for trace in (b"203.0.113", b"127.0.0.1", b"Secret-Agent", b"who=me"))
