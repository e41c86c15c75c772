"""Real endpoints and real databases."""

import pytest
from endpoint_process import Endpoint, find_port
from inquiry_samples import make_settings, write_site
from mail_servers import start_mail_server


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


@pytest.fixture
def mail():
    """A mail server that takes everything."""
    server = start_mail_server(find_port())
    yield server
    server.stop()


@pytest.fixture
def start_inquiries(start_endpoint, tmp_path, mail):
    """Starts endpoints that take inquiries and send their mail to `mail`, unless `changes` say otherwise."""

    def start(database_url: str, site: dict | None = None, smtp: str = "", **changes: str) -> Endpoint:
        settings = make_settings(write_site(tmp_path, **(site or {})), smtp or mail.url, **changes)
        return start_endpoint(database_url, **settings)

    return start
