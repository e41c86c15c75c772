"""The limits of every field, to the last that is taken; and what of an event is cleaned."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from event_samples import make_body, make_event, parse_event

from feedback_function.parsing import Rejection, parse_events

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def take(kind: str = "search", /, **changes: Any) -> Any:
    [event] = parse_events(make_body(make_event(kind, **changes)), NOW).accepted
    return event


def refuse(kind: str = "search", /, **changes: Any) -> Rejection:
    [rejection] = parse_events(make_body(make_event(kind, **changes)), NOW).rejected
    return rejection


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("search", {"session": "a" * 16}),
        ("search", {"session": "aZ09_-" + "a" * 58}),
        ("search", {"lang": "en-US"}),
        ("search", {"lang": "fil"}),
        ("search", {"lang": "zh-Hant-TW-x1234567"}),
        ("search", {"page": "/"}),
        ("search", {"page": "/" + "a" * 299}),
        ("search", {"query": "가" * 200}),
        ("search", {"query": ""}),
        ("search", {"results": 0, "top": []}),
        ("search", {"results": 1_000_000}),
        ("search", {"top": ["a"] * 5}),
        ("search", {"answer": {"kind": "quote", "target": "refund/when"}}),
        ("search", {"answer": {"kind": "card", "target": "phone", "unknown": 1}}),
        ("search", {"at": "2026-01-31T09:00:00+00:00"}),
        ("open", {"rank": 1}),
        ("open", {"rank": 1_000_000}),
        ("open", {"article": "가" * 300}),
        ("vote", {"comment": "가" * 1000, "reason": "outdated"}),
        *(("survey", {"kind": kind, "score": score}) for kind, score in (("csat", 1), ("csat", 5), ("ces", 1))),
        *(("survey", {"kind": kind, "score": score}) for kind, score in (("ces", 7), ("nps", 0), ("nps", 10))),
        *(("open", {"from": source}) for source in ("browse", "related", "flow", "card", "notice", "widget", "link")),
        *(("contact", {"channel": channel}) for channel in ("phone", "email", "naver", "chat", "form", "other")),
    ],
)
def test_what_is_just_within_its_limits_is_taken(kind: str, changes: dict[str, Any]) -> None:
    assert take(kind, **changes).type == kind


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("search", {"session": "a" * 15}, "session"),
        ("search", {"session": "a" * 65}, "session"),
        ("search", {"lang": "e"}, "lang"),
        ("search", {"lang": "engl"}, "lang"),
        ("search", {"lang": "en-123456789"}, "lang"),
        ("search", {"lang": "en-a-b-c-d"}, "lang"),
        ("search", {"page": "/" + "a" * 300}, "page"),
        ("search", {"results": 1_000_001}, "results"),
        ("open", {"rank": 1_000_001}, "rank"),
        ("open", {"article": "가" * 301}, "article"),
        ("open", {"article": "a\u007f"}, "article"),
        ("survey", {"kind": "nps", "score": -1}, "score"),
        ("survey", {"kind": "ces", "score": 0}, "score"),
    ],
)
def test_what_is_just_beyond_them_is_refused(kind: str, changes: dict[str, Any], field: str) -> None:
    assert refuse(kind, **changes).error == f"`{field}` breaks its rule."


def test_fifty_events_are_taken_and_an_event_in_another_zone_is_refused_by_itself() -> None:
    batch = [make_event() for _ in range(50)]
    assert len(parse_events(make_body(*batch), NOW).accepted) == 50
    batch[7]["at"] = "2026-01-31T09:00:00+09:00"
    parsed = parse_events(make_body(*batch), NOW)
    assert ([each.index for each in parsed.rejected], len(parsed.accepted)) == ([7], 49)
    assert parsed.rejected[0].error == "`at` breaks its rule."


def test_what_is_missing_is_named() -> None:
    rejection = refuse(session=None)
    assert rejection.error == "`session` is missing."
    assert rejection.hint == "16 to 64 of A-Z a-z 0-9 _ -, random, for one tab."
    assert refuse(type=None).error == "`type` is missing."


def test_what_is_no_event_at_all_is_told_so() -> None:
    [rejection] = parse_events(b"[3]", NOW).rejected
    assert rejection.error == "The event is not an object with a known form."


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("/refund/how/", "/refund/how/"),
        ("/a/12/", "/a/12/"),
        ("/a/?q=x", "/a/"),
        ("/a/#x", "/a/"),
        ("/a/010-1234-5678/", "/a/[전화번호]/"),
        ("/a/hong@naver.com/", "/a/[이메일]/"),
    ],
)
def test_a_path_keeps_nothing_personal(page: str, kept: str) -> None:
    assert take(page=page).page == kept
    assert take("open", article="x" + page).article == "x" + kept
    assert take(top=["plain", "x" + page]).top == ["plain", "x" + kept]
    assert take(answer={"kind": "quote", "target": "x" + page}).answer.target == "x" + kept
    assert take("contact", article=None).article is None


def test_masked_text_is_cut_to_its_limit() -> None:
    phone = "010-1234-5678"
    assert len(take(query="가" * (200 - len(phone) - 1) + " " + phone).query) <= 200
    long = " ".join(["a@b.kr"] * 28)
    assert len(long) <= 200
    assert take(query=long).query == (" ".join(["[이메일]"] * 28))[:200]


@pytest.mark.parametrize(
    ("kind", "field"),
    [("search", "query"), ("open", "query"), ("contact", "query"), ("vote", "comment"), ("survey", "comment")],
)
def test_every_free_text_is_masked(kind: str, field: str) -> None:
    assert getattr(take(kind, **{field: "hong@naver.com"}), field) == "[이메일]"


def test_a_line_keeps_the_time_it_carries() -> None:
    line = json.dumps(make_event(received_at="2026-01-31T10:00:00Z"))
    assert parse_event(line).received_at == datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert parse_event(json.dumps(make_event())).received_at is None
