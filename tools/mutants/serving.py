"""Runs pytest in forks of one process that has the libraries loaded: to load them takes longer than most test files.

Reads jobs from stdin, one JSON array `[seconds, arguments, coverage]` a line, which are the arguments of `run_tests`;
answers each with its exit code on a line.
"""

import importlib
import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import NoReturn

import pytest
from coverage import Coverage

LIBRARIES = (
    "alembic.command",
    "click.testing",
    "cmarkgfm",
    "duckdb",
    "httpx",
    "hypothesis",
    "ibis.backends.duckdb",
    "igraph",
    "jinja2",
    "leidenalg",
    "lindera",
    "markdown_it",
    "msgspec.json",
    "numpy",
    "PIL.Image",
    "prometheus_client",
    "pyarrow.parquet",
    "py_mini_racer",
    "pygments.lexers",
    "rapidfuzz",
    "scipy.sparse",
    "selectolax.lexbor",
    "sklearn.feature_extraction.text",
    "sklearn.metrics",
    "snowballstemmer",
    "sparse_dot_topn",
    "sqlalchemy",
    "starlette.applications",
    "uvicorn",
    "watchfiles",
    "yaml",
)


OUTPUT = ".output"
"""What the tests of the last job printed, in the folder where this runs."""
_MEASURED = ("hc_builder", "feedback_function")


def main() -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    answers = os.fdopen(os.dup(1), "w")
    jobs = os.fdopen(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for line in jobs:
        seconds, arguments, coverage = json.loads(line)
        print(run_tests(seconds, arguments, coverage), file=answers, flush=True)


def run_tests(seconds: int, arguments: Sequence[str], coverage: str = "") -> int:
    """Exit code; a run that takes longer is ended with all it started, and its code is not 0. `coverage` is the file
    for the lines that are run, if they are wanted."""
    child = os.fork()
    if child == 0:
        _run_and_exit(seconds, arguments, coverage)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(ProcessLookupError):  # it left nothing behind
        os.killpg(child, signal.SIGKILL)
    return code


def _run_and_exit(seconds: int, arguments: Sequence[str], coverage: str) -> NoReturn:
    code = 1
    try:
        os.setpgid(0, 0)
        output = os.open(OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        signal.alarm(seconds)  # without a handler it ends the process
        with _measure(coverage) if coverage else nullcontext():
            code = pytest.main(list(arguments))
    finally:
        os._exit(code)


@contextmanager
def _measure(file: str) -> Iterator[None]:
    coverage = Coverage(data_file=file, source=_MEASURED)
    with coverage.collect():
        yield
    coverage.save()


if __name__ == "__main__":
    main()
