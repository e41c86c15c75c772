"""One request on its way to the disk: what is answered, in which order it is checked, and what is stored."""

import asyncio
import json
from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from event_samples import make_body, make_event

from feedback_function.intake import Intake
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store

Message = MutableMapping[str, Any]


class Endpoint:
    """An intake with a database of its own; `post` is one request."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.url = f"sqlite:///{folder}/events.db"
        self.intake = Intake(EndpointSettings(database_url=self.url, **settings))

    def post(self, body: bytes | Sequence[Message], method: str = "POST", peer: str = "10.0.0.9", **fields: str) -> Any:
        """(status, body, headers) of the answer; None where there is none. `body` may be ASGI messages."""
        messages = [{"type": "http.request", "body": body}] if isinstance(body, bytes) else list(body)
        head = {"content-type": "application/json", "host": "help.example", **fields}
        headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in head.items()]
        sent: list[Message] = []

        async def receive() -> Message:
            return messages.pop(0)

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "client": (peer, 1), "headers": headers}
        asyncio.run(self.intake(scope, receive, send))
        return (sent[0]["status"], json.loads(sent[1]["body"] or "{}"), dict(sent[0]["headers"])) if sent else None

    def status(self, body: bytes | Sequence[Message], **request: Any) -> int:
        return int(self.post(body, **request)[0])

    def count_stored(self) -> int:
        self.intake.close()
        store = open_store(self.url)
        number = len(list(store.read()))
        store.close()
        return number


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    made = Endpoint(tmp_path)
    yield made
    made.intake.close()


def test_what_is_acceptable_is_stored_before_the_answer_and_the_rest_named_by_its_index(endpoint: Endpoint) -> None:
    status, receipt, _ = endpoint.post(make_body(make_event(), make_event("vote", helpful="maybe"), make_event("open")))
    assert (status, receipt["accepted"], [fault["index"] for fault in receipt["rejected"]]) == (202, 2, [1])
    assert endpoint.count_stored() == 2


def test_a_batch_of_nothing_acceptable_is_422_and_stores_nothing(endpoint: Endpoint) -> None:
    assert endpoint.status(make_body({"type": "search"})) == 422
    assert endpoint.count_stored() == 0


def test_an_event_sent_twice_is_stored_once(endpoint: Endpoint) -> None:
    body = make_body(make_event())
    assert [endpoint.status(body), endpoint.status(body), endpoint.count_stored()] == [202, 202, 1]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "user_agent": "Googlebot"}, 405),
        ({"origin": "https://evil.example", "user_agent": "Googlebot"}, 403),
        ({"user_agent": "Googlebot", "content_type": "text/html"}, 403),
        ({"content_type": "text/html", "content_length": "99999999"}, 415),
        ({"content_length": "99999999"}, 413),
    ],
)
def test_a_request_is_refused_for_the_first_of_its_faults(
    endpoint: Endpoint, request_: dict[str, str], status: int
) -> None:
    assert endpoint.status(make_body(make_event()), **request_) == status
    assert endpoint.count_stored() == 0


def test_a_body_that_grows_past_the_limit_is_given_up_while_it_comes(endpoint: Endpoint) -> None:
    parts = [{"type": "http.request", "body": b"x" * 40_000, "more_body": True}] * 2
    assert endpoint.status([*parts, {"type": "never read"}]) == 413


def test_who_leaves_before_the_body_is_complete_gets_no_answer(endpoint: Endpoint) -> None:
    parts = [{"type": "http.request", "body": b"[", "more_body": True}, {"type": "http.disconnect"}]
    assert endpoint.post(parts) is None


@pytest.mark.parametrize(("body", "status"), [(b"[", 400), (b"{}", 400), (make_body(*[make_event()] * 51), 413)])
def test_a_body_that_is_no_batch_is_refused_whole(endpoint: Endpoint, body: bytes, status: int) -> None:
    assert endpoint.status(body) == status


def test_a_client_that_sent_too_much_waits_and_others_do_not(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, client_events="4/minute")
    body = make_body(make_event(), make_event())
    assert [endpoint.status(body) for _ in range(3)] == [202, 202, 429]
    assert endpoint.status(body, peer="10.0.0.10") == 202
    assert endpoint.post(body)[2][b"retry-after"] == b"60"
    assert endpoint.count_stored() == 2  # the same two, sent three times


def test_a_full_database_takes_nothing_more(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, max_database_mb=0)
    endpoint.intake.store.tend()
    assert endpoint.status(make_body(make_event())) == 429
    assert endpoint.count_stored() == 0


def test_a_queue_without_room_asks_to_come_again_soon(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, queue_events=1)
    status, _, headers = endpoint.post(make_body(make_event(), make_event()))
    assert (status, headers[b"retry-after"]) == (503, b"5")
    assert endpoint.count_stored() == 0


def test_the_metrics_count_answers_and_what_was_refused_but_nothing_typed(endpoint: Endpoint) -> None:
    endpoint.post(make_body(make_event(), {"type": "search"}))
    endpoint.post(b"[")
    text = endpoint.intake.metrics.render().decode()
    assert 'hc_events_accepted_total{type="search"} 1.0' in text
    assert 'hc_events_rejected_total{reason="form"} 1.0' in text
    assert 'hc_requests_total{status="400"} 1.0' in text
    assert "환불" not in text
