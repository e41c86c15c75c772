"""What is told before a version may be published."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.release.archives import ROOT, find_packaged
from tools.release.readiness import find_changelog_faults, find_tree_faults
from tools.release.trials import VERSIONS, Trial, try_everywhere
from tools.release.weight import render_weight

TOLD = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- A command.

## [0.1.0] - 2026-11-01

- All.
"""


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("", "", ""),
        ("## [0.2.0] - 2026-12-01", "", "does not tell of 0.2.0"),
        ("2026-12-01", "soon", "has no day"),
        ("- A command.", "", "tells of no change"),
        ("## [Unreleased]\n", "## [Unreleased]\n\n- Another.\n", "wait under [Unreleased]"),
    ],
)
def test_a_version_is_told_with_its_day_and_nothing_waits(was: str, becomes: str, fault: str) -> None:
    faults = [*find_changelog_faults(TOLD.replace(was, becomes, 1), "0.2.0")]
    assert len(faults) == bool(fault)
    assert fault in "".join(faults)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit, ready to be 0.2.0: a package, a link in it to a folder outside it, and what git ignores."""
    (tmp_path / "hc_builder").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("a")
    (tmp_path / "hc_builder/docs").symlink_to("../docs")
    (tmp_path / "hc_builder/code.py").write_text("")
    (tmp_path / "hc_builder/code.pyc").write_text("")
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    (tmp_path / "CHANGELOG.md").write_text(TOLD)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "All")


def test_the_packages_hold_what_git_knows_through_links_too(repository: Path) -> None:
    assert find_packaged(repository) == {"hc_builder/code.py", "hc_builder/docs/a.md"}


def test_a_version_is_one_commit_and_is_published_once(repository: Path) -> None:
    assert [*find_tree_faults(repository, "0.2.0")] == []
    git(repository, "tag", "v0.2.0")
    assert [*find_tree_faults(repository, "0.2.0")] == []
    (repository / "hc_builder/code.py").write_text("1")
    assert [*find_tree_faults(repository, "0.2.0")] == [
        "files are not committed, among them hc_builder/code.py: a version is one commit"
    ]
    commit(repository)
    (told,) = find_tree_faults(repository, "0.2.0")
    assert told.startswith("v0.2.0 is another commit")


def test_a_step_that_fails_is_told_and_a_python_that_is_not_there_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the path there is one Python, under one version's name; the wheel is none."""
    (tmp_path / "python3.11").symlink_to(sys.executable)
    wheel = tmp_path / "hc_builder-0.1.0-py3-none-any.whl"
    wheel.write_text("no archive")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    first, *others = try_everywhere(wheel, tmp_path / "trials")
    assert (first.version, first.failed) == ("3.11", True)
    assert "pip install" in first.told
    assert others == [Trial(version, "not here, and so not tried") for version in ("3.12", "3.13")]


def test_what_is_light_is_one_line() -> None:
    weights = {"numpy": 52_800_000, "mini-racer": 85_000_000, "click": 400_000, "h11": 100_000}
    assert render_weight(weights).split("\n") == [
        "    85.0 MB  mini-racer",
        "    52.8 MB  numpy",
        "     0.5 MB  the rest",
        "   138.3 MB  base install",
    ]


def test_both_guides_tell_the_same_sizes_which_add_up() -> None:
    english, korean = ((ROOT / "docs" / name).read_text("utf-8") for name in ("upgrade.md", "upgrade.ko.md"))
    assert re.findall(r"[\d.]+ MB", english) == re.findall(r"[\d.]+ MB", korean)
    (total,) = re.findall(r"\*\*(\d+) MB\*\*", english)
    assert abs(sum(map(int, re.findall(r"^\| [^|]+ \| (\d+) MB", english, re.M))) - int(total)) <= 2


def test_the_oldest_python_tried_is_the_one_that_the_package_promises() -> None:
    assert f'requires-python = ">={VERSIONS[0]}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_what_make_run_installs_is_a_part_of_what_is_tested() -> None:
    shop, all_of_it = (
        set(re.findall(r"^[\w.\[\]-]+==\S+|--hash=\S+", (ROOT / name).read_text("utf-8"), re.M))
        for name in ("requirements-shop.lock", "requirements.lock")
    )
    assert shop < all_of_it
    assert len(shop) > 100
