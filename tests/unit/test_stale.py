"""Reviews that are due, and what the calendar alone may not stop."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.checks import check_help_center
from hc_builder.checks.stale import find_due
from hc_builder.cli import main
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem, count_problems, has_errors

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 29)
ARTICLES = {
    "late": "title: 늦은 글\nowner: 배송팀\nreview_by: 2026-11-01",
    "later": "title: 더 늦은 글\nowner: 배송팀\nreview_by: 2026-01-02",
    "soon": "title: 곧 볼 글\nowner: 결제팀\nreview_by: 2026-12-20",
    "today": "title: 오늘 볼 글\nreview_by: 2026-11-29",
    "far": "title: 먼 글\nowner: 배송팀\nreview_by: 2027-06-01",
    "never": "title: 정하지 않은 글",
}


def write(folder: Path) -> Path:
    for name, head in ARTICLES.items():
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n본문\n", "utf-8")
    return folder


def read(folder: Path) -> HelpCenter:
    return read_help_center(write(folder), Settings(), Renderer(), TODAY)


def test_due_reviews_are_listed_by_owner_the_oldest_first(tmp_path: Path) -> None:
    due = find_due(read(tmp_path), TODAY, timedelta(days=30))
    assert [(one.owner, one.id, one.days) for one in due] == [
        ("결제팀", "soon", 21),
        ("배송팀", "later", -331),
        ("배송팀", "late", -28),
        ("", "today", 0),
    ]
    assert due[1].line == 4


def test_nothing_is_due_beyond_the_time_given(tmp_path: Path) -> None:
    assert {one.id for one in find_due(read(tmp_path), TODAY, timedelta(days=0))} == {"later", "late", "today"}


def test_an_overdue_review_stops_no_build(tmp_path: Path) -> None:
    problems = check_help_center(read(tmp_path), TODAY)
    assert {(problem.code, problem.severity) for problem in problems} == {("HC30", "notice")}
    assert not has_errors(problems, strict=True)
    assert count_problems(problems) == "0 errors, 0 warnings, 2 notices"


def test_the_untouched_example_shop_builds_strictly_when_years_have_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime(2028, 1, 1, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
    command = ["build", "--strict", "-f", str(ROOT / "mkdocs.yml"), "--site", str(tmp_path / "site")]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "its review was due on 2027-" in result.output
    assert (tmp_path / "site/index.html").is_file()


def test_a_day_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    result = CliRunner().invoke(main, ["check", "-f", str(ROOT / "mkdocs.yml")], catch_exceptions=False)
    assert result.exit_code == 1
    assert "the variable SOURCE_DATE_EPOCH is no number of seconds since 1970: 'tomorrow'" in result.output


@pytest.mark.parametrize(
    ("severity", "stops", "stops_strictly"),
    [("error", True, True), ("warning", False, True), ("notice", False, False)],
)
def test_what_stops_a_build(severity: str, stops: bool, stops_strictly: bool) -> None:
    problems = [Problem("a.md", 1, "HC00", "", severity=severity)]  # type: ignore[arg-type]
    assert has_errors(problems) is stops
    assert has_errors(problems, strict=True) is stops_strictly


@pytest.fixture
def project(tmp_path: Path) -> Path:
    config = "site_name: 가게\ndocs_dir: content\ntheme: {name: helpcenter}\nplugins: [helpcenter]\n"
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "content").mkdir()
    write(tmp_path / "content")
    return tmp_path / "mkdocs.yml"


def ask(project: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["stale", "-f", str(project), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_names_owner_place_and_day(project: Path) -> None:
    text = ask(project)
    assert "배송팀\n  content/later.md:4: 더 늦은 글 (due on 2026-01-02, " in text
    assert "without an owner\n  content/today.md:3" in text


def test_the_command_speaks_korean(project: Path) -> None:
    text = ask(project, "--lang", "ko")
    assert "담당자 없음\n  content/today.md:3" in text
    assert "더 늦은 글 (2026-01-02까지, " in text


def test_the_command_gives_json(project: Path) -> None:
    [late] = [one for one in json.loads(ask(project, "--format", "json")) if one["article"] == "late"]
    assert late["place"] == "content/late.md:4"
    assert late["owner"] == "배송팀"


def test_the_command_gives_a_page_in_the_language_of_the_shop(project: Path) -> None:
    (project.parent / "content/late.md").write_text(
        "---\ntitle: <b>늦은</b> & 글\nreview_by: 2026-01-01\n---\n본문\n", "utf-8"
    )
    page = ask(project, "--format", "html")
    assert "다시 살펴볼 글" in page
    assert "<b>늦은" not in page
