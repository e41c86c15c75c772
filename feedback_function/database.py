"""Opens the database, SQLite in WAL mode or PostgreSQL; a commit is on disk before it returns."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from feedback_function.day_tables import Days
from feedback_function.errors import UserError

SCHEMA_REVISION = "0009"
LOCK_WAIT_SECONDS = 4
_TURN = 0x6863_6662  # any fixed number; PostgreSQL's advisory locks are named by one


class StoreUnavailable(UserError):
    """The database can't be used now: full, locked, gone or unreachable. Trying later may help."""


class BadDatabaseUrl(UserError):
    """Not the URL of a database that can hold events. The message repeats no part of it but the scheme."""

    exit_code = 2


def build_engine(address: str, *, reads_only: bool = False) -> Engine:
    """An engine for `sqlite:///file.db` or `postgresql://…`. Connects to nothing yet. Raises `BadDatabaseUrl`.

    With `reads_only` an SQLite file needs no right to write; PostgreSQL asks for that right only when it is used.
    """
    url = _parse_address(address)
    if url.get_backend_name() == "sqlite":
        return _build_sqlite_reader(url) if reads_only else _build_sqlite(url)
    return _build_postgresql(url)


def migrate(engine: Engine, days: Days) -> None:
    """Bring the tables to `SCHEMA_REVISION`, PostgreSQL's divided by `days`; a database that has it is left alone."""
    if read_revision(engine) == SCHEMA_REVISION:
        return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        take_turns(connection)
        _upgrade(connection, days)


def read_revision(engine: Engine) -> str | None:
    """The revision of the tables, at most `SCHEMA_REVISION`; `None` where there are none.

    Raises `StoreUnavailable` where a newer version made them.
    """
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if revision and revision > SCHEMA_REVISION:
        raise StoreUnavailable("the database was made by a newer version", "run the newest version that you have")
    return revision


def take_turns(connection: Connection) -> None:
    """Hold a lock until this transaction ends, across all instances. SQLite lets one writer in at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def find_sqlite_file(engine: Engine) -> Path | None:
    """The file behind an SQLite engine; None for another server."""
    name = engine.url.database
    return Path(name).absolute() if engine.dialect.name == "sqlite" and name else None


def _parse_address(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise BadDatabaseUrl("not a database URL", _ADDRESS_HINT) from None
    if url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise BadDatabaseUrl(f"events can't be kept in {url.get_backend_name()}://", _ADDRESS_HINT)
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadDatabaseUrl("an SQLite database needs a file", _ADDRESS_HINT)
    return url


_ADDRESS_HINT = "use sqlite:///events.db or postgresql://user@host/name"


def _build_postgresql(url: URL) -> Engine:
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": LOCK_WAIT_SECONDS, "options": "-c timezone=UTC"},
        )
    except ModuleNotFoundError:
        raise BadDatabaseUrl("postgresql:// needs a driver", "pip install 'psycopg[binary]'") from None
    event.listen(engine, "connect", _insist_on_disk)
    return engine


def _insist_on_disk(connection: Any, _record: object) -> None:
    """Have the server answer a commit only once it is on disk; stricter settings are left alone."""
    with connection.cursor() as cursor:
        if cursor.execute("SHOW synchronous_commit").fetchone()[0] == "off":
            cursor.execute("SET synchronous_commit = on")
    connection.commit()


def _build_sqlite(url: URL) -> Engine:
    engine = sa.create_engine(url, hide_parameters=True, creator=lambda: _connect_sqlite(Path(url.database or "")))
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _build_sqlite_reader(url: URL) -> Engine:
    file = Path(url.database or "")
    engine = sa.create_engine(url, hide_parameters=True, creator=lambda: _connect_sqlite(file, _find_read_mode(file)))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _find_read_mode(file: Path) -> str:
    """In WAL mode readers too write beside the file. Where they may not, and nobody has it open, it is read as is."""
    if os.access(file.parent, os.W_OK) or file.with_name(f"{file.name}-wal").exists():
        return "mode=ro"
    return "mode=ro&immutable=1"


def _connect_sqlite(file: Path, mode: str = "mode=rw") -> sqlite3.Connection:
    """Opened, by default read-write, so that a file that has vanished is not created anew."""
    return sqlite3.connect(
        f"file:{quote(os.fspath(file))}?{mode}",
        uri=True,
        timeout=LOCK_WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=64,
    )


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "wal_autocheckpoint = 4000",
        "cache_size = -16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection, days: Days) -> None:
    from alembic import command  # a cold start with a ready database does without these
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", os.fspath(Path(__file__).parent / "migrations"))
    config.attributes.update(connection=connection, days=days)
    command.upgrade(config, "head")
