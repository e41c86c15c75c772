import io
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from event_samples import FIELDS, make_body, make_event, parse_event
from hypothesis import given
from hypothesis import strategies as st

import feedback_function
from feedback_function import migrations
from feedback_function.database import (
    SCHEMA_REVISION,
    BadDatabaseUrl,
    StoreUnavailable,
    build_engine,
    find_sqlite_file,
)
from feedback_function.day_tables import Days
from feedback_function.events import render_event
from feedback_function.inquiry.tables import inquiry_days
from feedback_function.log_file import LogNotes, read_log
from feedback_function.parsing import parse_events
from feedback_function.retention import Counting, purge
from feedback_function.stats import compute_stats
from feedback_function.store import open_store, open_to_read

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)


def make_events(count, **changes):
    """Events one second apart, made in reverse order of time."""
    times = [(NOW - timedelta(seconds=second)).isoformat().replace("+00:00", "Z") for second in range(count)]
    return [parse_event(json.dumps(make_event(at=at, **changes))) for at in times]


def test_an_event_of_every_type_is_read_back_equal(database_url):
    sent = parse_events(make_body(*(make_event(kind) for kind in FIELDS)), NOW).accepted
    store = open_store(database_url)
    assert store.append(sent) == len(FIELDS)
    assert sorted(store.read(), key=lambda event: event.type) == sorted(sent, key=lambda event: event.type)


def test_the_same_event_is_stored_once(database_url):
    store = open_store(database_url)
    first, second = make_events(2)
    assert store.append([first, first]) == 1
    assert store.append([first, second]) == 1
    assert len(list(store.read())) == 2


def test_copies_are_told_from_what_is_stored_for_the_first_time(database_url):
    store = open_store(database_url)
    bodies = [make_event(kind) for kind in ("vote", "search", "vote")]
    early = parse_events(make_body(*bodies[:2]), NOW).accepted
    late = parse_events(make_body(*bodies), NOW + timedelta(microseconds=1)).accepted
    store.append(early)
    assert store.find_copies(early) == []
    store.append(late)
    assert store.find_copies(late) == late[:2]


def test_the_same_event_from_two_instances_is_stored_once(database_url):
    one, two = open_store(database_url), open_store(database_url)
    events = make_events(3)
    assert one.append(events) + two.append(events) == 3


def test_events_are_read_in_order_of_time_then_id(database_url):
    store = open_store(database_url)
    events = make_events(3) + make_events(3)
    store.append(events)
    assert next(iter(store.read())).received_at is not None
    assert [event.id for event in store.read()] == [e.id for e in sorted(events, key=lambda e: (e.at, e.id))]


def test_a_window_holds_its_beginning_and_not_its_end(database_url):
    store = open_store(database_url)
    store.append(make_events(5))
    window = store.read(since=NOW - timedelta(seconds=3), until=NOW)
    assert [event.at for event in window] == [NOW - timedelta(seconds=s) for s in (3, 2, 1)]


def test_an_export_is_read_back_equal(database_url, tmp_path):
    store = open_store(database_url)
    store.append(make_events(3, query="줄\n바꿈"))
    out = io.BytesIO()
    assert store.export_jsonl(out) == 3
    file = tmp_path / "events.jsonl"
    file.write_bytes(out.getvalue())
    assert list(read_log(file, LogNotes())) == list(store.read())


def test_a_ready_database_is_opened_without_a_migration(database_url):
    open_store(database_url).append(make_events(1))
    assert len(list(open_store(database_url).read())) == 1


def test_the_revision_in_the_code_is_that_of_the_newest_migration():
    scripts = ScriptDirectory(Path(feedback_function.__file__).parent / "migrations")
    assert scripts.get_current_head() == SCHEMA_REVISION


def test_the_migrations_make_the_tables_that_the_code_describes(database_url):
    with open_store(database_url).reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), inquiry_days.metadata)
    beside = [("remove_column", "events", "day")] if database_url.startswith("postgresql") else []
    assert [(what, table, column.name) for what, _, table, column in found] == beside


def test_sqlite_waits_for_the_disk_at_every_commit(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'events.db'}")
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_postgresql_waits_for_the_disk_even_where_the_server_would_not(postgres_url):
    with open_store(postgres_url).reading() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {connection.engine.url.database} SET synchronous_commit = off")
        connection.commit()
    with open_store(postgres_url).reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_a_store_that_is_only_read_is_not_made(tmp_path):
    with pytest.raises(StoreUnavailable, match="no database at"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["events.db", "mysql://host/db", "sqlite://", "sqlite:///:memory:", ""])
