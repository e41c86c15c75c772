"""One request from its head to the disk, asked as an ASGI server asks."""

import asyncio
import json
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from event_samples import make_body, make_event

from feedback_function.intake import Intake
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store

ORIGIN = "https://help.shop.kr"
MAX_EVENTS, MAX_BODY_BYTES = 50, 65_536
HEADERS = {"host": "help.shop.kr", "origin": ORIGIN, "content-type": "application/json"}


class Endpoint:
    """An intake on a database of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.url = f"sqlite:///{folder / 'events.db'}"
        self.intake = Intake(EndpointSettings(database_url=self.url, **settings))

    def ask(self, *messages: dict[str, Any], method: str = "POST", **headers: str) -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON of the answer; status 0 where there is none. After `messages` no more comes."""
        return asyncio.run(self._ask(list(messages), method, headers))

    def send(self, body: bytes, **headers: str) -> tuple[int, dict[str, str], Any]:
        return self.ask({"type": "http.request", "body": body}, **headers)

    def count_stored(self) -> int:
        return len(list(open_store(self.url).read()))

    def read_metric(self, line: str) -> str:
        lines = self.intake.metrics.render().decode().splitlines()
        return next((found.rpartition(" ")[2] for found in lines if found.startswith(f"{line} ")), "")

    async def _ask(
        self, messages: list[dict[str, Any]], method: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], Any]:
        fields = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "client": ("192.0.2.1", 1),
            "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
        }
        sent: list[Any] = []

        async def receive() -> Any:
            if messages:
                return messages.pop(0)
            return await asyncio.sleep(60)

        async def send(message: Any) -> None:
            sent.append(message)

        await self.intake(scope, receive, send)
        if not sent:
            return 0, {}, None
        head, body = sent
        return (
            head["status"],
            {name.decode(): value.decode() for name, value in head["headers"]},
            json.loads(body["body"] or b"null"),
        )


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    opened = Endpoint(tmp_path)
    yield opened
    opened.intake.close()


def test_events_are_stored_before_they_are_acknowledged(endpoint: Endpoint) -> None:
    status, headers, receipt = endpoint.send(make_body(make_event(), make_event("vote")))
    assert (status, receipt) == (202, {"accepted": 2, "rejected": []})
    assert endpoint.count_stored() == 2
    assert headers["access-control-allow-origin"] == ORIGIN
    assert endpoint.read_metric('hc_events_accepted_total{type="vote"}') == "1.0"
    assert endpoint.read_metric('hc_requests_total{status="202"}') == "1.0"


def test_what_is_sent_again_is_counted_once(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, client_events="5/minute")
    body = make_body(make_event(), make_event("vote"))
    assert [endpoint.send(body)[0] for _ in range(3)] == [202] * 3  # as 2, 1 and 1 of the 5
    assert endpoint.send(make_body(make_event("vote"), *json.loads(body)))[0] == 429  # refused before that is known
    assert endpoint.read_metric('hc_events_accepted_total{type="vote"}') == "1.0"
    assert endpoint.read_metric('hc_events_accepted_total{type="search"}') == "1.0"
    assert endpoint.read_metric("hc_events_repeated_total") == "4.0"
    assert endpoint.count_stored() == 2
    endpoint.intake.close()


def test_what_is_sent_again_takes_no_share_of_the_room(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, max_database_mb=2)
    body = make_body(make_event()).ljust(MAX_BODY_BYTES)
    assert {endpoint.send(body)[0] for _ in range(20)} == {202}  # 1.25 MB, and the share is 1
    endpoint.intake.close()


def test_a_body_may_come_in_pieces(endpoint: Endpoint) -> None:
    body = make_body(make_event())
    pieces = [
        {"type": "http.request", "body": body[:10], "more_body": True},
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": body[10:], "more_body": False},
    ]
    assert endpoint.ask(*pieces)[0] == 202


def test_a_body_is_given_up_when_it_is_too_large_and_not_before(endpoint: Endpoint) -> None:
    body = make_body(make_event())
    assert endpoint.send(body.ljust(MAX_BODY_BYTES))[0] == 202
    piece = {"type": "http.request", "body": b" " * (MAX_BODY_BYTES + 1), "more_body": True}
    assert endpoint.ask(piece)[0] == 413
    assert endpoint.count_stored() == 1


def test_a_client_that_leaves_is_not_answered(endpoint: Endpoint) -> None:
    assert endpoint.ask({"type": "http.disconnect"})[0] == 0
    assert endpoint.read_metric('hc_requests_total{status="202"}') == ""


