"""Votes and searches that nobody meant: the endpoint and the report leave out the same, and a reader's vote counts."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from event_samples import make_event, parse_event
from starlette.testclient import TestClient

from feedback_function.app import create_app
from feedback_function.counted import LeftOut, count_left_out
from feedback_function.customers import Limits
from feedback_function.events import Event, render_event
from feedback_function.published import ArticleNames
from feedback_function.retention import Counting, purge
from feedback_function.settings import EndpointSettings
from feedback_function.shares import build_share
from feedback_function.stats import compute_stats, render_stats
from feedback_function.store import open_store
from feedback_function.tables import daily
from hc_builder.gaps.counting.counts import build_counts
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
NOON = datetime(2026, 11, 19, 3, tzinfo=UTC)
ARTICLE = "refund/how"
Step = tuple[str, int, dict[str, Any]]
VIEW: Step = ("view", 0, {})
OPEN: Step = ("open", 0, {})
YES: Step = ("vote", 30, {"helpful": True, "reason": None, "comment": None})
NO: Step = ("vote", 30, {})


def visit(who: object, *steps: Step, start: datetime = NOON) -> Iterator[Event]:
    """One session: kinds of events, at seconds after `start`, with changed fields."""
    for kind, second, changes in steps:
        at = (start + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
        yield parse_event(json.dumps(make_event(kind, at=at, received_at=at, session=f"session-{who:0>12}", **changes)))


def crowd(name: str, number: int, *steps: Step, apart: float = 1) -> list[Event]:
    """So many sessions of the same steps, `apart` seconds apart."""
    starts = [NOON + timedelta(seconds=apart * n) for n in range(number)]
    return [event for n, start in enumerate(starts) for event in visit(f"{name}{n}", *steps, start=start)]


READERS = [*crowd("voter", 12, VIEW, YES, apart=280), *crowd("reader", 200, VIEW, apart=17)]
SEEN_FIRST = "a script that views, too"
FORGERS: dict[str, list[Event]] = {
    "without a view": crowd("f", 300, NO),
    "on another article than the one seen": crowd("f", 300, ("view", 0, {"article": "refund/when"}), NO),
    SEEN_FIRST: crowd("f", 300, VIEW, NO),
    "opened by a link": crowd("f", 300, OPEN, NO),
    "one that votes without end": [*visit("f", VIEW, *[("vote", n, {}) for n in range(70)])],
    "one that goes from article to article": [
        *visit("f", *[(kind, n, {"article": f"a/{n}"}) for n in range(25) for kind in ("view", "vote")])
    ],
}


@pytest.mark.parametrize("way", FORGERS)
def test_forged_votes_are_kept_and_count_nowhere(way, database_url, tmp_path):
    store = open_store(database_url)
    store.append([*READERS, *FORGERS[way]])
    stats = compute_stats(store, None, None, SEOUL)
    assert stats.total.rates.helpful == build_share(12, 12)
    assert len([*store.read()]) == len(READERS) + len(FORGERS[way])
    assert stats.left_out != LeftOut()
    assert "Not counted: " in render_stats(stats)

    store.export_jsonl((tmp_path / "log.jsonl").open("wb"))
    reported = count_report(tmp_path / "log.jsonl")
    assert [(row["helpful"], row["unhelpful"]) for row in reported.articles if row["article"] == ARTICLE] == [(12, 0)]
    assert reported.sessions.left_out.sessions == stats.left_out.sessions
    assert reported.sessions.left_out.votes == stats.left_out.votes

    purge(store, timedelta(0), Counting(SEOUL), now=NOW)
    assert compute_stats(store, None, None, SEOUL).total.rates == stats.total.rates


def test_postgresql_counts_without_going_through_one_step_for_each_row_of_another(postgres_url):
    """Of the rule's steps it has no statistics: 20,000 events of one day took 48 seconds, for that transaction."""
    store = open_store(postgres_url)
    with store.reading() as connection:
        count_left_out(connection, sa.true(), Limits())
        assert connection.exec_driver_sql("SHOW enable_nestloop").scalar() == "off"
        connection.rollback()
        assert connection.exec_driver_sql("SHOW enable_nestloop").scalar() == "on"


def count_report(log):
    with open_events(str(log), QueryAnalyzer()) as events:
        return build_counts(events, LogWindow(int(NOW.timestamp()), 2, SEOUL), QueryAnalyzer())


