"""Who is let in before a body is read, and what the others are told."""

import pytest

from feedback_function.admission import (
    Refusal,
    RequestHead,
    admit,
    is_allowed_origin,
    read_head,
    refuse_client,
    refuse_full,
    refuse_large_body,
    refuse_share,
    refuse_slow_body,
    refuse_unavailable,
)
from feedback_function.settings import EndpointSettings

OWN = EndpointSettings()
LISTED = EndpointSettings(origins=("https://help.shop.kr",))
AGENT = "Mozilla/5.0 (iPhone) Safari/604.1"


def make_head(**changes: str) -> RequestHead:
    fields = {
        "method": "POST",
        "peer": "192.0.2.1",
        "host": "help.shop.kr",
        "origin": "https://help.shop.kr",
        "content_type": "application/json",
        "content_length": "100",
        "user_agent": AGENT,
        "forwarded_for": "",
    }
    return RequestHead(**{**fields, **changes})


def refuse(settings: EndpointSettings = OWN, **changes: str) -> tuple[int, str]:
    with pytest.raises(Refusal) as caught:
        admit(make_head(**changes), settings)
    return caught.value.status, caught.value.reason


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"content_type": "text/plain"},
        {"content_type": "Text/Plain ; charset=utf-8"},
        {"content_length": ""},
        {"content_length": "65536"},
        {"content_length": "-1"},
        {"user_agent": ""},
        {"origin": ""},
    ],
)
def test_a_browser_of_the_shop_is_let_in(changes: dict[str, str]) -> None:
    admit(make_head(**changes), OWN)


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"method": "GET"}, 405, "method"),
        ({"method": "OPTIONS"}, 405, "method"),
        ({"origin": "https://evil.example"}, 403, "origin"),
        ({"user_agent": "Googlebot/2.1"}, 403, "bot"),
        ({"content_type": ""}, 415, "media_type"),
        ({"content_type": "multipart/form-data"}, 415, "media_type"),
        ({"content_length": "65537"}, 413, "body_size"),
        ({"content_length": "9" * 5000}, 413, "body_size"),  # a number longer than Python reads
    ],
)
def test_others_are_refused_before_their_body_is_read(changes: dict[str, str], status: int, reason: str) -> None:
    assert refuse(**changes) == (status, reason)


def test_without_a_list_only_the_endpoints_own_origin_may_send() -> None:
    assert is_allowed_origin(make_head(), OWN)
    assert is_allowed_origin(make_head(origin=""), OWN)
    assert not is_allowed_origin(make_head(origin="https://help.shop.kr:8443"), OWN)
    assert not is_allowed_origin(make_head(origin="null"), OWN)


def test_with_a_list_only_origins_on_it_may_send() -> None:
    assert is_allowed_origin(make_head(host="events.shop.kr"), LISTED)
    assert not is_allowed_origin(make_head(origin=""), LISTED)
    assert not is_allowed_origin(make_head(host="evil.example", origin="https://evil.example"), LISTED)


def test_a_head_is_read_from_the_fields_and_the_last_of_two_counts() -> None:
    fields = ("host", "origin", "content-type", "content-length", "user-agent", "x-forwarded-for")
    headers = [(b"origin", b"first"), *((name.encode(), name.upper().encode()) for name in fields)]
    assert read_head("POST", "192.0.2.1", headers) == RequestHead(
        "POST", "192.0.2.1", "HOST", "ORIGIN", "CONTENT-TYPE", "CONTENT-LENGTH", "USER-AGENT", "X-FORWARDED-FOR"
    )
    assert read_head("GET", "", []) == RequestHead("GET", "", "", "", "", "", "", "")
    assert read_head("GET", "", [(b"host", b"\xff")]).host == "\xff"


@pytest.mark.parametrize(
    ("refusal", "status", "reason", "retry_after"),
    [
        (refuse_large_body(65_536), 413, "body_size", None),
        (refuse_slow_body(), 408, "slow", None),
        (refuse_client(), 429, "client_limit", 60),
        (refuse_share(), 429, "share", 3600),
        (refuse_full(), 429, "quota", 3600),
        (refuse_unavailable(), 503, "unavailable", 5),
    ],
)
def test_a_refusal_says_when_to_come_again(refusal: Refusal, status: int, reason: str, retry_after: int | None) -> None:
    assert (refusal.status, refusal.reason, refusal.retry_after) == (status, reason, retry_after)
    assert refusal.error
    assert refusal.hint
    assert str(refusal) == reason
