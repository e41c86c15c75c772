"""The action, GitLab's pipeline and the image: each as its reader takes it, and its steps on a small shop."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from tools.release.archives import ROOT, find_packaged, list_wheel

DEPLOY = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("deploy.md", "deploy.ko.md")}
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
CONTAINER = (ROOT / "hc_builder/Containerfile").read_text("utf-8")
PINS = "sed -nE"


def find_block(title: str) -> str:
    """The block that both guides hold alike."""
    blocks = {re.findall(rf'```yaml title="{re.escape(title)}"\n(.*?)```', text, re.S)[0] for text in DEPLOY.values()}
    (block,) = blocks
    return block


GITLAB: dict[str, Any] = yaml.safe_load(find_block(".gitlab-ci.yml"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """One article that is right, in the working folder of a runner."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/refund.md").write_text("---\ntitle: 환불은 언제 받나요?\n---\n3일 안에 받아요.\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 시험\nsite_url: https://help.example/\ndocs_dir: content\nplugins:\n  - helpcenter:\n"
        "      contact: {channels: [{type: phone, label: 전화, value: 1588-0000}]}\n",
        "utf-8",
    )
    return tmp_path


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """As a runner does it, with `hc` on the path."""
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LANG": "C.UTF-8", **variables}
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True)


def list_pins(text: str) -> list[str]:
    return re.findall(r"^([\w.-]+==\S+)", text, re.M)


# ── What their readers say ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "text", "slip"),
    [
        ("github-actions", (ROOT / "action.yml").read_text("utf-8"), ("using: composite", "using: composit")),
        ("gitlab-ci", find_block(".gitlab-ci.yml"), ("when: always", "when: allways")),
    ],
)
def test_it_is_what_the_schema_asks_for_and_a_slip_is_not(schema: str, text: str, slip: tuple[str, str]) -> None:
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{schema}.json"
    validator = jsonschema_rs.validator_for(json.loads(vendored.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(yaml.safe_load(text))] == []
    assert not validator.is_valid(yaml.safe_load(text.replace(*slip)))


def test_the_workflow_of_the_guide_gives_the_action_what_it_takes() -> None:
    (step,) = (
        step
        for step in yaml.safe_load(find_block(".github/workflows/check.yml"))["jobs"]["site"]["steps"]
        if "/hc@" in step["uses"]
    )
    assert step["with"].keys() <= ACTION["inputs"].keys()
    for text in DEPLOY.values():
        told = text.split("/hc@v")[1].split("## GitLab")[0]
        assert [name for name in ACTION["inputs"] if f"`{name}`" not in told] == []


# ── The action ──────────────────────────────────────────────────────────────


def run_step(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (script,) = (step["run"] for step in ACTION["runs"]["steps"] if step.get("name") == name)
    return run(script, folder, **variables)


def test_the_action_checks_builds_and_writes_what_its_host_reads(shop: Path) -> None:
    assert run_step("Check", shop).returncode == 0
    assert run_step("Build", shop, SITE="out").returncode == 0
    assert run_step("Redirects and headers of the host", shop, SITE="out", HOST="netlify").returncode == 0
    assert {"_headers", "index.html"} <= {path.name for path in (shop / "out").iterdir()}


def test_a_fault_stands_beside_its_line_and_ends_the_action(shop: Path) -> None:
    with (shop / "content/refund.md").open("a", encoding="utf-8") as article:
        article.write("\n[반품](return.md)\n")
    checked = run_step("Check", shop)
    assert checked.returncode == 1
    assert re.search(r"^::error file=content/refund\.md,line=6", checked.stdout, re.M)


def test_no_value_that_a_caller_gives_becomes_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_action_and_the_image_hold_the_libraries_that_were_tested(tmp_path: Path) -> None:
    lines = [line for line in CONTAINER.splitlines() if PINS in line]
    (script,) = (step["run"] for step in ACTION["runs"]["steps"] if PINS in step.get("run", ""))
    in_action = script.splitlines()[0].replace("$GITHUB_ACTION_PATH", str(ROOT))
    in_image = lines[0].removeprefix("RUN ").replace("/dist", str(tmp_path))
    expected = list_pins((ROOT / "requirements.lock").read_text("utf-8"))
    assert len(expected) > 100
    for line, name in ((in_action, "hc-pins.txt"), (in_image, "pins.txt")):
        done = run(line, ROOT, RUNNER_TEMP=str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_text("utf-8").split() == expected


# ── GitLab ──────────────────────────────────────────────────────────────────


def test_the_pipeline_of_gitlab_makes_the_folder_of_its_pages_and_a_list_of_tests(shop: Path) -> None:
    for line in [*GITLAB["site"]["script"], *GITLAB["pages"]["script"]]:
        done = run(line, shop)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (shop / "hc.xml").read_text("utf-8").startswith("<?xml")
    assert (shop / "public/index.html.gz").is_file()


def test_a_fault_is_in_its_log_too_and_stops_it(shop: Path) -> None:
    with (shop / "content/refund.md").open("a", encoding="utf-8") as article:
        article.write("\n[반품](return.md)\n")
    checked = run(GITLAB["site"]["script"][0], shop)
    assert checked.returncode == 1
    assert "content/refund.md:6: error[HC" in checked.stdout
    assert "return.md" in (shop / "hc.xml").read_text("utf-8")


# ── The image ───────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made of nothing but what the recipe copies."""
    folder = tmp_path_factory.mktemp("image")
    (folder / "src").mkdir()
    for sources, target in re.findall(r"^COPY (.+) (\S+)$", CONTAINER, re.M):
        for source in sources.split():
            copy(ROOT / source, folder / "src" / (source if target == "./" else target))
    build = [sys.executable, "-m", "build", "--wheel", "--installer", "uv", "--outdir", folder, folder / "src"]
    subprocess.run(build, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def copy(source: Path, target: Path) -> None:
    """As a container's builder does: a link stays one."""
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy(source, target)


def test_what_the_recipe_copies_makes_the_whole_tool(wheel: Path) -> None:
    assert list_wheel(wheel) == find_packaged(ROOT)


def test_its_extras_can_be_had_together_at_the_versions_that_were_tested(wheel: Path, tmp_path: Path) -> None:
    (extras,) = re.findall(r"^ARG EXTRAS=(\S+)$", CONTAINER, re.M)
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(list_pins((ROOT / "requirements.lock").read_text("utf-8"))), "utf-8")
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--target", tmp_path / "to", "-c", pins]
    done = subprocess.run([*command, f"{wheel}[{extras}]"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr  # of an extra that is none
    assert f"`{extras}`" in DEPLOY["deploy.md"]
    assert f"`{extras}`" in DEPLOY["deploy.ko.md"]
