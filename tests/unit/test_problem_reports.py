"""Problems in the forms of other tools, each read back by the rules of that tool."""

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.problem_reports import render_form, render_github, render_json, render_junit, render_sarif
from hc_builder.problems import Problem

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
PROBLEMS = [
    Problem("content/환불 안내.md", 5, "HC10", "link target 'a<b>&.md' does not exist", "did you mean 'ab.md'?"),
    Problem("content/a,b.md", 0, "HC73", "100% of it, is: empty\nat all", "", "warning"),
    Problem("content/a.md", 2, "HC30", "its review was due on 2026-01-02", "", "notice"),
    Problem("content/a.md", 9, "HC15", "\x07 rings", "", "error"),
]


def test_json_has_each_problem_with_all_that_is_known_of_it() -> None:
    told = json.loads(render_json(PROBLEMS))
    assert told["version"] == 1
    assert told["problems"][-1] == {
        "code": "HC10",
        "severity": "error",
        "path": "content/환불 안내.md",
        "line": 5,
        "what": "link target 'a<b>&.md' does not exist",
        "hint": "did you mean 'ab.md'?",
    }


@pytest.mark.parametrize("problems", [PROBLEMS, []], ids=["some", "none"])
def test_sarif_is_valid_by_its_schema(problems: list[Problem]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$"))  # a slip of its own
    assert list(jsonschema_rs.validator_for(schema).iter_errors(json.loads(render_sarif(problems)))) == []


def test_sarif_names_rules_levels_and_places() -> None:
    run = json.loads(render_sarif(PROBLEMS))["runs"][0]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {problem.code for problem in PROBLEMS}
    assert {(result["ruleId"], result["level"]) for result in run["results"]} == {
        ("HC10", "error"),
        ("HC73", "warning"),
        ("HC30", "note"),
        ("HC15", "error"),
    }
    place = next(result for result in run["results"] if result["ruleId"] == "HC10")["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "content/%ED%99%98%EB%B6%88%20%EC%95%88%EB%82%B4.md"},
        "region": {"startLine": 5},
    }


def test_annotations_keep_to_a_line_and_to_their_fields() -> None:
    lines = render_github(PROBLEMS).splitlines()
    assert len(lines) == len(PROBLEMS) + 1
    assert "::warning file=content/a%2Cb.md,title=HC73::100%25 of it, is: empty%0Aat all" in lines
    assert lines[-1] == "2 errors, 1 warning, 1 notice"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("github", "file=docs/help/content/a.md,line=9"),
        ("sarif", '"docs/help/content/a.md"'),
        ("junit", '"content/a.md"'),
        ("json", '"content/a.md"'),
        ("text", "\ncontent/a.md:9: "),
    ],
)
def test_github_is_told_where_a_file_is_in_its_repository(tmp_path: Path, form: str, written: str) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere")  # a worktree or submodule
    assert written in "\n" + render_form(form, PROBLEMS, project=tmp_path / "docs/help")
    assert "help/content" not in render_form(form, PROBLEMS, project=None)


def test_a_project_that_is_the_repository_or_in_none_names_files_from_itself(tmp_path: Path) -> None:
    assert "file=content/a.md" in render_form("github", PROBLEMS, project=tmp_path)
    (tmp_path / ".git").mkdir()
    assert "file=content/a.md" in render_form("github", PROBLEMS, project=tmp_path)
    above = [Problem("../shared/a.md", 1, "HC10", "x")]
    assert "file=shared/a.md" in render_form("github", above, project=tmp_path / "help")


@pytest.mark.parametrize(("strict", "failures"), [(False, 2), (True, 3)])
def test_junit_fails_what_stops_a_build_and_skips_the_rest(strict: bool, failures: int) -> None:
    suite = ElementTree.fromstring(render_junit(PROBLEMS, strict))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("4", str(failures))
    assert len(suite.findall("testcase/failure")) == failures
    assert len(suite.findall("testcase/skipped")) == 4 - failures


def test_junit_of_nothing_wrong_is_one_test_that_passed() -> None:
    suite = ElementTree.fromstring(render_junit([]))[0]
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "0", 1)


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit"])
def test_the_command_gives_each_form_and_its_exit_code(form: str) -> None:
    site = ROOT / "tests/sites/dead-link/mkdocs.yml"
    result = CliRunner().invoke(main, ["check", "-f", str(site), "--format", form, "--lang", "ko"])
    assert result.exit_code == 1
    assert "링크가 가리키는 것이 없어요" in result.output


@pytest.mark.parametrize(
    ("asked", "exit_code", "told"), [("hc10", 0, "HC10 (error / warning, since 0.1.0)"), ("HC4", 2, "did you mean")]
)
def test_a_code_is_explained(asked: str, exit_code: int, told: str) -> None:
    result = CliRunner().invoke(main, ["check", "--explain", asked])
    assert result.exit_code == exit_code
    assert told in result.output
