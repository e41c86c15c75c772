"""What is left of deleted rows, and how each database is had to write over it."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum, auto
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from feedback_function.database import LOCK_WAIT_SECONDS

_READERS_SECONDS, _RETRY_SECONDS = 5.0, 0.1
_DEAD_ROWS = "SELECT sum(pg_stat_get_dead_tuples(relid)) FROM pg_partition_tree('events')"


class Traces(Enum):
    """What is left of deleted rows: nothing that could be found, rows until PostgreSQL vacuums by itself, or rows that
    a reader holds."""

    NONE = auto()
    UNTIL_VACUUM = auto()
    HELD = auto()


def empty_log(read: Callable[[], AbstractContextManager[Connection]]) -> Traces:
    """Empty SQLite's write-ahead log, by connections of `read`; a reader of the old state is waited for a while."""
    deadline = time.monotonic() + _READERS_SECONDS
    while not (is_done := _truncate_log(read)) and time.monotonic() < deadline:
        time.sleep(_RETRY_SECONDS)
    return Traces.NONE if is_done else Traces.HELD


def _truncate_log(read: Callable[[], AbstractContextManager[Connection]]) -> bool:
    """Waits for no reader: as long as SQLite does, nobody can write."""
    with read() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_SECONDS * 1000}")
    return not busy


def vacuum(engine: Engine) -> Traces:
    """Have PostgreSQL vacuum the events. Rows that an older transaction can still see stay, and are counted: whose it
    is, a role may not be allowed to see. A role without the right to vacuum gets a notice, and nothing is done."""
    notices: list[object] = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(notices.append)
        try:
            connection.execute(sa.text("VACUUM events"))
        finally:
            driver.remove_notice_handler(notices.append)
        held = connection.scalar(sa.text(_DEAD_ROWS))
    return Traces.UNTIL_VACUUM if notices else Traces.HELD if held else Traces.NONE