def test_a_client_that_dawdles_is_told(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, request_seconds=0.05)
    status, headers, _ = endpoint.ask()
    assert (status, headers["connection"]) == (408, "close")


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"[", 400, "not_json"),
        (b"{}", 400, "not_json"),
        (b"[" + b"1," * MAX_EVENTS + b"1]", 413, "batch_size"),
    ],
)
def test_a_body_that_is_no_batch_is_refused(endpoint: Endpoint, body: bytes, status: int, reason: str) -> None:
    assert endpoint.send(body)[0] == status
    assert endpoint.read_metric(f'hc_events_rejected_total{{reason="{reason}"}}') == "1.0"


def test_events_that_break_the_form_are_counted_and_the_others_stored(endpoint: Endpoint) -> None:
    assert endpoint.send(make_body(make_event(), 3, 4))[0] == 202
    assert endpoint.read_metric('hc_events_rejected_total{reason="form"}') == "2.0"
    assert endpoint.send(make_body(3))[0] == 422
    assert endpoint.count_stored() == 1


def test_a_request_counts_as_one_event_at_least_and_else_by_its_events(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, client_events="5/minute")
    batch = make_body(make_event(), make_event(), make_event())
    assert [endpoint.send(batch)[0], endpoint.send(batch)[0]] == [202, 429]
    assert endpoint.count_stored() == 3
    endpoint.intake.close()
    other = Endpoint(tmp_path, client_events="1/minute")
    assert [other.send(b"[")[0], other.send(b"[")[0]] == [400, 429]
    other.intake.close()


def test_a_share_may_be_used_up_to_the_last_event(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, client_events="3/minute")
    assert endpoint.send(make_body(make_event(), make_event()))[0] == 202
    status, headers, _ = endpoint.send(make_body(make_event()))
    assert status == 202
    status, headers, _ = endpoint.send(make_body(make_event()))
    assert (status, headers["retry-after"]) == (429, "60")
    endpoint.intake.close()


def test_a_client_behind_a_trusted_proxy_is_known_by_its_own_address(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, client_events="1/minute", trusted_proxies=(ip_network("192.0.2.0/24"),))
    asked = [endpoint.send(make_body(make_event()), x_forwarded_for=f"198.51.100.{n}")[0] for n in (1, 2, 1)]
    assert asked == [202, 202, 429]
    endpoint.intake.close()


def test_a_full_database_takes_nothing_more(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, max_database_mb=0)
    endpoint.send(make_body(make_event()))  # the first request opens the database, which is then measured
    status, headers, _ = endpoint.send(make_body(make_event()))
    assert (status, headers["retry-after"]) == (429, "3600")
    endpoint.intake.close()


def test_a_database_that_cannot_be_opened_is_told_and_nothing_is_lost_silently(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path)
    (tmp_path / "events.db").mkdir()
    status, headers, _ = endpoint.send(make_body(make_event()))
    assert (status, headers["retry-after"]) == (503, "5")
    assert endpoint.read_metric('hc_events_rejected_total{reason="unavailable"}') == "1.0"
    assert endpoint.read_metric('hc_events_accepted_total{type="search"}') == ""
    endpoint.intake.close()


def test_a_queue_without_room_refuses(tmp_path: Path) -> None:
    endpoint = Endpoint(tmp_path, queue_events=1)
    assert endpoint.send(make_body(make_event(), make_event()))[0] == 503
    assert endpoint.send(make_body(make_event()))[0] == 202
    endpoint.intake.close()


def test_a_preflight_is_answered_to_an_allowed_origin_alone(endpoint: Endpoint) -> None:
    status, headers, _ = endpoint.ask(method="OPTIONS")
    assert (status, headers["access-control-allow-methods"]) == (204, "POST")
    assert endpoint.ask(method="OPTIONS", origin="https://evil.example")[0] == 405
    assert endpoint.ask(method="OPTIONS", origin="")[0] == 405


def test_an_origin_that_may_not_send_may_not_read_the_refusal_either(endpoint: Endpoint) -> None:
    status, headers, _ = endpoint.send(make_body(make_event()), origin="https://evil.example")
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_program_without_an_origin_is_answered_without_one(endpoint: Endpoint) -> None:
    status, headers, _ = endpoint.send(make_body(make_event()), origin="")
    assert status == 202
    assert "access-control-allow-origin" not in headers


def test_a_bot_is_refused_and_counted(endpoint: Endpoint) -> None:
    assert endpoint.send(make_body(make_event()), user_agent="Googlebot/2.1")[0] == 403
    assert endpoint.read_metric('hc_events_rejected_total{reason="bot"}') == "1.0"


def test_the_endpoints_clock_stamps_what_is_stored(endpoint: Endpoint) -> None:
    endpoint.send(make_body(make_event(received_at="1999-01-01T00:00:00Z")))
    [event] = open_store(endpoint.url).read()
    assert event.received_at is not None
    assert event.received_at.year >= 2026
