import json
import sqlite3
import threading
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from event_samples import make_event, parse_event
from waiting import wait_until

from feedback_function.maintenance import MaintainedStore
from feedback_function.retention import Counting, Erased, erase_session, purge
from feedback_function.settings import EndpointSettings
from feedback_function.stats import compute_stats, render_stats
from feedback_function.store import open_store
from feedback_function.traces import Traces

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)  # noon in Seoul


def make_stored(kind, at, session="session-0123456789", **changes):
    """An event that the endpoint took when it happened."""
    text = at.isoformat().replace("+00:00", "Z")
    return parse_event(json.dumps(make_event(kind, at=text, received_at=text, session=session, **changes)))


@pytest.fixture
def store(database_url):
    store = open_store(database_url)
    yield store
    store.close()


def days_ago(days):
    return NOW - timedelta(days=days)


def test_purging_deletes_whole_days_that_are_older(store):
    store.append([make_stored("search", days_ago(days)) for days in (0, 89, 90, 91, 92)])
    purged = purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    assert (purged.events, purged.days) == (2, 2)
    assert [event.at for event in store.read()] == [days_ago(90), days_ago(89), days_ago(0)]


def test_a_day_begins_at_midnight_in_the_shops_zone(store):
    midnight = datetime(2026, 3, 17, 15, 0, tzinfo=UTC)  # 00:00 of the 18th in Seoul, 89 days before NOW's day
    store.append([make_stored("search", midnight), make_stored("search", midnight - timedelta(seconds=1))])
    purge(store, timedelta(days=89), Counting(SEOUL), now=NOW)
    assert [event.at for event in store.read()] == [midnight]


def test_the_numbers_of_a_purged_day_stay(store):
    old = days_ago(100)
    store.append(
        [
            make_stored("search", old, query="환불", results=2),
            make_stored("open", old + timedelta(seconds=5), query="환불"),
            make_stored("view", old + timedelta(seconds=6)),
            make_stored("vote", old + timedelta(seconds=9), helpful=False),
            make_stored("vote", old + timedelta(seconds=20), helpful=True),
            make_stored("search", old, session="another-0123456789", results=0),
            make_stored("contact", old + timedelta(seconds=30), session="another-0123456789"),
            make_stored("search", days_ago(1), session="a-third-0123456789"),
        ]
    )
    before = compute_stats(store, None, None, SEOUL)
    purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    after = compute_stats(store, None, None, SEOUL)
    assert len(list(store.read())) == 1
    assert after.total == before.total
    assert after.by_day == before.by_day
    day = after.by_day[date(2026, 3, 7)]
    rates = day.rates
    assert (day.sessions, day.searches) == (2, 2)
    assert (rates.self_service.share, rates.contact.share, rates.abandoned.share) == (0.5, 0.5, 0.0)
    assert (rates.zero_results.share, rates.search_success.share, rates.helpful.share) == (0.5, 0.5, 1.0)


def test_purging_twice_counts_a_day_once(store):
    store.append([make_stored("search", days_ago(100))])
    for _ in range(2):
        purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    assert compute_stats(store, None, None, SEOUL).total.searches == 1


