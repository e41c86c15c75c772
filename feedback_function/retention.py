"""How long events stay: old days are counted and deleted, one session is erased on request.

Neither leaves what a query could find, nor on SQLite a byte, unless somebody reads the old state meanwhile, which is
said (`EventStore.forget_deleted`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from feedback_function.clock import find_day, find_day_bounds
from feedback_function.daily_counts import count_events
from feedback_function.database import take_turns
from feedback_function.events import Event
from feedback_function.store import EventStore, select_events
from feedback_function.tables import daily, events


@dataclass(frozen=True)
class Purged:
    """What a purge deleted; `is_gone`: and overwrote."""

    events: int
    days: int
    is_gone: bool


@dataclass(frozen=True)
class Erased:
    """What was deleted of a session; `is_gone`: and overwritten."""

    events: int
    is_gone: bool


def purge(store: EventStore, older_than: timedelta, zone: ZoneInfo, now: datetime | None = None) -> Purged:
    """Delete the events of all days that ended more than `older_than` ago, after counting them into `daily`.

    A day is one of `zone`, by the time at which the endpoint took the event; a session that goes on past midnight is
    counted on both days. Each day is one transaction, so that the endpoint can write in between. Raises
    `StoreUnavailable`.
    """
    last_day = find_day((now or datetime.now(UTC)) - older_than, zone)
    purged = days = 0
    while (day := _find_oldest_day(store, zone)) and day < last_day:
        purged += _purge_day(store, day, zone)
        days += 1
    return Purged(purged, days, store.forget_deleted())


def erase_session(store: EventStore, session: str) -> Erased:
    """Delete all events of one session. Raises `StoreUnavailable`."""
    with store.transaction() as connection:
        erased = connection.execute(sa.delete(events).where(events.c.session == session)).rowcount
    return Erased(erased, store.forget_deleted())


def _find_oldest_day(store: EventStore, zone: ZoneInfo) -> date | None:
    with store.reading() as connection:
        oldest: datetime | None = connection.scalar(sa.select(sa.func.min(events.c.received_at)))
    return find_day(oldest, zone) if oldest else None


def _purge_day(store: EventStore, day: date, zone: ZoneInfo) -> int:
    start, end = find_day_bounds(day, zone)
    of_day = (events.c.received_at >= start) & (events.c.received_at < end)
    with store.transaction() as connection:
        take_turns(connection)
        _write_counts(connection, day, select_events(connection, of_day))
        return connection.execute(sa.delete(events).where(of_day)).rowcount


def _write_counts(connection: Connection, day: date, of_day: Iterable[Event]) -> None:
    """Add the counts of `day`. If two instances purge it at once, the second finds no events left."""
    for (metric, article), count in count_events(of_day, lambda event: day).get(day, {}).items():
        key = (daily.c.day == day) & (daily.c.metric == metric) & (daily.c.article == article)
        if not connection.execute(sa.update(daily).where(key).values(count=daily.c.count + count)).rowcount:
            connection.execute(sa.insert(daily).values(day=day, metric=metric, article=article, count=count))
