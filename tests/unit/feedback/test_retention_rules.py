"""Which days are counted and deleted, and when a day of the shop begins."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from event_samples import make_event, parse_event

from feedback_function.clock import find_day_bounds
from feedback_function.events import Event
from feedback_function.retention import Counting, Erased, erase_session, purge
from feedback_function.store import EventStore, open_store
from feedback_function.tables import daily
from feedback_function.traces import Traces

SEOUL = ZoneInfo("Asia/Seoul")
WEEK = timedelta(days=7)
NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)  # noon in Seoul


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'events.db'}")
    yield opened
    opened.close()


def make(received_at: str, kind: str = "search", **changes: Any) -> Event:
    return parse_event(json.dumps(make_event(kind, received_at=received_at, at=received_at, **changes)))


def read_daily(store: EventStore) -> dict[tuple[date, str], int]:
    with store.reading() as connection:
        rows = connection.execute(sa.select(daily.c.day, daily.c.metric, daily.c.count)).all()
    return {(day, metric): count for day, metric, count in rows}


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        (SEOUL, "2026-06-14T15:00", "2026-06-15T15:00"),
        (ZoneInfo("America/New_York"), "2026-06-15T04:00", "2026-06-16T04:00"),
        (ZoneInfo("UTC"), "2026-06-15T00:00", "2026-06-16T00:00"),
    ],
)
def test_a_day_begins_at_midnight_of_the_shop(zone: ZoneInfo, start: str, end: str) -> None:
    bounds = find_day_bounds(date(2026, 6, 15), zone)
    assert [bound.isoformat(timespec="minutes") for bound in bounds] == [f"{start}+00:00", f"{end}+00:00"]
    assert bounds[0].tzinfo == UTC


def test_a_day_that_loses_an_hour_is_an_hour_shorter() -> None:
    start, end = find_day_bounds(date(2026, 3, 8), ZoneInfo("America/New_York"))
    assert end - start == timedelta(hours=23)


def test_only_days_that_ended_long_enough_ago_go(store: EventStore) -> None:
    last_gone, first_kept = "2026-06-07T14:59:59.999999Z", "2026-06-07T15:00:00Z"  # midnight in Seoul, 8 June
    store.append([make(last_gone), make(first_kept)])
    purged = purge(store, WEEK, Counting(SEOUL), NOW)
    assert (purged.events, purged.days) == (1, 1)
    assert [event.at.isoformat() for event in store.read()] == ["2026-06-07T15:00:00+00:00"]


def test_each_day_is_counted_by_itself(store: EventStore) -> None:
    store.append([make("2026-05-01T00:00:00Z"), make("2026-05-01T14:59:59Z"), make("2026-05-01T15:00:00Z")])
    purged = purge(store, WEEK, Counting(SEOUL), NOW)
    assert (purged.events, purged.days) == (3, 2)
    counted = read_daily(store)
    assert (counted[date(2026, 5, 1), "searches"], counted[date(2026, 5, 2), "searches"]) == (2, 1)


def test_what_comes_late_for_a_purged_day_is_added_to_its_counts(store: EventStore) -> None:
    for _ in range(2):
        store.append([make("2026-05-01T00:00:00Z"), *(make("2026-05-01T00:00:01Z", kind) for kind in ("view", "vote"))])
        purge(store, WEEK, Counting(SEOUL), NOW)
    counted = read_daily(store)
    assert (counted[date(2026, 5, 1), "searches"], counted[date(2026, 5, 1), "unhelpful"]) == (2, 2)


def test_nothing_old_is_nothing_purged(store: EventStore) -> None:
    assert (purge(store, WEEK, Counting(SEOUL), NOW).events, purge(store, WEEK, Counting(SEOUL), NOW).days) == (0, 0)
    store.append([make("2026-06-15T00:00:00Z")])
    assert purge(store, WEEK, Counting(SEOUL), NOW).days == 0


def test_the_clock_is_asked_where_no_time_is_given(store: EventStore) -> None:
    store.append([make("2020-01-01T00:00:00Z"), make("2999-01-01T00:00:00Z")])
    assert purge(store, WEEK, Counting(SEOUL)).events == 1


def test_one_session_is_erased_and_no_other(store: EventStore) -> None:
    gone, kept = "session-of-somebody", "session-of-another1"
    store.append([make("2026-06-15T00:00:00Z", session=session) for session in (gone, gone, kept)])
    assert erase_session(store, gone) == Erased(2, Traces.NONE)
    assert [event.session for event in store.read()] == [kept]
    assert erase_session(store, gone) == Erased(0, Traces.NONE)
