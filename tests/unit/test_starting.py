"""`hc new` writes into a new or empty folder; whatever else it is given is told with the cure that fits."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.checks import check_help_center
from hc_builder.checks.search_tests import run_search_tests
from hc_builder.cli import main
from hc_builder.content.help_center import read_help_center
from hc_builder.problems import has_errors
from hc_builder.project import build_renderer, load_project
from hc_builder.starting import FolderRefused, make_project

ROOT = Path(__file__).parents[2]


def test_an_empty_folder_becomes_a_project(tmp_path: Path) -> None:
    assert make_project(tmp_path) > 0
    assert (tmp_path / "mkdocs.yml").is_file()
    assert (tmp_path / ".vscode/settings.json").is_file()


def test_what_comes_next_does_not_go_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["new", ".", "--lang", "en"], catch_exceptions=False).stderr
    assert told.endswith("articles. Next: hc serve\n")


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


@pytest.mark.parametrize("day", [date(2026, 11, 29), date(2027, 2, 9), date(2027, 2, 10), date(2030, 1, 1)])
def test_the_starter_builds_strictly_on_any_day(day: date) -> None:
    project = load_project(ROOT / "mkdocs.yml")
    center = read_help_center(ROOT / "content", project.settings, build_renderer(project.config), day)
    problems = check_help_center(center, day)
    assert not has_errors(problems, strict=True)
    is_over = day > date(2027, 2, 9)
    assert [problem.code for problem in problems if problem.code == "HC48"] == [
        "HC48",
        "HC48",
    ] * is_over  # a notice and a card
    assert (center.find("notices/new-year-delivery") is None) is is_over


def test_the_starters_search_tests_hold_once_its_notice_is_over() -> None:
    project, day = load_project(ROOT / "mkdocs.yml"), date(2027, 2, 10)
    center = read_help_center(ROOT / "content", project.settings, build_renderer(project.config), day)
    assert run_search_tests(replace(project, center=center, today=day)) == []
