"""One process at a time works on a lane of the outbox, so that nothing is sent twice; a killed one holds nothing.

On SQLite the lock is one of SQLite's own on a file beside the database, on PostgreSQL one of a session: both end with
the process that holds them.
"""

import contextlib
import hashlib
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from feedback_function.database import find_sqlite_file
from feedback_function.store import EventStore


class Turn:
    """The right to work on the lane `name`. For one thread."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._held: _FileTurn | _SessionTurn | None = None

    def holds(self, events: EventStore) -> bool:
        """Whether it is ours, also after it was not, and only while the database is this one."""
        if self._held and self._held.is_good(events):
            return True
        self.drop()
        file = find_sqlite_file(events.engine)
        held = _FileTurn(events, file, self._name) if file else _SessionTurn(events, self._name)
        self._held = held if held.take() else None
        return self._held is not None

    def drop(self) -> None:
        if self._held:
            self._held.drop()
        self._held = None


class _FileTurn:
    def __init__(self, events: EventStore, file: Path, name: str) -> None:
        self._events = events
        self._lock = sqlite3.connect(file.with_name(f"{file.name}-{name}"), timeout=0, check_same_thread=False)

    def take(self) -> bool:
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._lock.close()
            return False
        return True

    def is_good(self, events: EventStore) -> bool:
        return events is self._events

    def drop(self) -> None:
        self._lock.close()


class _SessionTurn:
    def __init__(self, events: EventStore, name: str) -> None:
        self._events = events
        self._key = int.from_bytes(hashlib.sha256(f"hc {name}".encode()).digest()[:7])
        self._connection: Connection | None = None

    def take(self) -> bool:
        connection = self._events.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            is_ours = bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(self._key))))
        except BaseException:
            connection.invalidate()
            raise
        self._connection = connection
        if not is_ours:
            self.drop()
        return is_ours

    def is_good(self, events: EventStore) -> bool:
        """A session that broke has lost its lock."""
        try:
            return (
                events is self._events
                and self._connection is not None
                and self._connection.scalar(sa.text("SELECT 1")) == 1
            )
        except SQLAlchemyError:
            return False

    def drop(self) -> None:
        """By closing the session: a pool would keep it, and the lock."""
        if self._connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.invalidate()
                self._connection.close()
        self._connection = None