HONEST: dict[str, list[Event]] = {
    "who looked and voted": crowd("h", 49, VIEW, YES),
    "who came by a search": crowd("h", 300, ("search", 0, {}), ("open", 5, {}), YES),
    "of a rush, most of whom only read": [*crowd("h", 60, VIEW, YES), *crowd("r", 61, VIEW)],
    "whose session began anew while reading": [*crowd("old", 30, VIEW), *crowd("new", 30, ("view", 30, {}), YES)],
    "who voted twice": crowd("h", 20, VIEW, NO, ("vote", 40, YES[2])),
}


@pytest.mark.parametrize("who", HONEST)
def test_an_honest_reader_counts(who, tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    store.append(HONEST[who])
    voters = len({event.session for event in HONEST[who] if event.type == "vote"})
    stats = compute_stats(store, None, None, SEOUL)
    assert (stats.total.rates.helpful, stats.left_out) == (build_share(voters, voters), LeftOut())


def test_a_forger_with_twice_as_many_silent_readers_is_told_from_no_rush(tmp_path):
    """What can't be told apart; docs/gaps.md says so."""
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    store.append([*crowd("f", 60, VIEW, NO), *crowd("g", 61, VIEW)])
    assert compute_stats(store, None, None, SEOUL).total.rates.helpful == build_share(0, 60)


def test_a_shop_sets_from_where_on_it_takes_a_crowd_for_a_flood(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    store.append(crowd("f", 10, VIEW, NO))
    strict = compute_stats(store, None, None, SEOUL, Limits(flood_sessions=10))
    assert (strict.total.sessions, strict.left_out) == (0, LeftOut(sessions=10))


def test_the_metrics_tell_what_does_not_count(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    start = datetime.now(UTC) - timedelta(hours=3)
    store.append([*visit("x", NO, start=start), *visit("y", VIEW, YES, start=start)])
    with TestClient(create_app(EndpointSettings(database_url=f"sqlite:///{tmp_path}/events.db", metrics=True))) as web:
        text = web.get("/metrics").text
    assert 'hc_left_out{kind="votes"} 1.0' in text
    assert 'hc_rate{rate="helpful"} 1.0' in text


@pytest.mark.parametrize("made_up", ["no/such-article", "casino/free-coins"])
def test_names_of_articles_that_no_site_has_enter_no_lasting_count(made_up, database_url, tmp_path):
    (tmp_path / "articles.json").write_text(json.dumps([ARTICLE]))
    names = ArticleNames([f"{tmp_path}/articles.json"])
    store = open_store(database_url)
    on_it = [(kind, second, {**changes, "article": made_up}) for kind, second, changes in (VIEW, YES)]
    store.append([*crowd("h", 3, VIEW, YES), *crowd("f", 4, *on_it)])
    before = compute_stats(store, None, None, SEOUL).total.rates
    purge(store, timedelta(0), Counting(SEOUL, names=names), now=NOW)
    with store.reading() as connection:
        named = set(connection.scalars(sa.select(daily.c.article)))
    assert named == {"", ARTICLE}
    assert compute_stats(store, None, None, SEOUL).total.rates == before


def test_without_the_list_no_name_is_kept_and_the_purge_goes_on(tmp_path, caplog):
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    store.append(crowd("h", 3, VIEW, YES))
    purged = purge(store, timedelta(0), Counting(SEOUL, names=ArticleNames([f"{tmp_path}/none.json"])), now=NOW)
    with store.reading() as connection:
        assert set(connection.scalars(sa.select(daily.c.article))) == {""}
    assert (purged.events, caplog.messages) == (6, ["articles_unreadable"])


def test_the_rule_reads_what_the_endpoint_wrote_as_what_it_exports(tmp_path):
    """Times of a second's last microsecond, which a database may round."""
    store = open_store(f"sqlite:///{tmp_path}/events.db")
    late = NOON + timedelta(minutes=59, seconds=59, microseconds=999_999)
    events = [event for n in range(60) for event in visit(f"f{n}", ("search", 0, {}), start=late)]
    store.append(events)
    (tmp_path / "log.jsonl").write_bytes(b"\n".join(map(render_event, events)))
    assert compute_stats(store, None, None, SEOUL).left_out.sessions == 60
    assert count_report(tmp_path / "log.jsonl").sessions.left_out.floods == 1
