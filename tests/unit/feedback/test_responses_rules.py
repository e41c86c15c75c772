"""What is sent back: the receipt, the refusal, and the headers of both."""

import json
from datetime import UTC, datetime

import pytest
from event_samples import make_body, make_event

from feedback_function.admission import Refusal, refuse_full
from feedback_function.parsing import parse_events
from feedback_function.responses import PREFLIGHT, JsonAnswer, answer_parsed, answer_refusal

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def read_headers(answer: JsonAnswer, origin: str = "") -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in answer.build_headers(origin)}


def test_what_is_stored_is_acknowledged_with_what_is_not() -> None:
    answer = answer_parsed(parse_events(make_body(make_event(), make_event(), 3), NOW))
    receipt = json.loads(answer.body)
    assert (answer.status, receipt["accepted"], [each["index"] for each in receipt["rejected"]]) == (202, 2, [2])
    assert set(receipt) == {"accepted", "rejected"}


def test_a_batch_of_which_nothing_is_stored_is_refused() -> None:
    answer = answer_parsed(parse_events(make_body(3), NOW))
    receipt = json.loads(answer.body)
    assert (answer.status, receipt["accepted"], len(receipt["rejected"])) == (422, 0, 1)
    assert receipt["error"]
    assert receipt["hint"]
    assert answer_parsed(parse_events(b"[]", NOW)).status == 422


def test_every_answer_has_the_same_security_headers() -> None:
    assert read_headers(JsonAnswer(200, b"{}")) == {
        "content-type": "application/json",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "content-length": "2",
        "vary": "Origin",
    }


def test_only_an_allowed_origin_may_read_the_answer_and_when_to_come_again() -> None:
    headers = read_headers(JsonAnswer(200, b""), "https://help.shop.kr")
    assert headers["access-control-allow-origin"] == "https://help.shop.kr"
    assert headers["access-control-expose-headers"] == "Retry-After"


def test_a_preflight_allows_a_post_of_json_for_a_day() -> None:
    headers = read_headers(PREFLIGHT)
    assert (PREFLIGHT.status, PREFLIGHT.body) == (204, b"")
    assert headers["access-control-allow-methods"] == "POST"
    assert headers["access-control-allow-headers"] == "content-type"
    assert headers["access-control-max-age"] == "86400"


@pytest.mark.parametrize(
    ("status", "extra"),
    [(403, {}), (405, {"allow": "POST, OPTIONS"}), (408, {"connection": "close"}), (413, {"connection": "close"})],
)
def test_a_refusal_has_the_headers_of_its_status(status: int, extra: dict[str, str]) -> None:
    answer = answer_refusal(Refusal(status, "reason", "What.", "How."))
    assert {name.decode(): value.decode() for name, value in answer.extra} == extra
    assert (answer.status, json.loads(answer.body)) == (status, {"error": "What.", "hint": "How."})


def test_a_refusal_that_passes_says_when() -> None:
    assert answer_refusal(refuse_full()).extra == ((b"retry-after", b"3600"),)
    assert answer_refusal(Refusal(503, "x", "What.", "How.", 0)).extra == ((b"retry-after", b"0"),)
