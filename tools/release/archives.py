"""The two archives of a release, and what must and must not be in them."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hc_builder", "feedback_function")
_BESIDE = {".gitignore", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
"""What the source archive holds besides the packages."""
_PICTURES = "hc_builder/docs/images/"
"""In no archive: `hc docs` prints text, and they would be a sixth of the wheel."""


@dataclass(frozen=True)
class Archives:
    sdist: Path
    wheel: Path


def build_archives(folder: Path) -> Archives:
    """The source archive, and the wheel made from nothing but it, so that the first is known to be whole."""
    done = _run("build", "--installer", "uv", "--outdir", str(folder), str(ROOT))
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    # the last line: Successfully built hc_builder-0.1.0.tar.gz and hc_builder-0.1.0-py3-none-any.whl
    sdist, wheel = done.stdout.rstrip().rpartition("built ")[2].split(" and ")
    return Archives(folder / sdist, folder / wheel)


def find_archive_faults(archives: Archives) -> Iterator[str]:
    """What an index would refuse, and each file too many or too few."""
    checked = _run("twine", "check", "--strict", str(archives.sdist), str(archives.wheel))
    if checked.returncode:
        yield checked.stdout.strip()
    packaged = find_packaged(ROOT)
    yield from _compare(archives.sdist.name, list_sdist(archives.sdist), packaged | _BESIDE)
    yield from _compare(archives.wheel.name, list_wheel(archives.wheel), packaged)


def find_packaged(root: Path) -> set[str]:
    """Each file of the packages that is for an installation, by its path in them, as git knows it: what it ignores is
    nobody's source. Links to what lies elsewhere in the repository are followed."""
    names = {name for name in _list_tracked(root) if (root / name).exists()}
    found = set()
    for name in (name for name in names if name.partition("/")[0] in PACKAGES):
        target = (root / name).resolve().relative_to(root).as_posix()
        below = {name + other.removeprefix(target) for other in names if other.startswith(f"{target}/")}
        found |= below or {name}
    return {name for name in found if not name.startswith(_PICTURES)}


def _list_tracked(root: Path) -> list[str]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(listed, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")[:-1]


def list_sdist(path: Path) -> set[str]:
    """Each file by its path in the archive's one folder."""
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def list_wheel(path: Path) -> set[str]:
    """Each file that is installed, without what is said about them."""
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _compare(archive: str, got: set[str], expected: set[str]) -> Iterator[str]:
    yield from (f"{archive} lacks {name}" for name in sorted(expected - got))
    yield from (f"{archive} holds {name}, which is no part of it" for name in sorted(got - expected))


def _run(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", module, *words], capture_output=True, text=True)
