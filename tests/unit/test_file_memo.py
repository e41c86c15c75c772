"""A file is read again when it is another, and only then; one that was just written is not trusted."""

import os
from pathlib import Path

import pytest

from hc_builder import file_memo
from hc_builder.cache import Cache
from hc_builder.file_memo import FileMemo


class Reader:
    """Counts what it reads."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, path: Path) -> bytes:
        self.count += 1
        return path.read_bytes()


def open_memo(folder: Path) -> tuple[FileMemo[bytes], Reader]:
    reader = Reader()
    return FileMemo(Cache(folder / "cache"), "texts", reader, bytes), reader


def test_a_file_that_rests_is_read_once_in_this_run_and_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_memo, "SETTLED_NS", 0)
    file = tmp_path / "a"
    file.write_bytes(b"one")
    memo, reader = open_memo(tmp_path)
    assert [memo.find(file) for _ in range(2)] == [b"one", b"one"]
    assert reader.count == 1
    memo.save()
    again, later = open_memo(tmp_path)
    assert (again.find(file), later.count) == (b"one", 0)
    file.write_bytes(b"other")
    assert (again.find(file), later.count) == (b"other", 1)
    os.utime(file, (1, 1))
    assert (again.find(file), later.count) == (b"other", 2)
    again.save()
    file.unlink()
    with pytest.raises(FileNotFoundError):
        again.find(file)


def test_what_was_just_written_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    memo, reader = open_memo(tmp_path)
    assert [memo.find(file) for _ in range(2)] == [b"one", b"one"]
    assert reader.count == 2
    memo.save()
    again, later = open_memo(tmp_path)
    assert (again.find(file), later.count) == (b"one", 1)


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_memo, "SETTLED_NS", 0)
    for name in "ab":
        (tmp_path / name).write_text(name, "utf-8")
    memo, _ = open_memo(tmp_path)
    memo.find(tmp_path / "a")
    memo.save()
    second, _ = open_memo(tmp_path)
    second.find(tmp_path / "b")
    second.save()
    third, reader = open_memo(tmp_path)
    third.find(tmp_path / "b")
    assert reader.count == 0
    third.find(tmp_path / "a")
    assert reader.count == 1
