"""A file is there whole, or as it was before."""

from pathlib import Path

import pytest

from hc_builder.atomic import write_atomically


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
