"""The project's own documentation is a help center that the project builds: `make docs`."""

from datetime import date
from pathlib import Path

from hc_builder.checks import check_help_center
from hc_builder.problems import has_errors
from hc_builder.project import load_project
from tools.screens import FILM, PICTURES

ROOT = Path(__file__).parents[2]


def test_each_guide_is_a_page_of_its_language_called_by_its_heading() -> None:
    project = load_project(ROOT / "documentation.yml")
    articles = [shown.article for shown in project.center.articles]
    assert {article.path for article in articles} == {path.name for path in (ROOT / "docs").glob("*.md")}
    assert [article.id for article in articles if "`" in article.fields.title] == []
    problems = check_help_center(project.center, date(2026, 11, 30))
    assert not has_errors(problems, strict=True), problems


def test_every_picture_is_taken_by_the_script_and_shown() -> None:
    taken = {*PICTURES, FILM}
    assert {path.stem for path in (ROOT / "docs/images").iterdir()} == taken
    guides = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    assert [name for name in taken if f"images/{name}.webp" not in guides] == []
