"""Where events come from: an empty store is an empty table, and what can't be read is told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from event_samples import make_event, parse_event
from full_disk import full_disk, held_open

from feedback_function.retention import erase_session
from feedback_function.store import open_store
from hc_builder.gaps.commands import GapRequest
from hc_builder.gaps.events.columns import COLUMNS, build_batch
from hc_builder.gaps.events.source import SourceError, open_events
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reports import report_gaps
from hc_builder.project import load_project

ANALYZER = QueryAnalyzer()


def make_store(folder: Path, *sessions: str) -> str:
    """The address of a store with one search by each of the sessions."""
    address = f"sqlite:///{folder / 'events.db'}"
    store = open_store(address)
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    store.append([parse_event(_encode(make_event(session=session, at=at))) for session in sessions])
    store.close()
    return address


def _encode(event: object) -> bytes:
    return msgspec.json.encode(event)


def count(source: str, cache: Path | None = None) -> int:
    with open_events(source, ANALYZER, cache) as table:
        return int(table.count().to_pyarrow().as_py())


def test_an_export_of_before_there_were_answers_and_targets_is_read(tmp_path: Path) -> None:
    opened = parse_event(_encode(make_event("open")))
    rows = pa.Table.from_batches([build_batch([opened], ANALYZER)], COLUMNS).drop_columns(["answer", "target"])
    pq.write_table(rows, tmp_path / "events.parquet")
    with open_events(str(tmp_path / "events.parquet"), ANALYZER) as table:
        [row] = table.to_pyarrow().to_pylist()
    assert (row["article"], row["answer"], row["target"]) == ("refund/how", None, None)


def test_a_store_that_never_got_an_event_is_an_empty_table(tmp_path: Path) -> None:
    assert count(make_store(tmp_path), tmp_path / "cache") == 0
    assert count(make_store(tmp_path)) == 0


def test_a_store_whose_last_event_was_erased_is_an_empty_table(tmp_path: Path) -> None:
    address = make_store(tmp_path, "session-0000000001")
    assert count(address, tmp_path / "cache") == 1
    store = open_store(address)
    erase_session(store, "session-0000000001")
    store.close()
    assert count(address, tmp_path / "cache") == 0


@pytest.mark.parametrize("name", ["events.parquet", "folder/day.parquet", "events"])
def test_a_file_that_is_not_parquet_is_told(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("garbage " * 100)
    with pytest.raises(SourceError, match="can't be read as events in Parquet"):
        count(str(file if file.parent == tmp_path else file.parent))


def test_a_file_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").mkdir()
    with pytest.raises(SourceError, match=r"events.jsonl can't be read: Is a directory"):
        count(str(tmp_path / "events.jsonl"))


def test_a_damaged_copy_of_a_store_is_deleted_and_made_anew(tmp_path: Path) -> None:
    def list_queries() -> list[str]:
        with open_events(address, ANALYZER, tmp_path / "cache") as table:
            found: list[str] = table.query.to_pyarrow().to_pylist()
            return found

    address = make_store(tmp_path, "session-0000000001")
    queries = list_queries()
    (copy,) = (tmp_path / "cache").rglob("*.parquet")
    data = copy.read_bytes()
    copy.write_bytes(data[:4] + b"\xff" * (len(data) // 4) + data[4 + len(data) // 4 :])
    with pytest.raises(SourceError, match=r"was damaged, and is deleted\n  hint: run it again"):
        list_queries()
    assert list_queries() == queries


def test_a_store_that_is_damaged_where_it_is_read_is_told_so(tmp_path: Path) -> None:
    address = make_store(tmp_path, *(f"session-{number:010}" for number in range(300)))
    with (tmp_path / "events.db").open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\xff" * (3 * 4096))
    with pytest.raises(SourceError, match=r"events\.db is damaged\n  hint: restore it from a backup"):
        count(address, tmp_path / "cache")


def test_a_copy_for_which_there_is_no_room_is_told_with_its_place(tmp_path: Path) -> None:
    address = make_store(tmp_path, "session-0000000001")
    with held_open(tmp_path / "events.db"), full_disk(), pytest.raises(OSError, match="too large") as fault:
        count(address, tmp_path / "cache")
    assert Path(fault.value.filename).is_relative_to(tmp_path / "cache")


def test_a_disk_that_fills_while_counting_damages_no_copy(tmp_path: Path) -> None:
    address, cache = make_store(tmp_path, "session-0000000001"), tmp_path / "cache"
    fault = duckdb.IOException('IO Error: Could not write file "x": No space left on device')
    with pytest.raises(SourceError, match=r"there is no room in .*cache"), open_events(address, ANALYZER, cache):
        raise fault
    assert list(cache.rglob("*.parquet"))


@pytest.mark.parametrize("place", ["cache", "cache/below"])
def test_a_cache_that_cannot_be_written_gives_way_to_the_systems_folder(place: str, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder can be made here")
    assert count(make_store(tmp_path, "session-0000000001"), tmp_path / place) == 1


def test_one_report_builds_one_analyzer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It remembers what it has read, which a second one would read again."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\nplugins:\n  - helpcenter\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "fee.md").write_text("---\ntitle: 배송비는 얼마인가요?\n---\n3,000원이에요.\n")
    built = []
    build = QueryAnalyzer.__init__

    def note(self: QueryAnalyzer, *given: Any) -> None:
        built.append(given)
        build(self, *given)

    monkeypatch.setattr(QueryAnalyzer, "__init__", note)
    events = make_store(tmp_path, *(f"session-{number:010}" for number in range(4)))
    request = GapRequest(load_project(tmp_path / "mkdocs.yml"), events, datetime.now(UTC))
    assert "<html" in report_gaps(request, "html", "ko", 7)
    assert len(built) == 1
