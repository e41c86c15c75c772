"""Two endpoints on one PostgreSQL, which count clients together in Redis: under load, killed, and without Redis."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from endpoint_process import Endpoint, find_port
from event_samples import make_body, make_event
from install_servers import find_server, make_environment
from persistent_clients import Clients, check_stored
from sqlalchemy.engine import make_url

from feedback_function.store import open_store, open_to_read
from hc_builder.cli import main

SHARED = {"secret": "shared-by-both", "trusted_proxies": "127.0.0.1"}


class Redis:
    """A real one, that can be killed and started again."""

    def __init__(self, folder):
        self.port = find_port()
        program = find_server("redis")
        assert program, "redis-server is not there: python tests/install_servers.py"
        self._command = [program, "--port", str(self.port), "--save", "", "--dir", str(folder)]

    def start(self):
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, env=make_environment())
        Endpoint("", self.port, process=self.process).wait_until_open()
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path):
    server = Redis(tmp_path).start()
    yield server
    server.kill()


@pytest.fixture
def start_two(start_endpoint, postgres_url, redis):
    """Starts two endpoints with `HC_…` settings that differ from `SHARED`."""

    def start(**settings):
        shared = {**SHARED, "limits_url": f"redis://127.0.0.1:{redis.port}", **settings}
        return [start_endpoint(postgres_url, **shared) for _ in range(2)]

    return start


def send(endpoint, events, client="203.0.113.5"):
    return endpoint.send(make_body(*(make_event() for _ in range(events))), X_Forwarded_For=client).status


def test_they_count_a_client_together_and_others_apart(start_two):
    one, two = start_two(client_events="60/minute")
    assert [send(one, 40), send(two, 10), send(two, 20), send(one, 20)] == [202, 202, 429, 429]
    assert send(two, 40, client="198.51.100.7") == 202


def test_without_redis_they_go_on_and_count_again_when_it_is_back(start_two, redis):
    one, two = start_two(client_events="60/minute")
    assert send(one, 50) == 202
    redis.kill()
    assert [send(one, 40), send(two, 40)] == [202, 202]
    redis.start()
    assert [send(one, 50), send(two, 20)] == [202, 429]


def test_nothing_is_lost_or_doubled_when_each_is_killed_in_turn_under_load(start_two, postgres_url):
    both = start_two(client_events="1000000/minute")
    with Clients([endpoint.port for endpoint in both], 4) as clients:
        for turn in range(6):
            clients.wait_for(more=12)
            both[turn % 2].kill()
            clients.wait_for(more=6)
            both[turn % 2].start(wait=False)
    check_stored(clients, postgres_url)


def test_an_event_sent_again_to_the_other_is_stored_once(start_two, postgres_url):
    one, two = start_two()
    body = make_body(make_event())
    assert [one.send(body).status, two.send(body).status] == [202, 202]
    assert len([*open_store(postgres_url).read()]) == 1


def test_an_analyst_reads_and_can_do_no_more(postgres, postgres_url):
    """The guide's role for reports."""
    guide = (Path(__file__).parents[3] / "docs/deploy-feedback.md").read_text(encoding="utf-8")
    open_store(postgres_url).append([])
    url = make_url(postgres_url)
    grants = guide.split("```sql\n")[2].split("```")[0].replace("hc_analyst", "hc_reads").replace("'…'", "'x'")
    postgres.psql(f"\\c {url.database}\n{grants}")
    address = url.set(username="hc_reads", password="x").render_as_string(hide_password=False)
    assert [*open_to_read(address).read()] == []
    told = CliRunner().invoke(main, ["feedback", "stats", "--events", address])
    assert (told.exit_code, "sessions" in told.output) == (0, True)
    refused = CliRunner().invoke(main, ["feedback", "erase", "--events", address, "--session", "session-0123456789"])
    assert (refused.exit_code, "the database server refuses" in refused.output) == (1, True)
    postgres.psql(f"\\c {url.database}\nDROP OWNED BY hc_reads; DROP ROLE hc_reads;")
