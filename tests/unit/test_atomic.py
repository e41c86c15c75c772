"""A file is there whole, or as it was before."""

import shutil
from pathlib import Path

import pytest
from full_disk import full_disk

from hc_builder.atomic import naming, write_atomically, write_new


def test_a_file_is_written_with_its_folders_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a/b.bin", b"one")
    write_atomically(tmp_path / "a/b.bin", b"two")
    assert (tmp_path / "a/b.bin").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.bin"]


def test_others_may_read_it_as_any_new_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_write_that_fails_leaves_the_file_of_before(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_can_not_be_made_is_named_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(OSError, match="too long") as fault:
        write_atomically(path, b"")
    assert fault.value.filename == str(path)


def test_a_disk_that_fills_leaves_the_file_of_before_and_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_atomically(path, b"one")
    with full_disk(), pytest.raises(OSError, match="too large") as fault:
        write_atomically(path, b"two")
    assert fault.value.filename == str(path)
    assert ([each.name for each in tmp_path.iterdir()], path.read_bytes()) == (["a"], b"one")


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    with full_disk(), pytest.raises(OSError, match="too large") as fault:
        write_new(path, b"one")
    assert (fault.value.filename, path.exists()) == (str(path), False)
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"


def test_what_is_copied_to_its_place_is_told_of_the_place(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"one")
    with full_disk(), pytest.raises(OSError, match="too large") as fault, naming(tmp_path / "site", tmp_path / "aside"):
        shutil.copyfile(tmp_path / "source", tmp_path / "aside")
    assert fault.value.filename == str(tmp_path / "site")


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(0o600)
    write_atomically(path, b"one")
    assert path.stat().st_mode & 0o777 == 0o600
