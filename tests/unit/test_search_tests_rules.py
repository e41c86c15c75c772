"""Search tests of writers: where an expected article may stand, and what a failure says of it."""

from dataclasses import fields
from pathlib import Path

import pytest

from hc_builder.checks.search_tests import check_expectations, check_project, read_expectations, run_search_tests
from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem, Severity
from hc_builder.project import Project, load_project
from hc_builder.search.engine import SearchEngine
from hc_builder.search.result import Hit, SearchResult


class Ranked:
    """An engine that finds the same articles whatever is asked."""

    def __init__(self, *ids: str) -> None:
        self.ids = ids
        self.limits: list[int] = []

    def search(self, query: str, limit: int = 10) -> SearchResult:
        self.limits.append(limit)
        hits = tuple(Hit(id, "", "", "", 1.0, ()) for id in self.ids[:limit])
        return SearchResult(query, hits, None, (), None, 0, 0.0)


def check(folder: Path, text: str, *ids: str, known: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    path = folder / "search-tests.yml"
    path.write_text(text, "utf-8")
    expectations, problems = read_expectations(path, "search-tests.yml")
    problems += check_expectations(Ranked(*ids), expectations, known)  # type: ignore[arg-type]
    return [(problem.line, problem.what) for problem in problems]


@pytest.mark.parametrize(("within", "passes"), [("", True), ("\n  within: 2", False), ("\n  within: 4", True)])
def test_an_article_must_stand_among_the_first_three_or_as_many_as_are_named(
    tmp_path: Path, within: str, passes: bool
) -> None:
    assert (check(tmp_path, f"- query: q\n  expect: c{within}\n", "a", "b", "c", "d") == []) == passes


def test_a_failure_tells_the_rank_of_the_best_that_was_expected(tmp_path: Path) -> None:
    told = check(tmp_path, "- query: q\n  expect: [e, d, z]\n", "a", "b", "c", "d", "e")
    assert told == [(1, "'q' should find e or d or z in the first 3, but it stands at 4; first comes a")]


def test_nothing_found_is_told(tmp_path: Path) -> None:
    assert check(tmp_path, "- query: q\n  expect: a\n") == [
        (1, "'q' should find a in the first 3, but it is not found; nothing is found")
    ]
    assert check(tmp_path, "- query: q\n  expect: nothing\n") == []
    assert check(tmp_path, "- query: q\n  expect: nothing\n", "a") == [(1, "'q' should find nothing, but finds a")]


def test_each_id_that_is_no_article_is_told_when_the_articles_are_known(tmp_path: Path) -> None:
    text = "- query: q\n  expect: [a, x, y]\n"
    assert check(tmp_path, text, "a") == []
    assert check(tmp_path, text, "a", known=("a", "b")) == [
        (1, "'q' expects 'x', which is no article"),
        (1, "'q' expects 'y', which is no article"),
    ]


@pytest.mark.parametrize(("within", "limit"), [(1, 10), (10, 10), (30, 30)])
def test_as_many_are_asked_for_as_may_count_and_ten_at_least(tmp_path: Path, within: int, limit: int) -> None:
    path = tmp_path / "t.yml"
    path.write_text(f"- query: q\n  expect: a\n  within: {within}\n", "utf-8")
    engine = Ranked("a")
    check_expectations(engine, read_expectations(path, "t.yml")[0])  # type: ignore[arg-type]
    assert engine.limits == [limit]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- expect: a\n", 1, "a search test without `query`"),
        ("- query: q\n", 1, "a search test without `expect`"),
        ("- query: q\n  expect: []\n", 1, "a search test without `expect`"),
        ("- query: q\n  expect: a\n  within: true\n", 1, "`within` must be a whole number from 1, not 'true'"),
        ("- query: q\n  expect: a\n  within: two\n", 1, "`within` must be a whole number from 1, not 'two'"),
        ("- query: q\n  expect: a\n- 3\n", 3, "a search test is a `query` and what it must find"),
        ("# one\n\n- ]\n", 3, "a bracket or a quote is opened and not closed"),
    ],
)
def test_an_entry_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    assert check(tmp_path, text, "a") == [(line, what)]


def test_a_file_that_is_empty_or_not_there_tests_nothing(tmp_path: Path) -> None:
    assert check(tmp_path, "# nothing yet\n") == []
    assert read_expectations(tmp_path / "none.yml", "none.yml") == ([], [])


def test_a_query_may_be_a_number(tmp_path: Path) -> None:
    assert check(tmp_path, "- query: 302\n  expect: a\n  within: 1\n", "b") == [
        (1, "'302' should find a in the first 1, but it is not found; first comes b")
    ]


class Broken:
    """A project with a fault; its index must not be asked for."""

    def __init__(self, severity: Severity) -> None:
        self.problems = (Problem("a.md", 1, "HC01", "a fault", "", severity),)

    @property
    def center(self) -> HelpCenter:
        raise AssertionError("search tests were run")

    def build_search_index(self, lang: str) -> dict[str, bytes]:
        raise AssertionError("search tests were run")


def test_search_tests_wait_until_nothing_else_is_wrong() -> None:
    assert check_project(Broken("error")) == list(Broken("error").problems)
    with pytest.raises(AssertionError, match="search tests were run"):
        check_project(Broken("warning"))


class Counted(Project):
    """A project that knows how often its search was opened."""

    opened = 0

    def open_search(self, lang: str = "") -> SearchEngine:
        Counted.opened += 1
        return super().open_search(lang)


def try_project(folder: Path, **texts: str) -> tuple[list[str], int]:
    """What its search tests tell once these files are written, and how often its search was opened for that."""
    for name, text in texts.items():
        (folder / "content" / NAMES[name]).write_text(text, "utf-8")
    project, before = load_project(folder / "mkdocs.yml"), Counted.opened
    counted = Counted(**{field.name: getattr(project, field.name) for field in fields(project)})
    told = [problem.what for problem in run_search_tests(counted)]
    counted.derived.close()
    return told, Counted.opened - before


NAMES = {"article": "fee.md", "tests": "search-tests.yml"}


def test_the_same_search_tests_on_the_same_index_are_known_from_the_last_time(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 시험\ndocs_dir: content\nplugins: [helpcenter]\n", "utf-8")
    article, tests = "---\ntitle: 배송비\n---\n삼천 원이에요.\n", "- query: 배송비\n  expect: fee\n"
    fails = ["'배송비' should find fee in the first 3, but it is not found; nothing is found"]
    assert try_project(tmp_path, article=article, tests=tests) == ([], 1)
    assert try_project(tmp_path) == ([], 0)
    assert try_project(tmp_path, article=article.replace("배송비", "환불")) == (fails, 1)
    assert try_project(tmp_path) == (fails, 0)
    assert try_project(tmp_path, tests=tests.replace("배송비", "환불")) == ([], 1)
