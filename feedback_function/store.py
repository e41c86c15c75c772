"""The event store: each event is written once, is on disk before `append` returns, and is read back in time order."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from feedback_function.database import (
    SCHEMA_REVISION,
    StoreUnavailable,
    build_engine,
    find_sqlite_file,
    migrate,
    read_revision,
)
from feedback_function.day_tables import Days, DayTables
from feedback_function.events import Event, render_event
from feedback_function.rows import RowWriter, build_window, select_events
from feedback_function.store_faults import explain_fault
from feedback_function.tables import events, heartbeat
from feedback_function.traces import Traces, empty_log, vacuum

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Removed:
    """How many events went with their tables, and how many were deleted one by one."""

    dropped: int
    deleted: int


class EventStore:
    """Events in one database. Safe to use from several threads and several processes."""

    def __init__(self, engine: Engine, days: Days) -> None:
        self.engine = engine
        self._file = find_sqlite_file(engine)
        self._inode = _read_inode(self._file)
        self._tables = DayTables(days) if engine.dialect.name == "postgresql" else None
        self._rows = RowWriter(engine.dialect, days.find if self._tables else None)

    def append(self, batch: Sequence[Event]) -> int:
        """Store the events that are new and return how many; once it returns they survive a power cut.

        Raises `StoreUnavailable`; then none or all of `batch` is stored, and it may be given again.
        """
        if not batch:
            return 0
        now = datetime.now(UTC)
        try:
            with self.transaction() as connection:
                if self._tables:
                    batch = self._tables.admit(connection, batch, now)
                return self._rows.insert(connection, batch, now)
        except StoreUnavailable:
            self._forget_tables()
            raise

    def find_copies(self, batch: Sequence[Event]) -> list[Event]:
        """Those of `batch`, all stored by now, that were so before: the database has another `received_at` for them.

        Raises `StoreUnavailable`.
        """
        among: sa.ColumnElement[bool] = events.c.id.in_([event.id for event in batch])
        if self._tables:
            among &= self._tables.may_hold(batch, datetime.now(UTC))
        with self.reading() as connection:
            rows = connection.execute(sa.select(events.c.id, events.c.received_at).where(among))
            received = {row.id: row.received_at for row in rows}
        return [event for event in batch if received.get(event.id) != event.received_at]

    def read(self, since: datetime | None = None, until: datetime | None = None) -> Iterator[Event]:
        """The events with `since <= at < until` by `at`, then `id`; a stream, whatever their number."""
        with self.reading() as connection:
            yield from select_events(connection, build_window(since, until))

    def export_jsonl(self, out: BinaryIO, since: datetime | None = None, until: datetime | None = None) -> int:
        """Write `read(since, until)` as JSON Lines and return the number of lines."""
        count = 0
        for event in self.read(since, until):
            out.write(render_event(event) + b"\n")
            count += 1
        return count

    def beat(self) -> None:
        """Write the heartbeat, the same way as events. Raises `StoreUnavailable`."""
        insert = _INSERTS[self.engine.dialect.name](heartbeat).values(id=1, at=datetime.now(UTC))
        with self.transaction() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_={"at": insert.excluded.at}))

    def remove(self, connection: Connection, since: datetime, until: datetime) -> Removed:
        """Delete the events taken from `since` on and before `until`; a table that holds no others is dropped."""
        of_day = (events.c.received_at >= since) & (events.c.received_at < until)
        dropped = self._tables.drop(connection, since, of_day) if self._tables else 0
        return Removed(dropped, connection.execute(sa.delete(events).where(of_day)).rowcount)

    def drop_empty(self, before: datetime) -> None:
        """Drop the tables of days before `before` that deleting left empty. Raises `StoreUnavailable`."""
        if self._tables:
            with self.transaction() as connection:
                self._tables.drop_empty(connection, before)

    @property
    def shrinks(self) -> bool:
        """Whether `measure_bytes` falls as rows are deleted."""
        return self._file is not None

    @property
    def overwrites(self) -> bool:
        """Whether `forget_deleted` leaves no byte of what was deleted in the database's files."""
        return self._file is not None

    def measure_bytes(self) -> int:
        """The size of the database; on SQLite without the pages that deleted rows left free."""
        return self._measure(_SIZE)

    def measure_live_bytes(self) -> int:
        """What the events alone take. PostgreSQL reads all of them for it: a table does not shrink as rows are deleted,
        it fills its gaps first."""
        return self._measure(_LIVE_SIZE)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that is on disk when the block ends. Raises `StoreUnavailable`."""
        with _translate_errors(self._file):
            with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
            self._refuse_vanished()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises `StoreUnavailable`, and what the system refuses the block as it is."""
        with _translate_errors(self._file, _OF_DRIVERS), self.engine.connect() as connection:
            yield connection

    @property
    def folder(self) -> Path | None:
        """Where an SQLite file lies."""
        return self._file.parent if self._file else None

    @property
    def is_moved(self) -> bool:
        """Whether an SQLite file is no more the one that was opened."""
        return self._file is not None and _read_inode(self._file) != self._inode

    def forget_deleted(self) -> Traces:
        """Have what was deleted overwritten, and what is left of it; a reader may need the old state.

        SQLite's write-ahead log is emptied: deleted rows are zeros in the file (`secure_delete`), and whole in the log.
        PostgreSQL vacuums, if this role may have it do so: the room of deleted rows is free, and overwritten when it is
        next needed; its own log and its backups keep rows for as long as the server is set to.
        """
        if not self._file:
            with _translate_errors(None):
                return vacuum(self.engine)
        return empty_log(self.reading)

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()

    def _forget_tables(self) -> None:
        if self._tables:
            self._tables.forget()

    def _measure(self, sizes: dict[str, str]) -> int:
        with self.reading() as connection:
            return int(connection.scalar(sa.text(sizes[self.engine.dialect.name])) or 0)

    def _refuse_vanished(self) -> None:
        """An SQLite file that was deleted still takes commits, into nothing. The next transaction opens it anew."""
        inode = _read_inode(self._file)
        if inode != self._inode:
            self.engine.dispose()
            self._inode = inode
            raise StoreUnavailable(f"the database file {self._file} was moved or replaced")


