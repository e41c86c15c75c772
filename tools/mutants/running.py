"""Runs the unit tests against mutants, in copies of the tree: for each only the files that run the changed function."""

import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from coverage import CoverageData

from tools.mutants.planting import ROOT, Mutant

PROCESSES = 2
SLACK_SECONDS = 60
_KEPT = ROOT / ".cache" / "mutants"
_UNIT_TEST = re.compile(r"tests/unit/(.*/)?test_[^/]*\.py")
_OF_MUTANTS = ("tests/mutants/", "tools/mutants/")
_SHARED = Path(os.environ.get("HC_SHARED", ROOT.parent / "shared"))
_PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "pytest_timeout", "--timeout=0")
T = TypeVar("T")
R = TypeVar("R")


class TestsFail(Exception):
    """A unit test fails with no fault planted."""


@dataclass(frozen=True)
class Measured:
    """A test file, the seconds it takes, and the lines it runs of each module."""

    test: str
    seconds: float
    lines: Mapping[str, frozenset[int]]

    def runs(self, mutant: Mutant) -> bool:
        """Whether it runs the function that has the fault; a fault outside of all is run by whatever is imported."""
        lines = self.lines.get(mutant.module, frozenset())
        return not lines.isdisjoint(mutant.near) if mutant.near else bool(lines)


class Trees:
    """Copies of the working tree, one for each process. `files` are the paths in each."""

    def __init__(self, folder: Path) -> None:
        self.files = _list_files()
        self._free: SimpleQueue[Path] = SimpleQueue()
        for number in range(PROCESSES):
            self._free.put(_copy_tree(folder / str(number), self.files))

    def run_all(self, work: Callable[[Path, T], R], items: Sequence[T], render: Callable[[T, R], str]) -> list[R]:
        """`work(tree, item)` for each, in order, as many at once as there are trees; a line on stderr tells of each
        that is done."""
        done = itertools.count(1)

        def run(item: T) -> R:
            tree = self._free.get()
            try:
                result = work(tree, item)
            finally:
                self._free.put(tree)
            print(f"[{next(done)}/{len(items)}] {render(item, result)}", file=sys.stderr, flush=True)
            return result

        with ThreadPoolExecutor(PROCESSES) as pool:
            return list(pool.map(run, items))


def measure_tests(trees: Trees) -> list[Measured]:
    """Every unit test file by itself, so that nothing kept by one hides what another runs."""
    tests = [file for file in trees.files if _UNIT_TEST.fullmatch(file)]
    rest = [file for file in trees.files if not _UNIT_TEST.fullmatch(file) and not file.startswith(_OF_MUTANTS)]

    def measure(tree: Path, test: str) -> Measured:
        return _measure_once(tree, test, _hash_files(tree, [test, *rest]))

    return trees.run_all(measure, tests, _render_measured)


def find_survivors(mutants: Sequence[Mutant], measured: Sequence[Measured], trees: Trees) -> list[Mutant]:
    """The mutants that no unit test notices."""

    def survives(tree: Path, mutant: Mutant) -> bool:
        return _survives(tree, mutant, sorted(filter(lambda one: one.runs(mutant), measured), key=_seconds))

    lived = trees.run_all(survives, mutants, _render_planted)
    return [mutant for mutant, lives in zip(mutants, lived, strict=True) if lives]


def _render_measured(test: str, measured: Measured) -> str:
    return f"{test} measured: {measured.seconds:.1f} s"


def _render_planted(mutant: Mutant, lives: bool) -> str:
    return f"{mutant.module}:{mutant.line} {'SURVIVED' if lives else 'noticed'}"


def _seconds(measured: Measured) -> float:
    return measured.seconds


def _survives(tree: Path, mutant: Mutant, measured: Sequence[Measured]) -> bool:
    if not measured:
        return True
    place = tree / mutant.module
    before, times = place.read_bytes(), place.stat()
    place.write_text(mutant.source, "utf-8")
    try:
        limit = 4 * sum(map(_seconds, measured)) + SLACK_SECONDS
        return _run_python(tree, [*_PYTEST, *(one.test for one in measured)], limit) == 0
    finally:
        place.write_bytes(before)
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))  # the compiled module is of this time


def _run_python(tree: Path, arguments: Sequence[str], limit: float) -> int:
    """Exit code; a run that takes longer than `limit` seconds is ended with all it started, and has failed."""
    run = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=tree,
        env=_build_environment(tree),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        return run.wait(limit)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        return run.wait()


def _build_environment(tree: Path) -> dict[str, str]:
    """As in CI, where property tests draw the same examples every time. No module is compiled to disk: one with a fault
    could be taken for the next. Of pytest's plugins none but the one that pyproject.toml has settings for: to load the
    rest takes longer than most test files."""
    return {
        **os.environ,
        "CI": "true",
        "HC_SHARED": str(_SHARED),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(tree),
    }


def _measure_once(tree: Path, test: str, digest: str) -> Measured:
    """Kept from the run before where neither the test file nor anything beside the test files has changed."""
    kept = _KEPT / f"{digest[:24]}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_measure(tree, test)), "utf-8")
    seconds, lines = json.loads(kept.read_text("utf-8"))
    return Measured(test, seconds, {module: frozenset(found) for module, found in lines.items()})


def _measure(tree: Path, test: str) -> tuple[float, dict[str, list[int]]]:
    data = tree / ".coverage"
    data.unlink(missing_ok=True)
    measure = ["-m", "coverage", "run", f"--data-file={data}", "--source=hc_builder,feedback_function"]
    started = time.monotonic()
    if _run_python(tree, [*measure, *_PYTEST, test], 600) != 0:
        raise TestsFail(f"{test} fails with no fault planted: mend that first")
    seconds = time.monotonic() - started
    found = CoverageData(str(data))
    found.read()
    files = {Path(file).relative_to(tree).as_posix(): found.lines(file) or [] for file in found.measured_files()}
    return seconds, files


def _copy_tree(tree: Path, files: Iterable[str]) -> Path:
    for file in files:
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, tree / file, follow_symlinks=False)
    if (ROOT / "node_modules").is_dir():  # not in git, and the tests of Markdown read the specification there
        (tree / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([sys.executable, "-m", "compileall", "-q", "hc_builder", "feedback_function"], cwd=tree, check=True)
    return tree


def _list_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(file for file in listed.stdout.split("\0") if file and os.path.lexists(ROOT / file))


def _hash_files(tree: Path, files: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in files:
        path = tree / file
        digest.update(file.encode() + b"\0" + (os.readlink(path).encode() if path.is_symlink() else path.read_bytes()))
    return digest.hexdigest()
