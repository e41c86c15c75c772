"""Events to rows and back: nothing is lost, nothing is stored twice, and few statements are sent."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from event_samples import FIELDS, make_event, parse_event

from feedback_function.events import Event, Open, View
from feedback_function.rows import RowWriter, build_event
from feedback_function.tables import events, metadata

NOW = datetime(2026, 2, 1, 12, 0, 0, 5, tzinfo=UTC)


def make(kind: str = "search", **changes: Any) -> Event:
    return parse_event(json.dumps(make_event(kind, **changes)))


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as opened:
        metadata.create_all(opened)
        yield opened
    engine.dispose()


def insert(connection: sa.Connection, *batch: Event, now: datetime = NOW) -> int:
    return RowWriter(connection.dialect).insert(connection, batch, now)


def read(connection: sa.Connection) -> list[Event]:
    return [build_event(row) for row in connection.execute(sa.select(events)).mappings()]


@pytest.mark.parametrize("kind", FIELDS)
def test_an_event_of_each_kind_comes_back_with_the_time_it_was_taken(connection: sa.Connection, kind: str) -> None:
    taken = datetime(2026, 1, 31, 18, tzinfo=timezone(timedelta(hours=9)))
    event = make(kind, received_at=taken.isoformat())
    assert insert(connection, event) == 1
    assert read(connection) == [event]


def test_an_event_without_a_time_gets_the_one_of_now(connection: sa.Connection) -> None:
    insert(connection, make())
    assert [event.received_at for event in read(connection)] == [NOW]


def test_a_search_that_found_nothing_has_no_top(connection: sa.Connection) -> None:
    insert(connection, make(results=0, top=[]))
    [event] = read(connection)
    assert (event.results, event.top, event.answer) == (0, [], None)  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "target"), [("quote", "refund/when"), ("card", "own:black-friday")])
def test_the_answer_that_was_shown_comes_back(connection: sa.Connection, kind: str, target: str) -> None:
    event = make(answer={"kind": kind, "target": target})
    insert(connection, event)
    assert read(connection)[0].answer == event.answer  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["open", "view"])
def test_what_is_no_article_comes_back_by_its_target(connection: sa.Connection, kind: str) -> None:
    event = make(kind, article=None, target="flow:refund/reason")
    insert(connection, event)
    [kept] = read(connection)
    assert isinstance(kept, Open | View)
    assert (kept.article, kept.target) == (None, "flow:refund/reason")


def test_the_same_event_is_stored_once(connection: sa.Connection) -> None:
    event = make()
    assert insert(connection, event, event, make()) == 2
    assert insert(connection, event, make()) == 1
    assert len(read(connection)) == 3


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (2, [2]), (3, [2, 1]), (511, [256, 128, 64, 32, 16, 8, 4, 2, 1]), (512, [512]), (1025, [512, 512, 1])],
)
def test_a_batch_is_sent_in_parts_of_powers_of_two(connection: sa.Connection, count: int, sizes: list[int]) -> None:
    sent: list[int] = []

    @sa.event.listens_for(connection, "before_cursor_execute")
    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        sent.append(statement.count("(?"))

    assert insert(connection, *(make() for _ in range(count))) == count
    assert sent == sizes


def test_times_are_kept_as_text_that_sorts(connection: sa.Connection) -> None:
    insert(connection, make(at="2026-01-31T09:00:00.120Z"))
    assert connection.exec_driver_sql("SELECT at, received_at FROM events").one() == (
        "2026-01-31 09:00:00.120000",
        "2026-02-01 12:00:00.000005",
    )
