"""The wheel where nothing else is: an empty environment, with the newest of everything that it asks for, as a stranger
gets it today."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")
STEPS = (
    "hc new shop --host github-pages",
    "hc check --strict -f shop/mkdocs.yml",
    "hc build --strict -f shop/mkdocs.yml",
    "hc search 환불하고 -f shop/mkdocs.yml",
    "hc docs settings",
)


class StepFailed(Exception):
    """The text names the step and holds what it printed."""


@dataclass(frozen=True)
class Trial:
    """What came of one Python; `libraries` is the folder of what was installed, where that succeeded."""

    version: str
    told: str
    failed: bool = False
    libraries: Path | None = None


def try_everywhere(wheel: Path, folder: Path) -> Iterator[Trial]:
    """A trial on each version, one after the other, in folders below `folder`."""
    for version, python in find_pythons().items():
        yield _try(wheel, version, python, folder / version) if python else Trial(version, "not here, and so not tried")


def _try(wheel: Path, version: str, python: Path, folder: Path) -> Trial:
    try:
        libraries = try_wheel(wheel, python, folder)
    except StepFailed as failed:
        return Trial(version, str(failed), failed=True)
    return Trial(version, "a new shop is checked, built and searched", libraries=libraries)


def find_pythons() -> dict[str, Path | None]:
    """Where this machine has each version: on the path, or kept by pyenv or uv."""
    return {version: next(filter(_runs, _list_candidates(version)), None) for version in VERSIONS}


def try_wheel(wheel: Path, python: Path, folder: Path) -> Path:
    """Installs `wheel` for `python` below `folder` and takes every step; gives the environment's folder of libraries.
    Raises `StepFailed`."""
    environment = folder / "env"
    uv = [sys.executable, "-m", "uv", "--quiet"]
    _step(*uv, "venv", "--python", str(python), str(environment), cwd=None)
    _step(*uv, "pip", "install", "--python", str(environment / "bin/python"), str(wheel), cwd=None)
    for step in STEPS:
        name, *words = step.split()
        _step(str(environment / "bin" / name), *words, cwd=folder)
    return next((environment / "lib").glob("python*/site-packages"))


def _list_candidates(version: str) -> Iterator[Path]:
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    managed = Path.home() / ".local/share/uv/python"
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)
    yield from sorted(managed.glob(f"cpython-{version}.*/bin/python{version}"), reverse=True)


def _runs(python: Path) -> bool:
    """pyenv puts a name on the path for each version that it has, also where that name may not be used."""
    return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def _step(*words: str, cwd: Path | None) -> None:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise StepFailed(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
