import json
from datetime import UTC, datetime

import pytest
from event_samples import FIELDS, make_body, make_event, parse_event

from feedback_function.events import Open, Search, render_event
from feedback_function.parsing import BodyError, TooManyEvents, parse_events

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def take(event):
    return parse_events(make_body(event), NOW)


@pytest.mark.parametrize("kind", FIELDS)
def test_an_event_of_every_type_comes_back_as_it_was_sent(kind):
    sent = make_event(kind)
    event = take(sent).accepted[0]
    kept = json.loads(render_event(event))
    assert event.type == kind
    assert datetime.fromisoformat(kept.pop("received_at")) == NOW
    assert datetime.fromisoformat(kept.pop("at")) == datetime.fromisoformat(sent.pop("at"))
    assert kept == sent


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("search", {"v": 2}, "v"),
        ("search", {"v": None}, "v"),
        ("search", {"id": "1"}, "id"),
        ("search", {"type": "purchase"}, "type"),
        ("search", {"at": "yesterday"}, "at"),
        ("search", {"at": "2026-01-31T09:00:00"}, "at"),
        ("search", {"at": "2026-01-31T09:00:00+09:00"}, "at"),
        ("search", {"session": "short"}, "session"),
        ("search", {"session": "a" * 65}, "session"),
        ("search", {"session": "a" * 20 + "\n"}, "session"),
        ("search", {"session": "세션-0123456789-0123"}, "session"),
        ("search", {"lang": "korean language"}, "lang"),
        ("search", {"page": "https://elsewhere"}, "page"),
        ("search", {"page": "/" + "a" * 300}, "page"),
        ("search", {"query": "가" * 201}, "query"),
        ("search", {"query": 3}, "query"),
        ("search", {"query": None}, "query"),
        ("search", {"results": -1}, "results"),
        ("search", {"results": 1.5}, "results"),
        ("search", {"results": True}, "results"),
        ("search", {"results": 10**30}, "results"),
        ("search", {"top": ["a"] * 6}, "top"),
        ("search", {"top": ["/etc/passwd"]}, "top"),
        ("search", {"answer": {"kind": "guess", "target": "refund/when"}}, "answer"),
        ("search", {"answer": {"kind": "quote", "target": "/etc/passwd"}}, "answer"),
        ("search", {"answer": "refund/when"}, "answer"),
        ("open", {"from": "advert"}, "from"),
        ("open", {"rank": 0}, "rank"),
        ("open", {"article": ""}, "article"),
        ("open", {"article": None}, "article"),
        ("open", {"target": "flow:refund/reason"}, "target"),
        ("open", {"article": None, "target": "refund/reason"}, "target"),
        ("open", {"article": None, "target": "flow:"}, "target"),
        ("open", {"article": None, "target": "flow:a\nb"}, "target"),
        ("open", {"article": None, "target": "page:a"}, "target"),
        ("view", {"article": None}, "article"),
        ("view", {"target": "card:hours"}, "target"),
        ("vote", {"helpful": "yes"}, "helpful"),
        ("vote", {"reason": "rude"}, "reason"),
        ("vote", {"comment": "가" * 1001}, "comment"),
        ("contact", {"channel": "fax"}, "channel"),
        ("survey", {"kind": "csat", "score": 6}, "score"),
        ("survey", {"kind": "csat", "score": 0}, "score"),
        ("survey", {"kind": "ces", "score": 8}, "score"),
        ("survey", {"kind": "nps", "score": 11}, "score"),
    ],
)
def test_a_field_that_breaks_its_rule_is_named(kind, changes, field):
    parsed = take(make_event(kind, **changes))
    assert parsed.accepted == []
    assert f"`{field}`" in parsed.rejected[0].error
    assert parsed.rejected[0].hint


@pytest.mark.parametrize("value", ["010-1234-5678 비밀", "<script>", "x' OR 1=1"])
@pytest.mark.parametrize("field", ["v", "id", "type", "at", "session", "lang", "page", "results", "top"])
def test_an_error_never_repeats_what_was_sent(field, value):
    rejection = take(make_event(**{field: value})).rejected[0]
    assert value not in f"{rejection.error} {rejection.hint}"


def test_a_faulty_event_does_not_take_the_others_with_it():
    parsed = parse_events(make_body(make_event(), 3, None, [], make_event("vote"), {"type": "search"}), NOW)
    assert [event.type for event in parsed.accepted] == ["search", "vote"]
    assert [rejection.index for rejection in parsed.rejected] == [1, 2, 3, 5]


