"""Runs the unit tests against mutants, in copies of the tree: for each only the files that run the changed function."""

import hashlib
import itertools
import json
import os
import re
import shutil
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
_PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "-o", "addopts=")  # no limits but our own: a busy machine is no fault
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


class Tree:
    """A copy of the working tree, and a process in it that runs tests."""

    def __init__(self, folder: Path, files: Iterable[str]) -> None:
        self.folder = folder
        _copy_files(folder, files)
        command = [sys.executable, "-m", "tools.mutants.serving"]
        environment = _build_environment(folder)
        self._server = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run_tests(self, tests: Iterable[str], limit: float) -> bool:
        """Whether they pass, within `limit` seconds."""
        assert self._server.stdin
        assert self._server.stdout
        print(json.dumps([int(limit), [*_PYTEST, *tests]]), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline()) == 0

    def close(self) -> None:
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait()


class Trees:
    """One tree for each process. `files` are the paths in each."""

    def __init__(self, folder: Path) -> None:
        self.files = _list_files()
        self._all = [Tree(folder / str(number), self.files) for number in range(PROCESSES)]
        self._free: SimpleQueue[Tree] = SimpleQueue()
        for tree in self._all:
            self._free.put(tree)

    def __enter__(self) -> "Trees":
        return self

    def __exit__(self, *_: object) -> None:
        for tree in self._all:
            tree.close()

    def run_all(self, work: Callable[[Tree, T], R], items: Sequence[T], render: Callable[[T, R], str]) -> list[R]:
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

    def measure(tree: Tree, test: str) -> Measured:
        return _measure_once(tree.folder, test, _hash_files(tree.folder, [test, *rest]))

    return trees.run_all(measure, tests, _render_measured)


def find_survivors(mutants: Sequence[Mutant], measured: Sequence[Measured], trees: Trees) -> list[Mutant]:
    """The mutants that no unit test notices."""

    def survives(tree: Tree, mutant: Mutant) -> bool:
        return _survives(tree, mutant, sorted(filter(lambda one: one.runs(mutant), measured), key=_seconds))

    lived = trees.run_all(survives, mutants, _render_planted)
    return [mutant for mutant, lives in zip(mutants, lived, strict=True) if lives]


def _render_measured(test: str, measured: Measured) -> str:
    return f"{test} measured: {measured.seconds:.1f} s"


def _render_planted(mutant: Mutant, lives: bool) -> str:
    return f"{mutant.module}:{mutant.line} {'SURVIVED' if lives else 'noticed'}"


def _seconds(measured: Measured) -> float:
    return measured.seconds


def _survives(tree: Tree, mutant: Mutant, measured: Sequence[Measured]) -> bool:
    if not measured:
        return True
    place = tree.folder / mutant.module
    before, times = place.read_bytes(), place.stat()
    place.write_text(mutant.source, "utf-8")
    try:
        limit = 4 * sum(map(_seconds, measured)) + SLACK_SECONDS
        return tree.run_tests((one.test for one in measured), limit)
    finally:
        place.write_bytes(before)
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))  # the compiled module is of this time


def _build_environment(tree: Path) -> dict[str, str]:
    """As in CI, where property tests draw the same examples every time. No module is compiled to disk: one with a fault
    could be taken for the next. No plugins of pytest: to load them takes longer than most test files."""
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
    command = [sys.executable, *measure, "-m", "pytest", *_PYTEST, test]
    started = time.monotonic()
    run = subprocess.run(command, cwd=tree, env=_build_environment(tree), capture_output=True, text=True)
    if run.returncode != 0:
        raise TestsFail(f"{run.stdout}{test} fails with no fault planted: mend that first")
    seconds = time.monotonic() - started
    found = CoverageData(str(data))
    found.read()
    files = {Path(file).relative_to(tree).as_posix(): found.lines(file) or [] for file in found.measured_files()}
    return seconds, files


def _copy_files(tree: Path, files: Iterable[str]) -> None:
    for file in files:
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, tree / file, follow_symlinks=False)
    if (ROOT / "node_modules").is_dir():  # not in git, and the tests of Markdown read the specification there
        (tree / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([sys.executable, "-m", "compileall", "-q", "hc_builder", "feedback_function"], cwd=tree, check=True)


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
