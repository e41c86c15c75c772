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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from coverage import CoverageData

from tools.mutants.planting import ROOT, Mutant
from tools.mutants.serving import OUTPUT

SLACK_SECONDS = 60
MEASURE_SECONDS = 900
FIRST_BATCH = 4
_KEPT = ROOT / ".cache" / "mutants"
_UNIT_TEST = re.compile(r"tests/unit/(.*/)?test_[^/]*\.py")
_HELPER = re.compile(r"tests/([^/]*|unit/.*)\.py")
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

    def run_tests(self, tests: Iterable[str], limit: float, coverage: Path | None = None) -> bool:
        """Whether they pass, within `limit` seconds. The lines that they run go to the file `coverage`."""
        assert self._server.stdin
        assert self._server.stdout
        job = [int(limit), [*_PYTEST, *tests], str(coverage or "")]
        print(json.dumps(job), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline()) == 0

    def read_output(self) -> str:
        """What the tests printed that were run last."""
        return (self.folder / OUTPUT).read_text("utf-8", "replace")

    def close(self) -> None:
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait()


class Trees:
    """One tree for each process. `files` are the paths in each."""

    def __init__(self, folder: Path, processes: int) -> None:
        self.files = _list_files()
        self._all = [Tree(folder / str(number), self.files) for number in range(processes)]
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

        with ThreadPoolExecutor(len(self._all)) as pool:
            return list(pool.map(run, items))


def measure_tests(trees: Trees, names: Sequence[str]) -> list[Measured]:
    """Every unit test file whose path holds one of `names`, by itself, so that nothing kept by one hides what another
    runs."""
    tests = [file for file in trees.files if _UNIT_TEST.fullmatch(file) and any(name in file for name in names)]
    helpers = [file for file in trees.files if _HELPER.fullmatch(file) and not _UNIT_TEST.fullmatch(file)]

    def measure(tree: Tree, test: str) -> Measured:
        return _measure_once(tree, test, [test, *helpers])

    return trees.run_all(measure, tests, _render_measured)


def find_survivors(mutants: Sequence[Mutant], measured: Sequence[Measured], trees: Trees) -> list[Mutant]:
    """The mutants that no unit test notices."""

    def survives(tree: Tree, mutant: Mutant) -> bool:
        able = [one for one in measured if one.runs(mutant)]
        return _survives(tree, mutant, sorted(able, key=lambda one: (mutant.room not in one.test, one.seconds)))

    lived = trees.run_all(survives, mutants, _render_planted)
    return [mutant for mutant, lives in zip(mutants, lived, strict=True) if lives]


def _render_measured(test: str, measured: Measured) -> str:
    return f"{test} measured: {measured.seconds:.1f} s"


def _render_planted(mutant: Mutant, lives: bool) -> str:
    return f"{mutant.module}:{mutant.line} {'SURVIVED' if lives else 'noticed'}"


def _survives(tree: Tree, mutant: Mutant, measured: Sequence[Measured]) -> bool:
    if not measured:
        return True
    place = tree.folder / mutant.module
    before, times = place.read_bytes(), place.stat()
    place.write_text(mutant.source, "utf-8")
    try:
        return all(_run_batch(tree, batch) for batch in _batch(measured))
    finally:
        place.write_bytes(before)
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))  # the compiled module is of this time


def _batch(measured: Sequence[Measured]) -> Iterator[Sequence[Measured]]:
    """Few at first, then ever more: most faults are noticed at once, and to collect two hundred files takes seconds."""
    start, size = 0, FIRST_BATCH
    while start < len(measured):
        yield measured[start : start + size]
        start, size = start + size, 2 * size


def _run_batch(tree: Tree, batch: Sequence[Measured]) -> bool:
    return tree.run_tests((one.test for one in batch), 4 * sum(one.seconds for one in batch) + SLACK_SECONDS)


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


def _measure_once(tree: Tree, test: str, sources: Sequence[str]) -> Measured:
    """Kept from a run before where neither `sources`, of which the test is, nor any module that it ran has changed."""
    kept = _KEPT / f"{hashlib.sha256(test.encode()).hexdigest()[:24]}.json"
    found = json.loads(kept.read_text("utf-8")) if kept.is_file() else {"lines": {}, "of": ""}
    if found["of"] != _hash_files(tree.folder, [*sources, *found["lines"]]):
        found = _measure(tree, test)
        found["of"] = _hash_files(tree.folder, [*sources, *found["lines"]])
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found), "utf-8")
    return Measured(test, found["seconds"], {module: frozenset(lines) for module, lines in found["lines"].items()})


def _measure(tree: Tree, test: str) -> dict[str, Any]:
    data = tree.folder / ".coverage"
    data.unlink(missing_ok=True)
    started = time.monotonic()
    if not tree.run_tests([test], MEASURE_SECONDS, data):
        raise TestsFail(f"{tree.read_output()}{test} fails with no fault planted: mend that first")
    seconds = time.monotonic() - started
    found = CoverageData(str(data))
    found.read()
    files = {Path(file).relative_to(tree.folder).as_posix(): found.lines(file) for file in found.measured_files()}
    return {"seconds": seconds, "lines": {module: lines for module, lines in sorted(files.items()) if lines}}


def _copy_files(tree: Path, files: Iterable[str]) -> None:
    for file in files:
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, tree / file, follow_symlinks=False)
    for name in ("node_modules", ".venv"):  # not in git; tests read a specification in one and run Node from the other
        if (ROOT / name).is_dir():
            (tree / name).symlink_to(ROOT / name)
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
    for path in (tree / file for file in files):
        digest.update(path.name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()
