"""An address that was published is never lost unnoticed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hc_builder.cli import main
from hc_builder.config import read_config
from hc_builder.project import list_sources, load_project

CONFIG = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, language: ko}\nplugins: [helpcenter]\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project of two articles in two folders, whose addresses are remembered."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    write(tmp_path, "refund/when", "환불은 언제 받나요?", "사흘이 걸려요.")
    write(tmp_path, "gift/wrapping", "선물 포장이 되나요?", "포장해 드려요.")
    run(tmp_path, "addresses", "update")
    return tmp_path


def write(folder: Path, id: str, title: str, text: str, more: str = "") -> None:
    path = folder / "content" / f"{id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n{more}---\n{text}\n", "utf-8")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-f", str(folder / "mkdocs.yml")])


def tell(folder: Path) -> list[tuple[str, int, str, str]]:
    found = [problem for problem in load_project(folder / "mkdocs.yml").problems if problem.code in ("HC31", "HC32")]
    assert all(problem.path == "addresses.json" and problem.severity == "error" for problem in found)
    return [(problem.code, problem.line, problem.what, problem.hint) for problem in found]


def test_articles_and_folders_are_remembered_one_a_line(shop: Path) -> None:
    text = (shop / "addresses.json").read_text("utf-8")
    memory = json.loads(text)["published"]
    assert list(memory) == ["gift/", "gift/wrapping/", "refund/", "refund/when/"]
    assert memory["refund/when/"]["id"] == "refund/when"
    assert len(text.splitlines()) == 7 + len(memory)
    assert tell(shop) == []


@pytest.mark.parametrize(
    ("id", "title", "text"),
    [
        ("refund/days", "환불까지 며칠인가요?", "사흘이   걸려요."),
        ("refund/days", "환불은 언제 받나요?", "닷새가 걸려요."),
    ],
    ids=["by its text", "by its title"],
)
def test_a_renamed_article_is_told_with_its_successor(shop: Path, id: str, title: str, text: str) -> None:
    (shop / "content/refund/when.md").unlink()
    write(shop, id, title, text)
    [(code, line, what, hint)] = tell(shop)
    assert (code, what) == ("HC31", "/refund/when/ was published, and nothing stands there any more")
    assert (shop / "addresses.json").read_text("utf-8").splitlines()[line - 1].lstrip().startswith('"refund/when/"')
    assert "it seems to be content/refund/days.md now: write `redirect_from: [refund/when]` there" in hint
    assert run(shop, "build").exit_code == 1
    assert run(shop, "addresses", "update").exit_code == 1
    write(shop, id, title, text, "redirect_from: [refund/when]\n")
    assert tell(shop) == []


@pytest.mark.parametrize(
    "rule", ["/gift/* /refund/:splat", "/gift /refund/\n/gift/:name /refund/ 302", "/* /refund/when/ 410"]
)
def test_a_rule_of_the_writers_own_answers_for_lost_addresses(shop: Path, rule: str) -> None:
    (shop / "content/gift/wrapping.md").unlink()
    assert [what.split()[0] for _, _, what, _ in tell(shop)] == ["/gift/", "/gift/wrapping/"]
    (shop / "content/_redirects").write_text(f"{rule}\n", "utf-8")
    assert tell(shop) == []


def test_what_was_taken_away_on_purpose_is_said_once_and_answers_410(shop: Path) -> None:
    (shop / "content/gift/wrapping.md").unlink()
    assert "hc addresses gone gift/wrapping/" in tell(shop)[1][3]
    told = run(shop, "addresses", "gone", "gift", "/gift/wrapping/")
    assert told.exit_code == 0, told.output
    assert tell(shop) == []
    run(shop, "deploy-files", "nginx")
    gone = (shop / "nginx-redirects.conf").read_text("utf-8").partition("$help_gone {")[2]
    assert all(f'"{path}" "1";' in gone for path in ("/gift", "/gift/", "/gift/wrapping", "/gift/wrapping/"))
    write(shop, "gift/wrapping", "선물 포장이 되나요?", "다시 해 드려요.")
    run(shop, "addresses", "update")
    assert json.loads((shop / "addresses.json").read_text("utf-8"))["gone"] == []


@pytest.mark.parametrize(
    ("name", "told"), [("refund/when", "is a page of the site"), ("no/such", "was never published")]
)
def test_only_what_was_published_and_is_no_more_can_be_gone(shop: Path, name: str, told: str) -> None:
    before = (shop / "addresses.json").read_bytes()
    answer = run(shop, "addresses", "gone", name)
    assert (answer.exit_code, told in answer.output) == (1, True)
    assert (shop / "addresses.json").read_bytes() == before


def test_an_address_is_kept_after_its_page_moved(shop: Path) -> None:
    (shop / "content/refund/when.md").unlink()
    write(shop, "refund/days", "환불은 며칠인가요?", "사흘이 걸려요.", "redirect_from: [refund/when]\n")
    assert "1 new address" in run(shop, "addresses", "update").output
    assert {"refund/when/", "refund/days/"} <= json.loads((shop / "addresses.json").read_text("utf-8"))[
        "published"
    ].keys()


def test_a_notice_may_end(shop: Path) -> None:
    write(shop, "notices/holiday", "설 연휴 안내", "쉬어요.", "from: 2020-01-01\nuntil: 2099-01-01\n")
    run(shop, "addresses", "update")
    assert "notices/holiday/" not in (shop / "addresses.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n  "gone": [\n<<<<<<< HEAD\n', 3),
        ('{"gone": 3}', 0),
        ("[]", 0),
        ('{"published": {"a/": 1}}', 0),
        ("[" * 100_000, 0),
    ],
)
def test_a_memory_that_cannot_be_read_is_told_and_not_written_over(shop: Path, text: str, line: int) -> None:
    (shop / "addresses.json").write_text(text, "utf-8")
    [(code, at, _, hint)] = tell(shop)
    assert (code, at) == ("HC32", line)
    assert "git" in hint
    assert run(shop, "addresses", "update").exit_code == 1
    assert (shop / "addresses.json").read_text("utf-8") == text


def test_a_memory_of_a_newer_version_is_not_taken_for_an_empty_one(shop: Path) -> None:
    (shop / "addresses.json").write_text('{"version": 2, "published": {}}', "utf-8")
    assert [(code, hint) for code, _, _, hint in tell(shop)] == [("HC32", "update hc-builder")]
    assert run(shop, "addresses", "update").exit_code == 1


def test_a_build_is_made_of_the_memory_too(shop: Path) -> None:
    """So that one in which nothing changed is told only where that did not either."""
    assert shop / "addresses.json" in list_sources(read_config(shop / "mkdocs.yml"))
