"""PostgreSQL's tables of one day: what is sent again is found on another day, and a purge drops them."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from event_samples import make_body, make_event
from sqlalchemy.engine import make_url
from test_store import upgrade_to

from feedback_function.cli import run_words
from feedback_function.database import build_engine
from feedback_function.day_tables import Days
from feedback_function.parsing import parse_events
from feedback_function.retention import Counting, erase_session, purge
from feedback_function.stats import compute_stats
from feedback_function.store import open_store
from feedback_function.traces import Traces
from hc_builder.cli import main

SEOUL = ZoneInfo("Asia/Seoul")
COUNTING = Counting(SEOUL)
MIDNIGHT = datetime(2026, 6, 14, 15, tzinfo=UTC)  # in Seoul
NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def take(at, *bodies):
    """Events as the endpoint takes them at that instant."""
    return parse_events(make_body(*(bodies or [make_event()])), at).accepted


def make_session():
    return f"session-{uuid.uuid4()}"


def _render(at):
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def list_days(store):
    """The days that have a table, and how many events each holds."""
    with store.reading() as connection:
        names = connection.scalars(
            sa.text("SELECT relid::text FROM pg_partition_tree('events') WHERE isleaf ORDER BY 1")
        ).all()
        return {
            name.removeprefix("events_"): connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for name in names
        }


@pytest.fixture
def store(postgres_url):
    store = open_store(postgres_url, Days(SEOUL))
    yield store
    store.close()


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=1), timedelta(days=30)])
def test_an_event_sent_again_after_midnight_is_stored_once(database_url, later):
    store = open_store(database_url, Days(SEOUL))
    body = make_event()
    before, after = take(MIDNIGHT - SECOND, body), take(MIDNIGHT + later, body, make_event())
    assert (store.append(before), store.append(after)) == (1, 1)
    assert store.find_copies(after) == after[:1]
    assert len(list(store.read())) == 2


def test_an_event_in_one_commit_from_both_sides_of_midnight_is_stored_once(store):
    body = make_event()
    assert store.append([*take(MIDNIGHT - SECOND, body), *take(MIDNIGHT, body)]) == 1
    assert list_days(store) == {"20260614": 1, "20260615": 0}


def test_an_event_that_one_endpoint_takes_before_midnight_and_another_after_is_stored_once(postgres_url):
    """Both at once, many times: neither sees what the other has not committed."""
    stores = [open_store(postgres_url, Days(SEOUL)) for _ in range(2)]
    for store, at in zip(stores, (MIDNIGHT - SECOND, MIDNIGHT), strict=True):
        store.append(take(at))
    rounds = [[make_event() for _ in range(20)] for _ in range(30)]
    together = threading.Barrier(2)

    def send(store, at):
        for bodies in rounds:
            together.wait()
            store.append(take(at, *bodies))

    ends = zip(stores, (MIDNIGHT - SECOND, MIDNIGHT), strict=True)
    threads = [threading.Thread(target=send, args=each) for each in ends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [event.id for event in stores[0].read()]
    assert (len(ids), len(set(ids))) == (602, 602)


def test_each_day_of_the_shop_has_a_table_and_a_purge_drops_it(store):
    old = NOW - timedelta(days=100)
    at = [old - timedelta(days=1), old, NOW, NOW]
    store.append([event for each in at for event in take(each, make_event(at=_render(each), session=make_session()))])
    assert list_days(store) == {"20260306": 1, "20260307": 1, "20260615": 2}
    before = compute_stats(store, None, None, SEOUL).by_day
    purged = purge(store, timedelta(days=90), COUNTING, NOW)
    assert (purged.events, purged.days, purged.traces, purged.is_gone) == (2, 2, Traces.NONE, True)
    assert list_days(store) == {"20260615": 2}
    assert compute_stats(store, None, None, SEOUL).by_day == before
    assert store.append(take(old)) == 1


def test_a_table_that_holds_another_days_events_too_is_kept_until_it_is_empty(store, postgres_url):
    """As where the shop's zone was changed."""
    old = datetime(2026, 3, 6, 12, tzinfo=UTC)
    store.append([*take(old), *take(old + timedelta(hours=11))])
    assert list_days(store) == {"20260306": 1, "20260307": 1}
    in_utc = open_store(postgres_url)
    purged = purge(in_utc, timedelta(days=90), Counting(ZoneInfo("UTC")), NOW)
    assert (purged.events, purged.days, list_days(store)) == (2, 1, {})