def test_unknown_fields_are_dropped():
    event = take(make_event(email="hong@naver.com", nested={"a": [1]})).accepted[0]
    assert b"naver" not in render_event(event)


def test_free_text_is_masked_and_the_page_loses_its_query_string():
    search = take(make_event(query="010-1234-5678 환불", page="/search/?q=홍길동님#top")).accepted[0]
    vote = take(make_event("vote", comment="홍길동님께 hong@naver.com")).accepted[0]
    assert (search.query, search.page) == ("[전화번호] 환불", "/search/")
    assert vote.comment == "[이름]님께 [이메일]"


def test_control_characters_do_not_reach_the_store():
    assert take(make_event(query="환불\x00\x1b[31m")).accepted[0].query == "환불  [31m"


def test_the_endpoints_time_cannot_be_forged():
    assert take(make_event(received_at="1999-01-01T00:00:00Z")).accepted[0].received_at == NOW


def test_a_rank_is_kept_only_for_an_open_from_search():
    assert take(make_event("open")).accepted[0].rank == 1
    assert take(make_event("open", **{"from": "browse"})).accepted[0].rank is None


@pytest.mark.parametrize("body", [b"", b"[", b"[1,]", b"\xff", b"[NaN]", b"[" * 60_000, b"\xef\xbb\xbf[]", b"[1] 2"])
def test_a_body_that_is_not_json_is_refused_whole(body):
    with pytest.raises(BodyError, match="not JSON"):
        parse_events(body)


@pytest.mark.parametrize("body", [b"{}", b"null", b'"events"', b"3"])
def test_a_body_that_is_no_array_is_refused_whole(body):
    with pytest.raises(BodyError, match="not an array"):
        parse_events(body)


def test_half_a_surrogate_pair_makes_the_body_no_json():
    body = make_body(make_event()).replace("환불하고".encode(), b"\\ud83d")
    with pytest.raises(BodyError, match="not JSON"):
        parse_events(body)


def test_bytes_that_are_not_utf_8_are_refused_by_themselves():
    body = make_body(make_event(), make_event("vote")).replace("환불하고".encode(), b"\xff\xfe", 1)
    parsed = parse_events(body)
    assert [len(parsed.accepted), [each.index for each in parsed.rejected]] == [1, [0]]


def test_a_batch_of_more_than_fifty_is_refused_whole():
    with pytest.raises(TooManyEvents):
        parse_events(b"[" + b",".join([b"1"] * 51) + b"]")


def test_an_event_knows_its_fields_as_attributes():
    search, opened = (parse_event(json.dumps(make_event(kind))) for kind in ("search", "open"))
    assert isinstance(search, Search)
    assert isinstance(opened, Open)
    assert (search.results, opened.source) == (3, "search")


@pytest.mark.parametrize("kind", ["open", "view"])
@pytest.mark.parametrize(
    "target", ["flow:refund/reason", "flow:환불/card-hours", "card:hours", "notice:notices/outage"]
)
def test_what_is_no_article_is_named_by_its_target(kind, target):
    event = take(make_event(kind, article=None, target=target)).accepted[0]
    assert (event.article, event.target, event.subject) == (None, target, target)
    assert parse_event(render_event(event)) == event


def test_a_target_is_masked_as_paths_are():
    event = take(make_event("view", article=None, target="flow:refund/010-1234-5678?a=b")).accepted[0]
    assert event.target == "flow:refund/[전화번호]"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/faq/옛글/", "/faq/옛글/"),
        ("/order/010-1234-5678?x=1", "/order/[전화번호]"),
        ("/a%40b.example/%EA%B0%80#b", "/[이메일]/가"),
        ("/%3Fname=kim", "/"),
        ("/two%0Alines%0D%00", "/two lines"),
    ],
)
def test_an_address_that_is_not_there_is_masked_however_it_is_written(asked, kept):
    event = take(make_event("missing", asked=asked)).accepted[0]
    assert event.asked == kept
    assert parse_event(render_event(event)) == event


@pytest.mark.parametrize("asked", [None, "faq", "/" + 300 * "a", "/a\n"])
def test_what_was_asked_for_is_a_path(asked):
    (rejected,) = take(make_event("missing", asked=asked)).rejected
    assert "asked" in rejected.error
