"""A log as it is found: what can't be used is set aside and counted by why, and the rest is read."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from event_samples import make_event

from feedback_function.log_file import LogNotes, read_log
from feedback_function.parsing import EventError


def line(kind: str = "search", **changes: object) -> str:
    return json.dumps(make_event(kind, **changes), ensure_ascii=False)


def read(folder: Path, text: str | bytes) -> tuple[list[str], LogNotes]:
    """The types of the events in a log of this text, and the notes."""
    file, notes = folder / "events.jsonl", LogNotes()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [event.type for event in read_log(file, notes)], notes


def test_a_last_line_that_was_cut_off_costs_itself_alone(tmp_path: Path) -> None:
    types, notes = read(tmp_path, f"{line()}\n{line('vote')[:60]}")
    assert types == ["search"]
    assert notes.aside == {"torn": 1}


def test_a_line_in_the_middle_that_is_no_json_is_told_apart_from_a_torn_end(tmp_path: Path) -> None:
    types, notes = read(tmp_path, f"{line()}\nnot json\n{line('vote')}\n")
    assert types == ["search", "vote"]
    assert notes.aside == {"json": 1}


def test_a_byte_order_mark_is_no_part_of_the_first_event(tmp_path: Path) -> None:
    types, notes = read(tmp_path, b"\xef\xbb\xbf" + line().encode())
    assert types == ["search"]
    assert (notes.mended["bom"], +notes.aside) == (1, {})


def test_another_version_and_an_unknown_type_are_named(tmp_path: Path) -> None:
    text = "\n".join([line(), line(v=2), line(v=2), line(type="telepathy"), line(type="홍길동 전화번호")])
    types, notes = read(tmp_path, text)
    assert types == ["search"]
    assert notes.aside == {"version 2": 2, "type telepathy": 1, "form": 1}


def test_a_local_time_is_the_instant_that_it_names(tmp_path: Path) -> None:
    file, notes = tmp_path / "events.jsonl", LogNotes()
    file.write_text(line(at="2026-01-31T18:00:00+09:00"), "utf-8")
    (event,) = read_log(file, notes)
    assert event.at == datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert event.at.utcoffset() is not None
    assert event.at.isoformat().endswith("+00:00")
    assert notes.mended["zone"] == 1


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+09:00"])
def test_a_local_time_of_no_year_is_set_aside(at: str, tmp_path: Path) -> None:
    types, notes = read(tmp_path, f"{line(at=at)}\n{line('vote')}\n")
    assert (types, +notes.aside) == (["vote"], {"form": 1})


def test_an_event_that_comes_twice_counts_once(tmp_path: Path) -> None:
    text = line()
    types, notes = read(tmp_path, f"{text}\n\n{text}\n{line('vote')}\n")
    assert types == ["search", "vote"]
    assert (notes.events, notes.aside) == (2, {"again": 1})


def test_a_log_without_any_event_is_an_error_with_the_first_line(tmp_path: Path) -> None:
    with pytest.raises(EventError, match=r"events\.jsonl:2: The event is not an object with a known form") as fault:
        read(tmp_path, "\n3\n# 제목\n")
    assert fault.value.hint
    assert read(tmp_path, "\n \n")[0] == []
