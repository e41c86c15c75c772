"""On PostgreSQL the events of a day lie in a table of their own, so that a purge drops it with its files.

The tables are partitions of `events` by `day`, which the unique key has to hold beside the event's id. So the key alone
does not notice an event that comes again on another day: `DayTables.admit` does, for as long as a browser may send it.
The database makes and drops the tables by functions (migration 0007), since the endpoint's role may do neither itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from feedback_function.events import BEHIND, Event
from feedback_function.tables import events

day_column: sa.ColumnClause[date] = sa.column("day", sa.Date, _selectable=events)
"""The column of `events` that PostgreSQL has beside those of `tables`."""
_BESIDE = 0x6863_6664  # the advisory lock of those who store
_TURN_OF_DAY = timedelta(minutes=10)
"""So far may two hosts' clocks be apart, and so long may a commit take."""
_LONG_DAYS = 366


@dataclass(frozen=True)
class Days:
    """Which table an event lies in: that of the day in `zone` on which the endpoint took it, or, `in_months`, that of
    the first of the month."""

    zone: tzinfo = UTC
    in_months: bool = False

    def find(self, at: datetime) -> date:
        """The day of an event taken at that instant."""
        day = at.astimezone(self.zone).date()
        return day.replace(day=1) if self.in_months else day


def build_days(zone: tzinfo, retention_days: int) -> Days:
    """Months where events are kept for years: a query locks every table that it may have to read, and a server has a
    few thousand locks."""
    return Days(zone, in_months=not 0 < retention_days <= _LONG_DAYS)


@dataclass
class DayTables:
    """The tables of one store."""

    days: Days
    _made: set[date] = field(default_factory=set)

    def admit(self, connection: Connection, batch: Sequence[Event], now: datetime) -> list[Event]:
        """What of `batch` no day has yet, each once; the days have their tables then. Until the transaction ends, no
        other one stores the same events on another day."""
        days = {self.days.find(event.received_at or now) for event in batch}
        missing = days - self._made
        self._take_turns(connection, days, now, alone=bool(missing))
        for day in missing:
            connection.execute(sa.select(sa.func.make_events_day(day)))
        self._made |= missing
        stored = self._find_stored(connection, batch, now)
        first = {event.id: event for event in reversed(batch)}
        return [event for event in first.values() if event.id not in stored]

    def may_hold(self, batch: Sequence[Event], now: datetime) -> sa.ColumnElement[bool]:
        """The days on which an event of `batch` may have come before."""
        return self._find_earliest(batch, now) <= day_column

    def drop(self, connection: Connection, at: datetime, of_day: sa.ColumnElement[bool]) -> int:
        """How many events went with the table of the instant `at`: it is dropped if all its events are `of_day`, and if
        nobody reads or writes `events` for a moment."""
        day = self.days.find(at)
        here = sa.select(sa.func.count()).select_from(events).where(of_day & (day_column == day))
        count = connection.scalar(here) or 0
        return count if count and self._drop(connection, day, count) else 0

    def drop_empty(self, connection: Connection, before: datetime) -> None:
        """Drop the tables of days before the one at `before` that have no events left."""
        for day in map(_read_name, connection.scalars(sa.text(_NAMES))):
            here = sa.select(sa.literal(1)).select_from(events).where(day_column == day).limit(1)
            if day < self.days.find(before) and not connection.scalar(here):
                self._drop(connection, day, 0)

    def forget(self) -> None:
        """Somebody may have dropped a table that was made."""
        self._made.clear()

    def _drop(self, connection: Connection, day: date, count: int) -> bool:
        self._made.discard(day)
        return bool(connection.scalar(sa.select(sa.func.drop_events_day(day, count))))

    def _take_turns(self, connection: Connection, days: set[date], now: datetime, alone: bool) -> None:
        """Beside others who store for the same day; alone where there may be others who store for another one."""
        near = {self.days.find(now - _TURN_OF_DAY), self.days.find(now + _TURN_OF_DAY)}
        lock = "pg_advisory_xact_lock" if alone or len(days | near) > 1 else "pg_advisory_xact_lock_shared"
        connection.exec_driver_sql(f"SELECT {lock}({_BESIDE})")

    def _find_stored(self, connection: Connection, batch: Sequence[Event], now: datetime) -> set[UUID]:
        query = "SELECT id FROM events WHERE id = ANY(%s) AND day >= %s"
        values = ([event.id for event in batch], self._find_earliest(batch, now))
        return set(connection.exec_driver_sql(query, values).scalars())

    def _find_earliest(self, batch: Sequence[Event], now: datetime) -> date:
        return self.days.find(min(event.received_at or now for event in batch) - BEHIND)


_NAMES = (
    "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'events'::regclass"
    " ORDER BY relname"
)


def _read_name(name: str) -> date:
    return datetime.strptime(name, "events_%Y%m%d").date()
