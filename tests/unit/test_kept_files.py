"""Files that git keeps are read whatever became of them, and what is wrong is told with the file and its cure."""

from pathlib import Path

import msgspec
import pytest

from hc_builder.kept_files import KeptFileError, read_kept


class Kept(msgspec.Struct):
    version: int = 1
    names: list[str] = []


def read(path: Path) -> Kept | None:
    return read_kept(path, Kept, 1, "take it back from git")


def test_none_is_none_and_one_with_an_editors_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    assert read(path) is None
    path.write_text('{"version": 1, "names": ["가"]}', encoding="utf-8-sig")
    assert read(path) == Kept(names=["가"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "truncated"),
        (b'{"version": 1, "na', "truncated"),
        (bytes(200), "malformed"),
        (b'{"names": ["\xff\xfe"]}', "it is not UTF-8 text"),
        (b'{"names": ' + b"[" * 100_000, "it is nested too deeply"),
        (b'{"names": 3}', "Expected `array`"),
    ],
)
def test_a_torn_one_is_told_with_its_cure(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(data)
    with pytest.raises(KeptFileError, match=why) as fault:
        read(path)
    assert fault.value.what.startswith(f"the file {path} can't be read: ")
    assert fault.value.hint == "take it back from git"


def test_one_of_a_newer_version_is_not_taken_for_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(b'{"version": 2, "names": 3}')
    with pytest.raises(KeptFileError, match=r"version 2 is not 1\n  hint: update hc-builder"):
        read(path)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeptFileError, match="Is a directory"):
        read(tmp_path)
