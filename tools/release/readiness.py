"""Whether the repository is ready for a version: told in the changelog, committed, and not released before."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path


def find_tree_faults(root: Path, version: str) -> Iterator[str]:
    """What is left to do before `version` can be published from `root`."""
    yield from find_changelog_faults((root / "CHANGELOG.md").read_text("utf-8"), version)
    if changed := _ask_git(root, "status", "--porcelain"):
        yield f"files are not committed, among them {changed.splitlines()[0][3:]}: a version is one commit"
    tagged = _ask_git(root, "tag", "--list", f"v{version}")
    if tagged and _ask_git(root, "rev-parse", f"v{version}^{{commit}}") != _ask_git(root, "rev-parse", "HEAD"):
        yield f"v{version} is another commit: raise __version__ in hc_builder/__init__.py"


def find_changelog_faults(changelog: str, version: str) -> Iterator[str]:
    """`version` must have a day and something to tell, and nothing may wait under [Unreleased]."""
    sections = dict(re.findall(r"^## \[([^\]]+)\](.*?)(?=^## \[|\Z)", changelog, re.M | re.S))
    if version not in sections:
        yield f"CHANGELOG.md does not tell of {version}: put `## [{version}] - YYYY-MM-DD` below [Unreleased]"
        return
    day, _, told = sections[version].partition("\n")
    if not re.fullmatch(r" - \d{4}-\d\d-\d\d", day.rstrip()):
        yield f"[{version}] in CHANGELOG.md has no day: write `## [{version}] - YYYY-MM-DD`"
    if not re.search(r"^- ", told, re.M):
        yield f"[{version}] in CHANGELOG.md tells of no change"
    if re.search(r"^- ", sections.get("Unreleased", ""), re.M):
        yield f"changes wait under [Unreleased] in CHANGELOG.md: move them to [{version}]"


def _ask_git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout.rstrip()
