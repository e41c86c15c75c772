"""Where a report gets its numbers of inquiries, and what it says of a source that will not do."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feedback_function.store import open_store
from hc_builder.gaps.events.inquiries import read_inquiries
from hc_builder.gaps.events.source import BadSource, SourceError

SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
LOG = {
    "v": 1,
    "made_at": "2026-11-30T00:00:00Z",
    "zone": "Asia/Seoul",
    "first_day": "2026-10-01",
    "days": {"2026-11-02": {"topic": {"delivery": 2}, "hour": {"9": 2}}},
    "messages": {"dead": 1},
}


def read(source: object, events: str = "events.jsonl") -> Any:
    return read_inquiries(str(source), events, SINCE, UNTIL, SEOUL)


def write(path: Path, **changes: object) -> Path:
    file = path / "inquiries.json"
    file.write_text(json.dumps(LOG | changes), "utf-8")
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    log = read(write(tmp_path))
    assert log.days == {date(2026, 11, 2): {"topic": {"delivery": 2}, "hour": {"9": 2}}}
    assert log.messages.dead == 1


def test_a_file_that_windows_wrote_and_names_with_joined_emoji_are_read(tmp_path: Path) -> None:
    file = write(tmp_path, days={"2026-11-02": {"article": {"family/👨\u200d👩\u200d👧": 1}}})
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(read(file).days) == 1


def test_without_a_source_the_database_of_the_events_is_asked_and_a_file_of_them_has_none(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    open_store(address).close()
    assert read("", address).days == {}
    assert read(address).zone == "Asia/Seoul"
    assert read("", "events.jsonl") is None
    assert read("", f"in-place+{address}") is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"zone": "UTC"}, "counts days of UTC, the report those of Asia/Seoul"),
        ({"first_day": "2026-10-20"}, "counts inquiries since 2026-10-20, the report looks back to 2026-10-01"),
        ({"v": 2}, "holds counts of version 2, and this reads version 1"),
        ({"v": "1"}, "holds no counts of inquiries"),
        ({"messages": {"dead": -1}}, "holds no counts of inquiries"),
        ({"messages": {"oldest_hours": -1.5}}, "holds no counts of inquiries"),
        ({"days": {"2026-11-02": {"topic": {"delivery": 2**60}}}}, "holds no counts of inquiries"),
        ({"days": {"2026-11-02": {"topic": {"\x1b[31mdelivery": 2}}}}, "holds no counts of inquiries"),
        ({"days": {"2026-11-02": {"article": {"delivery\u202e": 2}}}}, "holds no counts of inquiries"),
        ({"zone": "Asia/\x1b[31mSeoul"}, "holds no counts of inquiries"),
        ({"made_at": "2026-11-30T00:00:00"}, "holds no counts of inquiries"),
        ({"days": {"2026-11-02": {"hour": {"99": 1}}}}, "holds no counts of inquiries"),
        ({"days": {"2026-11-02": {"topic": {"delivery": -1}}}}, "holds no counts of inquiries"),
    ],
)
def test_a_file_that_will_not_do_is_told_with_its_cure(changes: Any, told: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as fault:
        read(write(tmp_path, **changes))
    assert told in fault.value.what
    assert fault.value.hint


def test_what_is_no_source_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read: No such file"):
        read(tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="holds no counts"):
        read(tmp_path / "bytes.json")
    with pytest.raises(SourceError, match="there is no database"):
        read(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(BadSource):
        read("postgresql://:::")


@pytest.mark.parametrize("scheme", ["mysql", "https", "in-place+postgresql"])
def test_an_address_that_is_no_store_is_told_without_its_password(scheme: str) -> None:
    with pytest.raises(BadSource, match="inquiries can't be counted in") as fault:
        read(f"{scheme}://shop:secret@db.example/help")
    assert f"{scheme}://" in fault.value.what
    assert "secret" not in str(fault.value) + fault.value.hint