_SIZE = {
    "sqlite": "SELECT (p.page_count - f.freelist_count) * s.page_size"
    " FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s",
    "postgresql": "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('events')",
}
_LIVE_SIZE = {
    "sqlite": _SIZE["sqlite"],
    # beside itself, a row takes 28 bytes of its page, and about 100 in three indexes
    "postgresql": "SELECT coalesce(sum(pg_column_size(e.*)) + 128 * count(*), 0) FROM events e",
}
_UTC_DAYS = Days()


def open_store(address: str, days: Days = _UTC_DAYS, *, create: bool = True) -> EventStore:
    """The store at `sqlite:///file.db` or `postgresql://…`, with its tables made or brought up to date; `days` divide
    those of PostgreSQL.

    Raises `BadDatabaseUrl`, or `StoreUnavailable` where it cannot be opened, or is not there and `create` is False.
    """
    engine = build_engine(address)
    file = find_sqlite_file(engine)
    with _translate_errors(file):
        if file and not file.exists():
            if not create:
                raise _miss_file(file)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        migrate(engine, days)
        return EventStore(engine, days)


def open_to_read(address: str) -> EventStore:
    """The store at that address, which must exist; asks for no right to write.

    Raises `BadDatabaseUrl`, or `StoreUnavailable` where it cannot be opened or has no events table.
    """
    engine = build_engine(address, reads_only=True)
    file = find_sqlite_file(engine)
    with _translate_errors(file):
        if file and not file.exists():
            raise _miss_file(file)
        revision = read_revision(engine)
        if revision != SCHEMA_REVISION:
            engine.dispose()
            raise _explain_revision(revision, str(file or "the database"))
        return EventStore(engine, _UTC_DAYS)


def _explain_revision(revision: str | None, place: str) -> StoreUnavailable:
    if revision is None:
        hint = "check the address; `hc serve` and the endpoint make it"
        return StoreUnavailable(f"{place} has no table of events", hint)
    hint = "start `hc serve` or the endpoint once, which bring its tables up to date"
    return StoreUnavailable(f"{place} was last written by an older version", hint)


def _miss_file(file: Path) -> StoreUnavailable:
    return StoreUnavailable(f"there is no database at {file}", "check the address; `hc serve` and the endpoint make it")


_OF_DRIVERS = (SQLAlchemyError, sqlite3.Error)


@contextmanager
def _translate_errors(
    file: Path | None, kinds: tuple[type[Exception], ...] = (*_OF_DRIVERS, OSError)
) -> Iterator[None]:
    try:
        yield
    except kinds as fault:
        raise explain_fault(fault, file) from fault


def _read_inode(file: Path | None) -> tuple[int, int] | None:
    if file is None:
        return None
    try:
        status = os.stat(file)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
