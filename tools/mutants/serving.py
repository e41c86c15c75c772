"""Runs pytest in forks of one process that has the libraries loaded: to load them takes longer than most test files.

Reads jobs from stdin, one JSON array `[seconds, arguments]` a line; answers each with its exit code on a line.
"""

import importlib
import json
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import pytest

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


def main() -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    answers = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    jobs = os.fdopen(os.dup(0))
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    for line in jobs:
        seconds, arguments = json.loads(line)
        print(run_tests(seconds, arguments), file=answers, flush=True)


def run_tests(seconds: int, arguments: Sequence[str]) -> int:
    """Exit code; a run that takes longer is ended with all it started, and its code is not 0."""
    child = os.fork()
    if child == 0:
        _run_and_exit(seconds, arguments)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(ProcessLookupError):  # it left nothing behind
        os.killpg(child, signal.SIGKILL)
    return code


def _run_and_exit(seconds: int, arguments: Sequence[str]) -> NoReturn:
    code = 1
    try:
        os.setpgid(0, 0)
        signal.alarm(seconds)  # without a handler it ends the process
        code = pytest.main(list(arguments))
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