def test_another_kind_of_address_is_refused_with_an_example(address):
    with pytest.raises(BadDatabaseUrl, match=r"sqlite:///events\.db"):
        open_store(address)


def test_a_locked_database_is_told_and_recovers(tmp_path):
    file = tmp_path / "events.db"
    store = open_store(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        store.append(make_events(1))
    other.execute("ROLLBACK")
    assert store.append(make_events(1)) == 1


def test_a_deleted_database_file_is_told_and_recovers_when_it_is_back(tmp_path):
    file = tmp_path / "events.db"
    store = open_store(f"sqlite:///{file}")
    store.append(make_events(1))
    store.close()
    file.rename(tmp_path / "away.db")
    with pytest.raises(StoreUnavailable):
        store.append(make_events(1))
    (tmp_path / "away.db").rename(file)
    assert store.append(make_events(1)) == 1
    assert len(list(store.read())) == 2


def test_a_fault_never_repeats_the_customers_text(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'events.db'}")
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE events")
    with pytest.raises(StoreUnavailable) as fault:
        store.append(make_events(1, query="비밀스러운 질문"))
    assert "비밀" not in str(fault.value)


FAR = ["0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2038-01-19T03:14:08.000Z", "9999-12-31T23:59:59.999Z"]


@pytest.mark.parametrize("at", FAR)
def test_whatever_time_is_sent_can_be_exported_reported_and_purged(database_url, at):
    """Also where the server speaks in another zone, in which the last second of 9999 is no date."""
    store = open_store(database_url)
    if database_url.startswith("postgresql"):
        with store.transaction() as connection:
            connection.exec_driver_sql("ALTER DATABASE postgres SET timezone TO 'Asia/Seoul'")
        store.close()
        store = open_store(database_url)
    now = datetime.now(UTC).replace(microsecond=0)
    parsed = parse_events(json.dumps([make_event("search", at=at, at_replaced=False)]).encode(), now)
    assert store.append(parsed.accepted) == 1
    (event,) = store.read()
    assert (event.at, event.at_replaced) == (now, True)
    assert json.loads(render_event(event))["at_replaced"] is True
    assert parse_event(render_event(event)) == event
    assert compute_stats(store, None, None, ZoneInfo("Pacific/Kiritimati")).total.searches == 1
    assert purge(store, timedelta(0), Counting(ZoneInfo("Asia/Seoul")), now + timedelta(days=2)).events == 1


@given(seconds=st.integers(-40 * 86_400, 3_600))
def test_a_clock_is_believed_from_31_days_before_to_10_minutes_after(seconds):
    now = datetime(2026, 6, 15, 3, tzinfo=UTC)
    at = now + timedelta(seconds=seconds)
    body = json.dumps([make_event("search", at=at.isoformat().replace("+00:00", "Z"), at_replaced=True)]).encode()
    (event,) = parse_events(body, now).accepted
    is_near = -31 * 86_400 <= seconds <= 600
    assert (event.at, event.at_replaced) == ((at, False) if is_near else (now, True))


def test_times_that_were_stored_before_they_were_held_to_bounds_are_replaced(database_url):
    engine = build_engine(database_url)
    if file := find_sqlite_file(engine):
        file.touch()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        upgrade_to(connection, "0004")
        for number, at in enumerate((*FAR, "2026-06-15T03:00:00.000Z")):
            row = (f"{number:032x}", "search", at[:19].replace("T", " ") + ".000000", "2026-06-15 03:00:00.000000")
            values = ", ".join(f"'{value}'" for value in (*row, "session-0123456789", "ko", "/"))
            columns = "id, type, at, received_at, session, lang, page"
            connection.exec_driver_sql(f"INSERT INTO events ({columns}) VALUES ({values})")
            connection.exec_driver_sql("UPDATE events SET query = '환불', results = 0")
    engine.dispose()
    events = list(open_store(database_url).read())
    assert {event.at for event in events} == {datetime(2026, 6, 15, 3, tzinfo=UTC)}
    assert [event.at_replaced for event in events] == [True] * len(FAR) + [False]


@pytest.mark.parametrize(("revision", "said"), [("0003", "older version"), ("0999", "newer version")])
def test_tables_of_another_version_are_told_from_none(database_url, revision, said):
    store = open_store(database_url)
    with store.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    with pytest.raises(StoreUnavailable, match=said):
        open_to_read(database_url)


def test_a_database_of_a_newer_version_is_left_alone(database_url):
    store = open_store(database_url)
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreUnavailable, match="newer version"):
        open_store(database_url)


def upgrade_to(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes.update(connection=connection, days=Days())
    command.upgrade(config, revision)