def test_a_purge_keeps_nobody_waiting_for_a_reader_and_drops_the_table_the_next_time(store, postgres_url):
    store.append([*take(NOW - timedelta(days=100)), *take(NOW)])
    with open_store(postgres_url).engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM events").scalar() == 2
        purged = purge(store, timedelta(days=90), COUNTING, NOW)
        assert (purged.events, purged.traces, purged.is_gone) == (1, Traces.HELD, False)
        assert store.append(take(NOW)) == 1
    assert list_days(store) == {"20260307": 0, "20260615": 2}
    assert purge(store, timedelta(days=90), COUNTING, NOW).events == 0
    assert list_days(store) == {"20260615": 2}


def test_where_events_are_kept_for_years_a_month_has_a_table(postgres_url):
    store = open_store(postgres_url, Days(SEOUL, in_months=True))
    body = make_event()
    assert store.append(take(NOW, body)) + store.append(take(NOW + timedelta(days=20), body, make_event())) == 2
    assert list_days(store) == {"20260601": 1, "20260701": 1}
    later = NOW + timedelta(days=120)
    assert purge(store, timedelta(days=100), COUNTING, later).events == 1
    assert list_days(store) == {"20260701": 1}


def test_a_session_is_erased_from_all_its_days(store):
    at = [NOW - timedelta(days=day) for day in range(3)]
    store.append([event for each in at for event in take(each, make_event(session="to-be-erased-0123"), make_event())])
    assert (erase_session(store, "to-be-erased-0123").events, list_days(store)) == (
        3,
        {"20260613": 1, "20260614": 1, "20260615": 1},
    )
    assert store.measure_bytes() > 0
    assert store.measure_live_bytes() > 0


def test_a_store_of_one_table_is_divided_with_its_events_and_rights(postgres, postgres_url):
    engine = build_engine(postgres_url)
    with engine.begin() as connection:
        upgrade_to(connection, "0006")
        connection.exec_driver_sql("CREATE ROLE hc_old LOGIN PASSWORD 'x'")
        connection.exec_driver_sql("GRANT SELECT, INSERT, DELETE ON events TO hc_old")
        connection.exec_driver_sql("GRANT SELECT ON alembic_version TO hc_old; GRANT SELECT ON events TO PUBLIC")
        values = ", ".join(
            f"('{uuid.uuid4()}', 'search', '{at}', '{at}', 'session-0123456789', 'ko', '/', '환불', 0)"
            for at in (MIDNIGHT - SECOND, MIDNIGHT, NOW)
        )
        columns = "id, type, at, received_at, session, lang, page, query, results"
        connection.exec_driver_sql(f"INSERT INTO events ({columns}) VALUES {values}")
    engine.dispose()
    store = open_store(postgres_url, Days(SEOUL))
    assert list_days(store) == {"20260614": 1, "20260615": 2}
    assert [event.query for event in store.read()] == ["환불"] * 3
    as_role = make_url(postgres_url).set(username="hc_old", password="x").render_as_string(hide_password=False)
    assert open_store(as_role, Days(SEOUL)).append(take(NOW + timedelta(days=1))) == 1
    assert list_days(store)["20260616"] == 1
    with store.reading() as connection:
        rights = connection.scalar(sa.text("SELECT relacl::text FROM pg_class WHERE oid = 'events'::regclass"))
    assert "=r/" in rights
    postgres.psql(f"\\c {make_url(postgres_url).database}\nDROP OWNED BY hc_old; DROP ROLE hc_old;")


def test_a_purge_says_that_what_went_with_its_table_is_gone(postgres_url, monkeypatch):
    store = open_store(postgres_url, Days(SEOUL))
    now = datetime.now(UTC)
    store.append([*take(now - timedelta(days=100)), *take(now)])
    told = CliRunner().invoke(main, ["feedback", "purge", "--events", postgres_url])
    assert told.output.splitlines()[1].startswith("Nothing of them is left in the database")
    erased = CliRunner().invoke(
        main, ["feedback", "erase", "--events", postgres_url, "--session", "session-0123456789"]
    )
    assert "PostgreSQL will write over it" in erased.output
    monkeypatch.setenv("HC_DATABASE_URL", postgres_url)
    assert run_words(["migrate"], None).lines == ("The tables are up to date",)


@pytest.mark.parametrize(("days", "in_months"), [(1, False), (90, False), (366, False), (367, True), (0, True)])
def test_tables_are_of_months_where_there_would_be_too_many(days, in_months):
    from feedback_function.settings import EndpointSettings

    assert EndpointSettings(retention_days=days).days == Days(SEOUL, in_months)
    assert Days(SEOUL, in_months=True).find(MIDNIGHT) == date(2026, 6, 1)
