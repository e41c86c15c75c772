"""The heavy pass counts the same on every engine: DuckDB, SQLite and a real PostgreSQL."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from feedback_function.events import Contact, Event, Open, Search, Survey, View, Vote, render_event
from feedback_function.store import open_store
from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting import episodes
from hc_builder.gaps.counting.counts import build_counts, count_events
from hc_builder.gaps.counting.sheet import count_sheet
from hc_builder.gaps.events.source import SourceError, open_events
from hc_builder.gaps.model.counts import LogCounts
from hc_builder.gaps.model.sheet_counts import SheetCounts
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

SEOUL, KOREAN = ZoneInfo("Asia/Seoul"), QueryAnalyzer("ko", (), [QueryAnalyzer("en")])
NOW = datetime(2026, 11, 21, tzinfo=UTC)
WINDOW = LogWindow(int(NOW.timestamp()), 4, SEOUL)
QUERIES = ("환불", "환불하고 싶어요", "환블", "선물 포장", "배송비가 얼마인가요?", "ㅎㅂ", "P302", "[전화번호]")
ARTICLES = ("refund/when", "delivery/fee", "gift/gift-wrapping")


def make_log(sessions: int) -> list[Event]:
    """Seeded customers who search, open, vote twice, go to a person; equal times, a bot and a flood among them."""
    chance = random.Random(20261121)
    log: list[Event] = []
    for number in range(sessions):
        at = NOW - timedelta(seconds=chance.randrange(1, 35 * 86400))
        for _ in range(chance.randrange(1, 9)):
            log.append(make_event(chance, f"session-{number:010}", at))
            at += timedelta(seconds=chance.choice((0, 0, 3, 20, 120, 400)), milliseconds=chance.choice((0, 250)))
    bot = [make_search(chance, "session-bot-00001", NOW - timedelta(days=1, seconds=n), "환불") for n in range(70)]
    flood = [
        make_search(chance, f"session-flood-{n:04}", NOW - timedelta(days=2, seconds=n + 1), "무료쿠폰")
        for n in range(60)
    ]
    return log + bot + flood


def make_search(chance: random.Random, session: str, at: datetime, query: str) -> Search:
    id = UUID(int=chance.getrandbits(128), version=4)
    results, lang = chance.choice((0, 0, 3)), "en" if session.endswith("7") else "ko"
    return Search(v=1, id=id, at=at, session=session, lang=lang, page="/", query=query, results=results, received_at=at)


def make_event(chance: random.Random, session: str, at: datetime) -> Event:
    search = make_search(chance, session, at, chance.choice(QUERIES))
    common = {name: getattr(search, name) for name in ("v", "id", "at", "session", "lang", "page", "received_at")}
    article, kind = chance.choice(ARTICLES), chance.random()
    if kind < 0.5:
        return search
    if kind < 0.6:
        target = chance.choice(("flow:refund/reason", "flow:refund/card-hours"))
        return Open(**common, target=target, source="flow") if kind < 0.56 else View(**common, target=target)
    if kind < 0.64:
        return View(**common, article=article)
    if kind < 0.8:
        source = chance.choice(("search", "browse"))
        return Open(
            **common, article=article, source=source, query=search.query, rank=1 if source == "search" else None
        )
    if kind < 0.9:
        return Vote(**common, article=article, helpful=chance.random() < 0.5, reason="unclear", comment="어려워요")
    return (
        Contact(**common, channel="kakao", article=article) if kind < 0.97 else Survey(**common, kind="csat", score=4)
    )


@pytest.fixture(scope="module")
def log() -> list[Event]:
    return make_log(400)


def store_log(address: str, log: list[Event]) -> None:
    store = open_store(address)
    for start in range(0, len(log), 500):
        store.append(log[start : start + 500])
    store.close()


def count(source: str, cache: Path | None = None) -> LogCounts:
    """The counts, `환블` folded into `환불`."""
    with open_events(source, KOREAN, cache) as events, count_events(events, WINDOW, KOREAN) as counting:
        return counting.fold_spellings({"환블": "환불"})


@pytest.fixture(scope="module")
def expected(log: list[Event], tmp_path_factory: pytest.TempPathFactory) -> LogCounts:
    """What DuckDB counts from the log as JSON Lines."""
    path = tmp_path_factory.mktemp("log") / "events.jsonl"
    path.write_bytes(b"\n".join(map(render_event, log)))
    return count(str(path))


def test_the_log_is_worth_counting(expected: LogCounts) -> None:
    assert expected.totals.queries == 12  # six on the pages of each language: `환블` is folded into `환불` of the first
    assert expected.totals.failed > 100
    assert (expected.sessions.left_out.sessions, expected.sessions.left_out.floods) == (61, 1)


def test_a_shop_sets_what_it_takes_for_a_bot_and_for_a_flood(log: list[Event], tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(render_event, log)))
    with open_events(str(path), KOREAN) as events:
        without_flood = build_counts(events, WINDOW, KOREAN, Gaps(flood_sessions=61)).sessions.left_out
        strict = build_counts(events, WINDOW, KOREAN, Gaps(bot_searches=2)).sessions.left_out
    assert (without_flood.sessions, without_flood.floods) == (1, 0)
    assert strict.sessions > 100


def test_a_slip_is_counted_with_the_query_that_was_meant_and_a_session_with_both_once(
    log: list[Event], expected: LogCounts, tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(render_event, log)))
    with open_events(str(path), KOREAN) as events:
        typed = {query.key: query for query in build_counts(events, WINDOW, KOREAN).queries}
    folded = {query.key: query for query in expected.queries}
    assert folded.keys() == typed.keys() - {"환블"}
    meant, slip, both = typed["환불"], typed["환블"], folded["환불"]
    assert {w.text for w in both.wordings} == {"환불", "환불하고 싶어요", "환블"}
    assert both.searches == meant.searches + slip.searches
    assert max(meant.sessions, slip.sessions) < both.sessions < meant.sessions + slip.sessions
    assert "환불" not in {retry.key for retry in both.retries}
    assert "환블" not in {retry.key for query in expected.queries for retry in query.retries}


def test_sqlite_counts_in_place_as_duckdb_does(log: list[Event], expected: LogCounts, tmp_path: Path) -> None:
    store_log(f"sqlite:///{tmp_path}/events.db", log)
    assert count(f"in-place+sqlite:///{tmp_path}/events.db") == expected


def test_postgresql_counts_in_place_as_duckdb_does(log: list[Event], expected: LogCounts, postgres_url: str) -> None:
    store_log(postgres_url, log)
    assert count(f"in-place+{postgres_url}") == expected


def count_for_sheet(source: str) -> SheetCounts:
    with open_events(source, KOREAN) as events:
        return count_sheet(events, WINDOW, Gaps(), 28)


@pytest.fixture(scope="module")
def expected_sheet(log: list[Event], tmp_path_factory: pytest.TempPathFactory) -> SheetCounts:
    path = tmp_path_factory.mktemp("log") / "events.jsonl"
    path.write_bytes(b"\n".join(map(render_event, log)))
    return count_for_sheet(str(path))


def test_sqlite_counts_the_sheet_in_place_as_duckdb_does(
    log: list[Event], expected_sheet: SheetCounts, tmp_path: Path
) -> None:
    assert len(expected_sheet.searches) > 3
    assert len(expected_sheet.articles) > 1
    store_log(f"sqlite:///{tmp_path}/events.db", log)
    assert count_for_sheet(f"in-place+sqlite:///{tmp_path}/events.db") == expected_sheet


def test_postgresql_counts_the_sheet_in_place_as_duckdb_does(
    log: list[Event], expected_sheet: SheetCounts, postgres_url: str
) -> None:
    store_log(postgres_url, log)
    assert count_for_sheet(f"in-place+{postgres_url}") == expected_sheet


def test_the_export_is_written_once_a_day_and_forgets_what_the_store_forgot(
    log: list[Event], expected: LogCounts, tmp_path: Path
) -> None:
    address, cache = f"sqlite:///{tmp_path}/events.db", tmp_path / "export"
    store_log(address, log)
    assert count(address, cache) == expected
    written = {file: file.stat().st_mtime_ns for file in cache.rglob("*.parquet")}
    assert len(written) == 35
    store = open_store(address)
    with store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM events WHERE session = 'session-bot-00001'")
    store.close()
    assert count(address, cache).sessions.left_out.sessions == 60
    changed = [file for file, time in written.items() if file.stat().st_mtime_ns != time]
    assert len(changed) <= 2


def test_a_long_log_counted_in_parts_gives_the_same(
    log: list[Event], expected: LogCounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(episodes, "EVENTS_AT_ONCE", len(log) // 5)
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(render_event, log)))
    assert count(str(path)) == expected


def test_an_export_with_the_columns_of_an_older_version_is_written_again(
    log: list[Event], expected: LogCounts, tmp_path: Path
) -> None:
    address, cache = f"sqlite:///{tmp_path}/events.db", tmp_path / "export"
    store_log(address, log)
    count(address, cache)
    old = max(cache.rglob("*.parquet"))
    pq.write_table(pq.read_table(old).drop_columns(["t"]), old)
    assert count(address, cache) == expected


def test_a_torn_export_is_written_again(log: list[Event], expected: LogCounts, tmp_path: Path) -> None:
    address, cache = f"sqlite:///{tmp_path}/events.db", tmp_path / "export"
    store_log(address, log)
    count(address, cache)
    torn = max(cache.rglob("*.parquet"))
    torn.write_bytes(torn.read_bytes()[:100])
    assert count(address, cache) == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere.jsonl", "nowhere.jsonl: no such file or folder of events"),
        ("mysql://x/y", "events can't be kept in mysql://"),
        ("sqlite:////nowhere/at/all.db", "there is no database at /nowhere/at/all.db"),
    ],
)
def test_a_source_that_cannot_be_read_is_named_with_a_cure(source: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as fault:
        count(source, tmp_path)
    assert fault.value.what == message
    assert fault.value.hint


def test_a_faulty_line_is_named_by_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"v":1,"type":"search"}\n')
    with pytest.raises(SourceError, match=rf"{path}:1: `id` is missing") as fault:
        count(str(path))
    assert fault.value.hint
