"""The heavy pass on logs of a few events: turns, episodes, bots, days and hours."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from event_samples import make_event

from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting.counts import build_counts
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.counts import LogCounts
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

NOW = datetime(2026, 11, 21, tzinfo=UTC)
START = NOW - timedelta(days=3)
Step = tuple[str, float, Mapping[str, Any]]
KOREAN = QueryAnalyzer()


def search(second: float, query: str = "환불", **changes: Any) -> Step:
    return "search", second, {"query": query, "results": 3, "top": None, **changes}


def open_(second: float, article: str = "refund/when", source: str = "search") -> Step:
    return "open", second, {"article": article, "from": source}


def step(second: float, name: str = "reason") -> Step:
    return (
        "open",
        second,
        {"article": None, "target": f"flow:refund/{name}", "from": "flow", "query": None, "rank": None},
    )


def view(second: float, **subject: str | None) -> Step:
    return "view", second, subject


def vote(second: float, helpful: bool, article: str = "refund/when") -> Step:
    return "vote", second, {"article": article, "helpful": helpful}


def contact(second: float) -> Step:
    return "contact", second, {"article": None}


class Log:
    """A log of sessions, counted in a window of two weeks."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "events.jsonl"
        self._lines: list[str] = []

    def add(self, *steps: Step, start: datetime = START, times: int = 1) -> "Log":
        for _ in range(times):
            session = f"session-{len(self._lines):010}"
            for kind, second, changes in steps:
                at = (start + timedelta(seconds=second)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                self._lines.append(json.dumps(make_event(kind, session=session, at=at, **changes)))
        return self

    def count(self, zone: str = "Asia/Seoul", analyzer: QueryAnalyzer = KOREAN, **limits: int) -> LogCounts:
        self._path.write_text("\n".join(self._lines), encoding="utf-8")
        window = LogWindow(int(NOW.timestamp()), 2, ZoneInfo(zone))
        with open_events(str(self._path), analyzer) as events:
            return build_counts(events, window, analyzer, Gaps(**limits))

    def count_queries(self) -> dict[str, QueryStats]:
        return {query.key: query for query in self.count().queries}


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path)


def test_an_article_that_was_opened_and_kept_solves_the_search(log: Log) -> None:
    query = log.add(search(0), open_(5)).count_queries()["환불"]
    assert (query.sessions, query.solved, query.settled, query.failed) == (1, 1, 1, 0)
    assert [(answer.article, answer.direct) for answer in query.answers] == [("refund/when", 1)]


def test_an_article_that_was_followed_by_a_contact_solves_nothing(log: Log) -> None:
    query = log.add(search(0), open_(5), contact(60)).count_queries()["환불"]
    assert (query.solved, query.contacted, query.answers) == (0, 1, ())
    assert [(refusal.opened, refusal.contacted) for refusal in query.refusals] == [(1, 1)]


def test_an_article_that_was_declined_solves_nothing_and_a_later_yes_takes_that_back(log: Log) -> None:
    log.add(search(0, "환불"), open_(5), vote(9, False))
    log.add(search(0, "선물"), open_(5), vote(9, False), vote(20, True))
    queries = log.count_queries()
    assert (queries["환불"].solved, queries["환불"].declined) == (0, 1)
    assert (queries["선물"].solved, queries["선물"].declined) == (1, 0)


@pytest.mark.parametrize(("left_after", "settled"), [(14, 0), (15, 1)])
def test_an_article_left_within_15_seconds_for_another_search_was_not_read(
    left_after: int, settled: int, log: Log
) -> None:
    assert log.add(search(0), open_(5), search(5 + left_after, "배송비")).count_queries()["환불"].settled == settled


@pytest.mark.parametrize(("pause", "solved"), [(180, 1), (181, 0)])
def test_words_typed_within_three_minutes_belong_to_the_same_episode(pause: int, solved: int, log: Log) -> None:
    first = log.add(search(0, "환블"), search(pause), open_(pause + 5)).count_queries()["환블"]
    assert (first.solved, first.settled) == (solved, 0)


def test_an_article_that_was_browsed_to_solves_the_search_but_was_not_opened_from_it(log: Log) -> None:
    query = log.add(search(0), open_(5, source="browse")).count_queries()["환불"]
    assert (query.solved, query.opened) == (1, 0)


QUOTE = {"answer": {"kind": "quote", "target": "refund/when"}}


def test_an_answer_that_nothing_followed_solves_the_search_at_the_article_quoted(log: Log) -> None:
    query = log.add(search(0, **QUOTE)).count_queries()["환불"]
    assert (query.solved, query.opened) == (1, 0)
    assert [(answer.article, answer.direct) for answer in query.answers] == [("refund/when", 1)]


@pytest.mark.parametrize(("pause", "solved"), [(180, 0), (181, 1)])
def test_who_asks_again_at_once_was_not_answered(pause: int, solved: int, log: Log) -> None:
    counts = log.add(search(0, **QUOTE), search(pause, "배송비")).count()
    assert {query.key: query.solved for query in counts.queries}["환불"] == solved
    assert sum(day["sessions_served"] for day in counts.sessions.days) == solved


def test_an_answer_that_was_followed_by_a_contact_solves_nothing(log: Log) -> None:
    counts = log.add(search(0, **QUOTE), contact(20)).count()
    assert (counts.queries[0].solved, counts.queries[0].contacted) == (0, 1)
    assert [day["sessions_served"] for day in counts.sessions.days] == [0]


