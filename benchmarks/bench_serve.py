"""How long after a file is saved does an open page of `hc serve` show it, and what does that cost in memory?

    python benchmarks/bench_serve.py                         109, 1,000 and 5,000 articles, 50 edits of each kind
    python benchmarks/bench_serve.py --sizes 1000 --edits 5  less, and sooner
    python benchmarks/bench_serve.py --sizes 1000 --memory 500   memory after so many edits more

A real `hc serve` over loopback. A page is open: its channel hears of the edit, then the page is fetched as its browser
would. Timed from the moment the file is written to the last byte of a page that shows the edit; `search` until the
manifest of the index is a new one. Milliseconds, p50 and p95, and of the preview's own processor time p50.
"""

import argparse
import http.client
import itertools
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from build.articles import CONFIG, write_project
from build.preview_edits import KINDS, Edit, Shop, edit_title

ROOT = Path(__file__).parents[1]
PATIENCE = 60


@dataclass
class Served:
    """A running preview of a project, and the page that is open in it."""

    shop: Shop
    port: int
    process: "subprocess.Popen[bytes]"
    heard: "queue.Queue[bytes]" = field(default_factory=queue.Queue)

    def get(self, url: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/{quote(url)}")
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    @contextmanager
    def opened(self, url: str) -> Iterator[None]:
        """The channel of the page at `url`; what it hears is in `heard`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", f"/__preview?page=/{quote(url)}")
        answer = connection.getresponse()
        thread = threading.Thread(target=self._listen, args=(answer,), daemon=True)
        thread.start()
        yield
        connection.sock.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
        self.heard = queue.Queue()

    def _listen(self, answer: http.client.HTTPResponse) -> None:
        for line in answer:
            if line.startswith(b"data:"):
                self.heard.put(line)

    def measure_memory(self) -> float:
        """MB that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def measure_work(self) -> float:
        """Seconds of processor time that the process has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[109, 1_000, 5_000])
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--memory", type=int, default=0, metavar="EDITS")
    arguments = parser.parse_args()
    for size in arguments.sizes:
        with serve(size) as served:
            print_size(served, size, arguments.edits)
            if arguments.memory:
                print_memory(served, arguments.memory)


def print_size(served: Served, size: int, edits: int) -> None:
    print(f"\n{size:,} articles; {served.measure_memory():.0f} MB when ready")
    every: list[Taken] = []
    for kind, make in KINDS.items():
        times = [run(served, make(served.shop, number)) for number in range(edits)]
        every += times
        print(f"  {kind:10} {describe(times)}")
    print(f"  {'all':10} {describe(every)}")
    searches = [time_search(served, number) for number in range(max(2, edits // 10))]
    print(f"  {'search':10} {describe(searches)}    {served.measure_memory():.0f} MB", flush=True)


def print_memory(served: Served, edits: int) -> None:
    sizes = []
    makers = itertools.cycle(KINDS.values())
    for number in range(edits):
        run(served, next(makers)(served.shop, 10_000 + number))
        if number % (edits // 5) == 0 or number == edits - 1:
            time.sleep(3)
            sizes.append(f"{served.measure_memory():.0f}")
    print(f"  memory over {edits} edits, MB: {' '.join(sizes)}", flush=True)


@dataclass(frozen=True)
class Taken:
    """Seconds that passed, and seconds of processor time."""

    passed: float
    work: float


def describe(times: list[Taken]) -> str:
    cuts = quantiles([taken.passed for taken in times], n=100, method="inclusive")
    work = quantiles([taken.work for taken in times], n=2)[0]
    return f"{cuts[49] * 1000:6.0f} {cuts[94] * 1000:6.0f}   processor {work * 1000:4.0f}"


def run(served: Served, edit: Edit) -> Taken:
    """From the write to the page."""
    served.get(edit.url)
    with served.opened(edit.url):
        time.sleep(0.3)
        drain(served.heard)
        start, work = time.perf_counter(), served.measure_work()
        edit.write()
        while time.perf_counter() - start < PATIENCE:
            served.heard.get(timeout=PATIENCE)
            if edit.shows(*served.get(edit.url)):
                return Taken(time.perf_counter() - start, served.measure_work() - work)
    raise SystemExit(f"{edit.url} does not show the edit")


def time_search(served: Served, number: int) -> Taken:
    """From a new title to the index that has it."""
    edit, before = edit_title(served.shop, number), read_manifest(served)
    start, work = time.perf_counter(), served.measure_work()
    edit.write()
    while read_manifest(served) == before:
        time.sleep(0.05)
    return Taken(time.perf_counter() - start, served.measure_work() - work)


def read_manifest(served: Served) -> bytes:
    return served.get("search/ko/index.json")[1]


def drain(waiting: "queue.Queue[bytes]") -> None:
    while not waiting.empty():
        waiting.get_nowait()


@contextmanager
def serve(size: int) -> Iterator[Served]:
    folder = Path(tempfile.mkdtemp(prefix="bench-serve-")) / "shop"
    articles = write_project(folder, size)
    config = CONFIG.replace("language: ko}", "language: ko, custom_dir: overrides}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    (folder / "overrides/partials").mkdir(parents=True)
    (folder / "content/synonyms.yml").write_text("- [환불, 돈 돌려받기]\n", encoding="utf-8")
    port = find_port()
    command = [sys.executable, "-m", "hc_builder.cli", "serve", "--port", str(port)]
    log = (folder.parent / "log").open("wb")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
    served = Served(Shop(folder, articles), port, process)
    try:
        wait_for(lambda: b"Ready" in (folder.parent / "log").read_bytes() or process.poll() is not None)
        wait_for(lambda: served.get("search/ko/index.json")[0] == 200)
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)
        shutil.rmtree(folder.parent)


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10 * PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("the preview does not start")
        time.sleep(0.1)


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
