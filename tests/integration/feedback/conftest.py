"""Real endpoints and real databases."""

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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'events.db'}"
    return request.getfixturevalue("postgres_url")
