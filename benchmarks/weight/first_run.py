"""From a clean clone to the first page of `make run`, step by step, as the Makefile has the steps."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from weight.start import Command, find_port, run

ROOT = Path(__file__).parents[2]


def time_first_run() -> Iterator[tuple[str, float]]:
    """Each step in a clone of what is committed, and its seconds on the clock."""
    with tempfile.TemporaryDirectory(prefix="bench-run-") as place:
        clone, started = Path(place) / "hc", time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(clone)], check=True)
        yield "git clone", time.perf_counter() - started
        for step in _list_steps(clone):
            started = time.perf_counter()
            subprocess.run(["sh", "-ec", step], cwd=clone, check=True, capture_output=True)
            yield step, time.perf_counter() - started
        port = find_port()
        serve = Command("serve", (".venv/bin/hc", "serve", "--port", str(port)), f"http://127.0.0.1:{port}/")
        yield "hc serve, to its first page", run(serve, clone).wall


def _list_steps(clone: Path) -> list[str]:
    """What `make run` does before it serves; make tells it, and joins lines that were divided."""
    told = subprocess.run(["make", "-n", "run"], cwd=clone, check=True, capture_output=True, text=True).stdout
    lines = told.replace("\\\n", " ").splitlines()
    return [line for line in lines if "hc serve" not in line and "echo" not in line]
