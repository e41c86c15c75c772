"""What is counted of events, and in which slot."""

import json
from datetime import datetime, timedelta
from typing import Any

from event_samples import make_event, parse_event

from feedback_function.daily_counts import MetricCounts, count_events
from feedback_function.events import Event

START = datetime.fromisoformat("2026-01-31T09:00:00+00:00")


def event(kind: str, minute: int = 0, who: str = "a", **changes: Any) -> Event:
    at = (START + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")
    return parse_event(json.dumps(make_event(kind, at=at, session=f"session-{who:0>10}", **changes)))


def count(*events: Event) -> MetricCounts:
    return count_events(events, lambda event: "slot").get("slot", MetricCounts())


def count_hours(*events: Event) -> dict[int, MetricCounts]:
    return count_events(events, lambda event: event.at.hour)


def test_a_session_counts_once_and_in_the_slot_of_its_first_event() -> None:
    hours = count_hours(event("search"), event("search", 61), event("open", 62))
    assert (hours[9]["sessions", ""], hours[10]["sessions", ""]) == (1, 0)
    assert (hours[9]["sessions_served", ""], hours[10]["sessions_served", ""]) == (1, 0)


def test_searches_and_zero_results_count_where_they_happen() -> None:
    hours = count_hours(event("search", results=0), event("search", 61), event("search", 62, results=0))
    assert [(hours[h]["searches", ""], hours[h]["zero_results", ""]) for h in (9, 10)] == [(1, 1), (2, 1)]


def test_the_last_vote_of_a_session_on_an_article_counts_and_no_other() -> None:
    counts = count(event("vote"), event("vote", 1, helpful=True), event("vote", 2, article="refund/when"))
    assert (counts["helpful", "refund/how"], counts["unhelpful", "refund/how"]) == (1, 0)
    assert counts["unhelpful", "refund/when"] == 1


def test_two_sessions_may_vote_on_one_article() -> None:
    assert count(event("vote"), event("vote", who="b"))["unhelpful", "refund/how"] == 2


def test_an_article_reached_by_browsing_serves_but_is_no_search_success() -> None:
    counts = count(event("search"), event("open", 1, **{"from": "browse"}, rank=None))
    assert (counts["sessions_served", ""], counts["sessions_finding", ""]) == (1, 0)


STEP, CARD = ({"article": None, "target": f"flow:refund/{step}"} for step in ("reason", "card-hours"))


def test_steps_of_a_flow_seek_help_and_its_cards_and_articles_serve() -> None:
    assert count(event("open", **STEP))["sessions_seeking", ""] == 1
    assert count(event("open", **STEP))["sessions_served", ""] == 0
    for last in (event("open", 1, **CARD), event("open", 1, **{"from": "flow"}, rank=None)):
        assert count(event("open", **STEP), last)["sessions_served", ""] == 1


def test_steps_and_views_count_by_themselves_and_as_no_open_of_an_article() -> None:
    counts = count(event("open", **STEP), event("view", 1, **STEP), event("open", 2), event("view", 3))
    assert (counts["steps", "flow:refund/reason"], counts["opens", "refund/how"]) == (1, 1)
    assert (counts["views", "flow:refund/reason"], counts["views", "refund/how"]) == (1, 1)
    assert {name for name, _ in counts} & {"opens", "steps"} == {"opens", "steps"}


def test_a_page_that_is_not_there_is_counted_and_no_action() -> None:
    assert count(event("missing"), event("missing", 1)) == {("missing", ""): 2}
    quoted = (event("search", **QUOTED), event("missing", 2), event("search", 4))
    assert count(*quoted)["sessions_served", ""] == 1


def test_a_view_is_no_action() -> None:
    assert count(event("view"))["sessions", ""] == 0
    quoted = (event("search", **QUOTED), event("view", 2), event("search", 4))
    assert count(*quoted)["sessions_served", ""] == 1
    hours = count_hours(event("view"), event("search", 61))
    assert (hours[9]["sessions", ""], hours[10]["sessions", ""]) == (0, 1)


QUOTED = {"answer": {"kind": "quote", "target": "refund/when"}}


def test_an_answer_that_no_search_follows_within_three_minutes_serves() -> None:
    assert count(event("search", **QUOTED))["sessions_served", ""] == 1
    assert count(event("search", **QUOTED), event("search", 4))["sessions_served", ""] == 1
    assert count(event("search", **QUOTED), event("search", 3))["sessions_served", ""] == 0
    assert count(event("search", **QUOTED), event("vote", 2), event("search", 4))["sessions_served", ""] == 0


def test_the_answer_to_a_later_search_serves_and_a_contact_takes_that_back() -> None:
    later = (event("search"), event("search", 1, **QUOTED))
    assert count(*later)["sessions_finding", ""] == 1
    assert count(*later, event("contact", 2))["sessions_served", ""] == 0


def test_contacts_count_by_channel_and_surveys_by_score() -> None:
    counts = count(event("contact"), event("contact", 1), event("survey", 2))
    assert (counts["contacts_kakao", ""], counts["sessions_contacted", ""], counts["csat_4", ""]) == (2, 1, 1)


def test_whatever_happens_in_two_sessions_counts_twice() -> None:
    kinds = ("search", "open", "vote", "contact", "survey")
    once = count(*(event(kind, minute) for minute, kind in enumerate(kinds)))
    twice = count(*(event(kind, minute, who) for minute, kind in enumerate(kinds) for who in "ab"))
    assert {"searches", "opens", "unhelpful", "contacts_kakao", "csat_4", "sessions"} <= {name for name, _ in once}
    assert twice == {key: 2 * number for key, number in once.items()}


def test_no_count_holds_what_a_customer_typed() -> None:
    counts = count(event("search"), event("open", 1), event("vote", 2), event("contact", 3), event("survey", 4))
    assert not any("환불" in part or "기간" in part or "session-" in part for key in counts for part in key)


def test_a_form_is_answered_by_what_it_showed_and_sent_once_whatever_it_showed() -> None:
    shown, sent = {"from": "form", "query": None, "rank": None}, {"channel": "form"}
    assert count(event("open", **shown))["forms_answered", ""] == 1
    both = count(event("open", **shown), event("contact", 1, **sent), event("contact", 2, **sent))
    assert (both["forms_answered", ""], both["forms_sent", ""]) == (0, 1)
    called = count(event("open", **shown), event("contact", 1, channel="phone"))
    assert (called["forms_answered", ""], called["forms_sent", ""]) == (0, 0)
    assert count(event("open"))["forms_answered", ""] == 0