def test_a_card_that_nothing_followed_solves_the_search_without_an_article(log: Log) -> None:
    query = log.add(search(0, answer={"kind": "card", "target": "phone"})).count_queries()["환불"]
    assert query.solved == 1
    assert [answer.article for answer in query.answers] == [None]


def test_an_article_opened_from_the_answer_was_found_by_searching(log: Log) -> None:
    counts = log.add(search(0, **QUOTE), open_(5, source="answer"), search(30, "배송비")).count()
    assert {query.key: query.opened for query in counts.queries}["환불"] == 1
    assert [day["sessions_finding"] for day in counts.sessions.days] == [1]


def test_events_count_from_the_first_second_of_the_window_and_before_its_last(log: Log) -> None:
    begin = NOW - timedelta(weeks=2)
    for start in (begin, begin - timedelta(seconds=1), NOW - timedelta(seconds=1), NOW):
        log.add(search(0), start=start)
    counts = log.count()
    assert counts.totals.searches == 2
    assert [week.sessions for week in counts.queries[0].weeks] == [1, 1]


def test_a_bot_is_a_session_of_so_many_searches_and_is_left_out_of_every_count(log: Log) -> None:
    log.add(*(search(10 * n) for n in range(5))).add(*(search(10 * n) for n in range(4)))
    counts = log.count(bot_searches=5)
    assert (counts.sessions.left_out.sessions, counts.sessions.left_out.events) == (1, 5)
    assert (counts.totals.searches, sum(day["sessions"] for day in counts.sessions.days)) == (4, 1)


@pytest.mark.parametrize(("apart", "excluded"), [(2, 1), (2.2, 0)])
def test_twenty_searches_faster_than_one_in_two_seconds_are_a_bots(apart: float, excluded: int, log: Log) -> None:
    log.add(*(search(apart * n) for n in range(20)))
    assert log.count().sessions.left_out.sessions == excluded


def test_many_sessions_of_one_hour_with_the_same_single_search_are_a_flood(log: Log) -> None:
    log.add(search(0), times=5).add(search(0), open_(5))
    counts = log.count(flood_sessions=5)
    assert (counts.sessions.left_out.floods, counts.sessions.left_out.sessions, counts.totals.searches) == (1, 5, 1)


def test_a_search_at_three_utc_is_told_on_the_evening_before_in_new_york(log: Log) -> None:
    log.add(search(0), start=datetime(2026, 11, 18, 3, tzinfo=UTC))
    counts = log.count("America/New_York")
    assert [(row["weekday"], row["hour"]) for row in counts.hours] == [(1, 22)]  # Tuesday, 22:00 (UTC-5)
    assert {row["day"] for row in (*counts.days, *counts.sessions.days)} == {20_774}  # 2026-11-17


def test_hours_follow_daylight_saving_time(tmp_path: Path) -> None:
    log = Log(tmp_path).add(search(0), start=datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
    log.add(search(0), start=datetime(2026, 11, 1, 6, 30, tzinfo=UTC))  # the hour after 01:00 comes twice
    log._path.write_text("\n".join(log._lines))
    window = LogWindow(int(datetime(2026, 11, 7, tzinfo=UTC).timestamp()), 2, ZoneInfo("America/New_York"))
    with open_events(str(log._path), KOREAN) as events:
        hours = build_counts(events, window, KOREAN).hours
    assert [(row["weekday"], row["hour"], row["searches"]) for row in hours] == [(6, 1, 2)]


def test_a_session_past_midnight_counts_on_the_day_on_which_it_began(log: Log) -> None:
    log.add(search(0), search(600), start=datetime(2026, 11, 18, 14, 55, tzinfo=UTC))
    counts = log.count()
    assert [(row["sessions"], row["sessions_seeking"]) for row in counts.sessions.days] == [(1, 1)]
    assert [row["searches"] for row in counts.days] == [1, 1]


def test_the_shops_own_names_are_kept_whole_in_keys(log: Log) -> None:
    analyzer = QueryAnalyzer("ko", ("누비홈",))
    assert analyzer.find_terms("누비홈 배송") == ("누비홈", "배송")
    assert "누비홈" not in KOREAN.find_terms("누비홈 배송")
    log.add(search(0, "누비홈이 뭐예요")).add(search(0, "누비홈은"))
    assert {query.key for query in log.count(analyzer=analyzer).queries} >= {"누비홈"}


def test_a_question_of_a_flow_settles_nothing_and_a_card_of_it_does(log: Log) -> None:
    log.add(search(0), step(5)).add(search(0, "배송"), step(5), step(9, "card-hours"))
    queries = log.count_queries()
    assert (queries["환불"].solved, queries["배송"].solved) == (0, 1)


def test_views_change_no_count(log: Log, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Log(tmp_path / "other")
    steps = (search(0), open_(5), search(183, "배송"), step(200), contact(220))
    log.add(*steps).add(search(0)).add(search(0, "교환"))
    with_views = [*steps[:2], view(10), *steps[2:4], view(210, article=None, target="flow:refund/reason"), steps[4]]
    other.add(*with_views).add(search(0), view(5)).add(view(0), search(10, "교환"))
    assert other.count().queries == log.count().queries
    assert other.count().days == log.count().days
    assert other.count().sessions == log.count().sessions


def test_cards_and_articles_that_settled_as_many_sessions_are_in_order(log: Log) -> None:
    card = {"answer": {"kind": "card", "target": "hours"}}
    log.add(search(0, "전화", **card)).add(search(0, "전화"), open_(5, "order/call"))
    query = log.count_queries()["전화"]
    assert (query.solved, [answer.article for answer in query.answers]) == (2, [None, "order/call"])
