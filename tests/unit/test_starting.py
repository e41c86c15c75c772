"""`hc new` writes into a new or empty folder; whatever else it is given is told with the cure that fits."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.starting import FolderRefused, make_project


def test_an_empty_folder_becomes_a_project(tmp_path: Path) -> None:
    assert make_project(tmp_path) > 0
    assert (tmp_path / "mkdocs.yml").is_file()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(FolderRefused, match="is not empty\n  hint: name a new folder"):
        make_project(tmp_path)


def test_a_file_is_called_a_file(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    with pytest.raises(FolderRefused, match=r"mkdocs\.yml is a file\n  hint: name a new folder"):
        make_project(tmp_path / "mkdocs.yml")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderRefused, match=f"Not a directory\n  hint: {tmp_path}/file is a file: name a folder else"):
        make_project(tmp_path / "file/shop/help")


def test_a_place_where_nobody_can_write_is_not_called_one_that_lacks_permission() -> None:
    with pytest.raises(FolderRefused, match=r"can't make a project in /proc/x: .*\n  hint: name a folder elsewhere"):
        make_project(Path("/proc/x"))


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_name_is_refused(text: str) -> None:
    told = CliRunner().invoke(main, ["new", text])
    assert told.exit_code == 2
    assert "the name is empty" in told.stderr