def test_two_instances_that_purge_at_once_count_a_day_once(store, database_url):
    sessions = {f"session-{uuid.uuid4()}": f"질문 {n}" for n in range(300)}
    store.append([make_stored("search", days_ago(100), query=query, session=name) for name, query in sessions.items()])
    work = (timedelta(days=90), Counting(SEOUL), NOW)
    threads = [threading.Thread(target=purge, args=(open_store(database_url), *work)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert compute_stats(store, None, None, SEOUL).total.searches == 300


def test_an_export_imported_late_is_added_to_its_day(store):
    for _ in range(2):
        store.append([make_stored("search", days_ago(100), session=f"session-{uuid.uuid4()}")])
        purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    assert compute_stats(store, None, None, SEOUL).total.searches == 2


def test_a_session_is_erased_and_the_others_stay(store):
    store.append([make_stored(kind, NOW) for kind in ("search", "vote")])
    store.append([make_stored("search", NOW, session="another-0123456789")])
    assert erase_session(store, "session-0123456789").events == 2
    assert [event.session for event in store.read()] == ["another-0123456789"]
    assert erase_session(store, "session-0123456789") == Erased(0, Traces.NONE)


@pytest.mark.parametrize("way", ["erase", "purge"])
def test_what_was_deleted_is_not_in_the_files_bytes(tmp_path, way):
    store = open_store(f"sqlite:///{tmp_path / 'events.db'}")
    secret = f"secret-{uuid.uuid4().hex}"
    store.append([make_stored("search", days_ago(100), session=secret, query="지워질 질문")])
    store.append([make_stored("search", days_ago(100 if way == "purge" else 1), session="another-0123456789")])

    def read_bytes():
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert secret.encode() in read_bytes()
    erase_session(store, secret) if way == "erase" else purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    assert secret.encode() not in read_bytes()
    assert "지워질 질문".encode() not in read_bytes()


def test_bytes_that_a_reader_keeps_are_told_and_are_gone_once_it_ended(store, monkeypatch):
    monkeypatch.setattr("feedback_function.traces._READERS_SECONDS", 0.2)
    store.append([make_stored("search", NOW) for _ in range(3000)])
    reading = store.read()
    next(reading)
    assert erase_session(store, "session-0123456789") == Erased(3000, Traces.HELD)
    reading.close()
    assert erase_session(store, "session-0123456789") == Erased(0, Traces.NONE)


def test_a_reader_that_stays_holds_up_no_writer(tmp_path, monkeypatch):
    monkeypatch.setattr("feedback_function.traces._READERS_SECONDS", 0.5)
    file = tmp_path / "events.db"
    store, reader = open_store(f"sqlite:///{file}"), open_store(f"sqlite:///{file}")
    store.append([make_stored("search", NOW) for _ in range(3000)])
    reading = reader.read()
    next(reading)
    forgetting = threading.Thread(target=erase_session, args=(store, "session-0123456789"))
    forgetting.start()
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as writer:
        while forgetting.is_alive():
            writer.execute("UPDATE heartbeat SET at = at")
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 4000


def test_a_purge_that_takes_longer_than_an_hour_is_not_begun_a_second_time(tmp_path, monkeypatch):
    monkeypatch.setattr("feedback_function.maintenance.PURGE_SECONDS", 0)
    file = tmp_path / "events.db"
    maintained = MaintainedStore(EndpointSettings(database_url=f"sqlite:///{file}"))
    maintained.write([make_stored("search", days_ago(1000))])
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            maintained.tend()
        purging = [thread for thread in threading.enumerate() if thread.name == "_purge"]
        other.execute("ROLLBACK")
    assert len(purging) == 1
    purging[0].join()
    maintained.write([make_stored("search", days_ago(1000))])
    maintained.tend()
    wait_until(lambda: not [*open_store(f"sqlite:///{file}").read()])
    maintained.close()


def test_room_that_was_deleted_from_is_room_again(store):
    long = "가" * 200
    store.append([make_stored("search", NOW, query=long, session="a-lot-0123456789ab") for _ in range(2000)])
    store.append([make_stored("search", NOW)])
    full = store.measure_live_bytes()
    assert full > 2000 * len(long.encode())
    erase_session(store, "a-lot-0123456789ab")
    assert store.measure_live_bytes() < full / 10


def test_a_full_endpoint_takes_events_again_after_a_purge(start_endpoint, database_url):
    store = open_store(database_url)
    long = "가" * 200
    store.append([make_stored("search", days_ago(100), query=long) for _ in range(3000)])
    endpoint = start_endpoint(database_url, max_database_mb="1", retention_days="0")
    body = json.dumps([make_event("search")]).encode()
    wait_until(lambda: endpoint.send(body).status == 429)
    purge(store, timedelta(days=90), Counting(SEOUL), now=NOW)
    wait_until(lambda: endpoint.send(body).status == 202)


def test_stats_are_shown_by_day_and_by_hour_of_the_shop(store):
    store.append([make_stored("search", NOW), make_stored("open", NOW + timedelta(seconds=1))])
    text = render_stats(compute_stats(store, NOW - timedelta(days=1), None, SEOUL))
    assert (
        "2026-06-15            1            1         100%           0%           0%         100%           0%" in text
    )
    assert "12:00" in text


def test_the_running_endpoint_purges_by_itself(start_endpoint, database_url):
    store = open_store(database_url)
    long_ago = datetime.now(UTC) - timedelta(days=40)
    store.append([make_stored("search", long_ago), make_stored("search", datetime.now(UTC))])
    start_endpoint(database_url, retention_days="30")
    wait_until(lambda: len(list(store.read())) == 1)
    assert compute_stats(store, None, None, SEOUL).total.searches == 2
