"""The workflows of every host are what GitHub takes, and deploy only what was checked."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.cli.parameters import HOST_NAMES
from hc_builder.problems import Problem, render_problem
from hc_builder.repository import find_place
from hc_builder.workflows import WorkflowRefused, check_repository, render_workflows

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/deploy.md").read_text("utf-8")


def read_jobs(host: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(render_workflows(host)[".github/workflows/site.yml"])["jobs"]
    return jobs


def lint(paths: list[Path]) -> list[dict[str, Any]]:
    command = [str(ROOT / ".venv/bin/node"), "tests/js/lint_workflows.js", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    faults: list[dict[str, Any]] = json.loads(done.stdout)
    return faults


def test_actionlint_finds_nothing_in_any_and_something_in_a_faulty_one(tmp_path: Path) -> None:
    paths = []
    for host in HOST_NAMES:
        for name, text in render_workflows(host).items():
            if name.endswith(".yml"):
                paths.append(tmp_path / f"{host}-{Path(name).name}")
                paths[-1].write_text(text, "utf-8")
    paths.append(tmp_path / "of-the-guide.yml")
    paths[-1].write_text(GUIDE.split('```yaml title=".github/workflows/check.yml"\n')[1].split("```")[0], "utf-8")
    assert lint(paths) == []
    paths[0].write_text(paths[0].read_text("utf-8").replace("needs: build", "needs: biuld"), "utf-8")
    assert lint(paths[:1])


@pytest.mark.parametrize("host", HOST_NAMES)
def test_what_is_deployed_was_checked_and_built_strictly(host: str) -> None:
    jobs = read_jobs(host)
    commands = [step["run"] for step in jobs["build"]["steps"] if step.get("run", "").startswith("hc ")]
    assert commands == ["hc check --strict", "hc build --strict", f"hc deploy-files {host}"]
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["addresses"]["needs"] == "deploy"
    assert any(step.get("uses", "").startswith("actions/cache@") for step in jobs["build"]["steps"])


@pytest.mark.parametrize("host", ["netlify", "cloudflare", "vercel"])
def test_a_change_is_shown_before_it_is_public_and_no_stranger_gets_a_secret(host: str) -> None:
    preview = read_jobs(host)["preview"]
    assert "github.event_name == 'pull_request'" in preview["if"]
    assert "head.repo.full_name == github.repository" in preview["if"]


@pytest.mark.parametrize("host", HOST_NAMES)
def test_what_fails_before_a_pipe_fails_the_step(host: str) -> None:
    """By default GitHub's shell goes by the last command of a pipe; named, it has `pipefail`."""
    flows = [yaml.safe_load(text) for name, text in render_workflows(host).items() if name.endswith(".yml")]
    steps = [step for flow in flows for job in flow["jobs"].values() for step in job["steps"]]
    piped = [step for step in steps if re.search(r"(?<!\|)\|(?!\|)", step.get("run", ""))]
    assert [step["run"] for step in piped if step.get("shell") != "bash"] == []


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        (Problem("content/a b.md", 3, "HC10", "link 'x:1' is dead"), ("content/a b.md", "3", "error", "HC10")),
        (Problem("mkdocs.yml", 0, "HC30", "late", severity="notice"), ("mkdocs.yml", None, "notice", "HC30")),
    ],
)
def test_faults_are_read_as_annotations(problem: Problem, found: tuple[str | None, ...]) -> None:
    matcher = json.loads(render_workflows("s3")[".github/hc-problems.json"])["problemMatcher"][0]["pattern"][0]
    match = re.fullmatch(matcher["regexp"], render_problem(problem))
    assert match
    assert match.groups() == (*found, problem.what)


def test_a_new_project_has_them_and_an_old_one_gets_them_unless_it_has_its_own(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    (shop / ".git").mkdir(parents=True)
    assert CliRunner().invoke(main, ["new", str(shop), "--host", "s3"]).exit_code == 0
    written = shop / ".github/workflows/site.yml"
    assert "s3-website.json" in written.read_text("utf-8")
    assert re.fullmatch(r"hc-builder\[feedback,gaps\]==\S+\n", (shop / "requirements.txt").read_text("utf-8"))
    config = str(shop / "mkdocs.yml")
    assert CliRunner().invoke(main, ["deploy-files", "s3", "--workflow", "-f", config]).exit_code == 0
    refused = CliRunner().invoke(main, ["deploy-files", "nginx", "--workflow", "-f", config])
    assert refused.exit_code == 1
    assert "is there already" in refused.output
    assert "s3-website.json" in written.read_text("utf-8")


@pytest.mark.parametrize(
    "command", [["new", "SHOP", "--host", "s3"], ["deploy-files", "s3", "--workflow", "-f", "SHOP/mkdocs.yml"]]
)
def test_nothing_is_written_where_github_would_not_look(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / ".git").mkdir()
    shop = tmp_path / "shop"
    refused = CliRunner().invoke(main, [part.replace("SHOP", str(shop)) for part in command])
    assert refused.exit_code == 1
    assert f"only at the root of the repository: {tmp_path}" in refused.output
    assert not shop.exists()


def test_a_folder_beside_the_repository_is_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")
    check_repository(Path("../shop"))
    assert find_place(Path("../shop")) == ""
    with pytest.raises(WorkflowRefused):
        check_repository(Path("../repository/shop"))


@pytest.mark.parametrize("host", HOST_NAMES)
def test_what_a_run_keeps_is_kept_for_a_week_and_a_cache_by_commit(host: str) -> None:
    steps = [step for job in read_jobs(host).values() for step in job["steps"] if "with" in step]
    kept = [step["with"] for step in steps if step.get("uses", "").startswith("actions/upload-artifact")]
    assert {each["name"] for each in kept} >= {"site"}
    assert {each["retention-days"] for each in kept} == {7}
    (cache,) = (step["with"] for step in steps if step.get("uses", "").startswith("actions/cache"))
    assert cache["key"] == "hc-${{ github.sha }}"
