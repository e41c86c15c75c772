"""What an operator does wherever the endpoint runs: its commands, its container's steps, and what heals by itself."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from endpoint_process import Endpoint, find_port
from event_samples import make_body, make_event
from install_servers import find_server, make_environment
from sqlalchemy.engine import make_url

from feedback_function.database import StoreUnavailable
from feedback_function.maintenance import MaintainedStore
from feedback_function.parsing import parse_events
from feedback_function.retention import Erased, erase_session
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store
from feedback_function.traces import Traces
from hc_builder.cli import main

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/deploy-feedback.md").read_text(encoding="utf-8")
CONTAINER = (ROOT / "feedback_function/Containerfile").read_text(encoding="utf-8")
ALONE = (
    "import sys; sys.modules.update(click=None, hc_builder=None)\n"
    "from feedback_function.cli import main; sys.exit(main(sys.argv[1:]))"
)


def run(database_url, *words):
    """One of the endpoint's own commands, where only its requirements are."""
    environment = os.environ | {"HC_DATABASE_URL": database_url}
    command = [sys.executable, "-c", ALONE, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def fill(database_url):
    store = open_store(database_url)
    now = datetime.now(UTC)
    old, new = (make_event(session=f"session-of-{name}-days", at=_render(now)) for name in ("olden", "newer"))
    store.append(parse_events(make_body(old), now - timedelta(days=100)).accepted)
    store.append(parse_events(make_body(new), now).accepted)
    return store


def _render(at):
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_its_own_commands_do_what_those_of_hc_do(database_url):
    store = fill(database_url)
    exported = run(database_url, "export")
    lines = map(json.loads, exported.stdout.splitlines())
    assert [line["session"] for line in lines] == [event.session for event in store.read()]
    assert run(database_url, "export", "--until", "2001-01-01").stderr == "Wrote 0 events\n"
    told = CliRunner().invoke(main, ["feedback", "stats", "--events", database_url, "--days", "200"])
    assert run(database_url, "stats", "--days", "200").stdout.rstrip() == told.output.rstrip()
    purged = run(database_url, "purge", "--older-than", "90d")
    assert (purged.returncode, purged.stderr.splitlines()[0]) == (0, "Deleted 1 events; 1 days are kept as counts")
    erased = run(database_url, "erase", "--session", "session-of-newer-days")
    assert (erased.returncode, erased.stderr.splitlines()[0]) == (0, "Deleted 1 events")
    assert [*store.read()] == []


@pytest.mark.parametrize(
    ("words", "ends", "what"),
    [
        ("stats --days 0", 2, "use a whole number from 1 to"),
        ("purge --older-than soon", 2, "use a number followed by d, w or h"),
        ("export --since yesterday", 2, "use a day such as"),
        ("erase", 2, "--session"),
        ("erase --session 0123", 2, "no session has that number"),
        ("stats", 1, "there is no database at"),
    ],
)
def test_a_command_that_cannot_be_meant_is_told(words, ends, what, tmp_path):
    told = run(f"sqlite:///{tmp_path}/none.db", *words.split())
    assert (told.returncode, "Traceback" in told.stderr) == (ends, False)
    assert what in told.stderr


@pytest.mark.parametrize("command", ["export", "stats"])
def test_output_that_finds_no_room_is_told(command, tmp_path):
    address = f"sqlite:///{tmp_path}/events.db"
    fill(address).close()
    words = [sys.executable, "-m", "feedback_function", command]
    with open("/dev/full", "wb") as full:
        environment = os.environ | {"HC_DATABASE_URL": address}
        told = subprocess.run(words, cwd=ROOT, env=environment, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (told.returncode, told.stderr.splitlines()[0]) == (1, FULL)


FULL = "error: the output can't be written: No space left on device"


def test_a_log_that_the_disk_has_no_room_to_empty_is_told(tmp_path):
    """Here the system lets no file of that process grow."""
    store = fill(f"sqlite:///{tmp_path}/events.db")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); {ALONE}"
    words = [sys.executable, "-c", limit, "purge", "--older-than", "900d"]
    environment = os.environ | {"HC_DATABASE_URL": f"sqlite:///{tmp_path}/events.db"}
    told = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (told.returncode, told.stderr.splitlines()[0][:19]) == (1, "error: the database")
    store.close()


def test_an_address_that_is_taken_is_told_with_a_cure(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path}/events.db")
    environment = os.environ | {"HC_PORT": str(endpoint.port), "HC_DATABASE_URL": f"sqlite:///{tmp_path}/other.db"}
    words = [sys.executable, "-m", "feedback_function"]
    told = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (told.returncode, "a port that is free" in told.stderr) == (2, True)


def test_an_endpoint_that_could_store_no_event_is_not_well(tmp_path):
    """On a full disk there may be room for a heartbeat."""
    store = MaintainedStore(EndpointSettings(database_url=f"sqlite:///{tmp_path}/events.db"))
    events = parse_events(make_body(make_event()), datetime.now(UTC)).accepted
    store.write(events)
    store.beat()
    _rename_table(tmp_path, "events", "away")
    for work in (lambda: store.write(events), store.beat):
        with pytest.raises(StoreUnavailable):
            work()
    _rename_table(tmp_path, "away", "events")
    store.write(events)
    store.beat()
    store.close()


def _rename_table(folder, before, after):
    with closing(sqlite3.connect(folder / "events.db")) as other:
        other.execute(f"ALTER TABLE {before} RENAME TO {after}")


def test_who_may_not_vacuum_is_told_what_becomes_of_deleted_rows(postgres, postgres_url):
    open_store(postgres_url)
    url = make_url(postgres_url)
    grants = GUIDE.split("```sql\n")[1].split("```")[0].replace("hc_feedback", "hc_other").replace("'…'", "'x'")
    postgres.psql(f"\\c {url.database}\n{grants}")
    as_role = url.set(username="hc_other", password="x").render_as_string(hide_password=False)
    fill(postgres_url)
    erased = run(as_role, "erase", "--session", "session-of-newer-days")
    assert erased.returncode == 0
    assert "this role may not vacuum" in erased.stderr
    assert "VACUUM events" in erased.stderr
    postgres.psql(f"\\c {url.database}\nDROP OWNED BY hc_other; DROP ROLE hc_other;")


def test_a_reader_that_the_owner_may_not_see_still_holds_what_it_reads(postgres, postgres_url):
    """PostgreSQL hides what other roles do from a role that is no superuser, such as the tables' owner."""
    url = make_url(postgres_url)
    name = url.database
    postgres.psql(f"CREATE ROLE hc_owner LOGIN PASSWORD 'x'; ALTER DATABASE {name} OWNER TO hc_owner;")
    postgres.psql(f"\\c {name}\nGRANT ALL ON SCHEMA public TO hc_owner;")
    owner = open_store(url.set(username="hc_owner", password="x").render_as_string(hide_password=False))
    owner.append(parse_events(make_body(make_event(session="to-be-erased-0123"))).accepted)
    with open_store(postgres_url).engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM events").scalar() == 1
        assert erase_session(owner, "to-be-erased-0123") == Erased(1, Traces.HELD)
    assert erase_session(owner, "to-be-erased-0123") == Erased(0, Traces.NONE)
    owner.close()
    postgres.psql(f"\\c {name}\nREASSIGN OWNED BY hc_owner TO postgres; DROP OWNED BY hc_owner; DROP ROLE hc_owner;")


def test_a_slash_at_the_end_is_answered_and_leads_nowhere_else(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path}/events.db")
    assert endpoint.ask("/v1/events/", make_body(make_event())).status == 202
    assert endpoint.ask("/v1/health/").status == 404


@pytest.mark.parametrize("how", ["deleted", "replaced by an empty file"])
def test_a_database_file_that_is_gone_is_made_anew_without_a_restart(start_endpoint, tmp_path, how):
    endpoint = start_endpoint(f"sqlite:///{tmp_path}/events.db")
    assert endpoint.send(make_body(make_event())).status == 202
    for file in tmp_path.glob("events.db*"):
        file.unlink()
    if how != "deleted":
        (tmp_path / "events.db").touch()
    assert endpoint.send(make_body(make_event())).status == 202
    assert endpoint.ask("/v1/health").status == 200
    assert len([*open_store(endpoint.database_url).read()]) == 1


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """What the container's steps make, in a folder instead of its root: the packages and the endpoint alone."""
    folder = tmp_path_factory.mktemp("image")
    requirements = folder / "srv/feedback_function/requirements.txt"
    requirements.parent.mkdir(parents=True)
    requirements.write_bytes((ROOT / "feedback_function/requirements.txt").read_bytes())
    pins = re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    (folder / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    assert "RUN pip install --no-cache-dir -r feedback_function/requirements.txt" in CONTAINER
    uv = [sys.executable, "-m", "uv", "--quiet"]
    subprocess.run([*uv, "venv", "--python", sys.executable, folder / "venv"], check=True)
    install = ["pip", "install", "--python", folder / "venv/bin/python", "-r", requirements, "-c", folder / "pins.txt"]
    subprocess.run([*uv, *install], check=True)
    copied = folder / "srv/feedback_function"
    subprocess.run(["cp", "-rT", ROOT / "feedback_function", copied], check=True)
    return folder


def read_step(name):
    (found,) = re.findall(rf"^{name} (.*)$", CONTAINER, re.M)
    return found


@pytest.mark.timeout(300)
def test_the_containers_steps_make_an_endpoint_that_is_well_and_obeys(image, tmp_path):
    variables = dict(part.split("=", 1) for part in shlex.split(read_step("ENV")))
    port, database = str(find_port()), f"sqlite:///{tmp_path}/events.db"
    assert variables["HC_DATABASE_URL"] == "sqlite:////data/events.db"
    environment = {"PATH": f"{image}/venv/bin", **variables, "HC_PORT": port, "HC_DATABASE_URL": database}
    health = json.loads(read_step("HEALTHCHECK").partition("CMD ")[2])

    def start(command):
        return subprocess.Popen(command, cwd=image / "srv", env=environment)

    serving = start(json.loads(read_step("CMD")))
    try:
        endpoint = Endpoint(database, int(port), process=serving)
        endpoint.wait_until_open()
        assert endpoint.send(make_body(make_event())).status == 202
        assert start(health).wait(20) == 0
        for words in ("stats", "export", "purge --older-than 90d", "erase --session session-0123456789"):
            assert start(["python", "-m", "feedback_function", *words.split()]).wait(20) == 0
        assert [*open_store(database).read()] == []
    finally:
        serving.terminate()
        serving.wait(20)
    assert start(["python", "-c", "import redis, psycopg, mangum"]).wait(20) == 0


def test_nginx_as_in_the_guide_writes_no_address_into_its_logs(tmp_path, start_endpoint):
    endpoint = start_endpoint(f"sqlite:///{tmp_path}/events.db", trusted_proxies="127.0.0.1")
    location = GUIDE.split("```nginx\n")[1].split("```")[0].replace("127.0.0.1:8001", f"127.0.0.1:{endpoint.port}")
    port = find_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temp = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/error.log info; events {{}}\n"
        f"http {{ {temp} access_log {tmp_path}/access.log; server {{ listen 127.0.0.1:{port}; {location} }} }}"
    )
    program = find_server("nginx")
    assert program, "nginx is not there: python tests/install_servers.py"
    command = [program, "-c", f"{tmp_path}/nginx.conf"]
    nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=make_environment())
    try:
        front = Endpoint("", port, process=nginx)
        front.wait_until_open()
        assert front.send(make_body(make_event())).status == 202
        assert front.ask("/v1/events/", make_body(make_event())).status == 202
        assert front.send(b"x" * 100_000).status == 413
        endpoint.kill()
        assert front.send(make_body(make_event())).status == 502
    finally:
        nginx.terminate()
        nginx.wait(10)
    logged = "".join(file.read_text() for file in tmp_path.glob("*.log"))
    told = [line for line in logged.splitlines() if "/v1/" in line or ("client: " in line and "request: " in line)]
    assert told == []
