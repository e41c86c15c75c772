"""The same engines in a real Chromium whose CPU is slowed four times, as on a plain phone, over loopback."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
from playwright.sync_api import sync_playwright

from search.cache import remember
from search.datasets import Dataset
from search.peers.node import build_site, describe_request, list_sources

PAGE = Path(__file__).parent / "page"
SLOWED = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


class Slowed(msgspec.Struct, frozen=True, rename="camel"):
    """One query: milliseconds with what it fetches and how many rounds that is, milliseconds with all files at hand."""

    ms: float
    rounds: int
    work_ms: float


def time_in_chromium(name: str, dataset: Dataset, queries: Sequence[str], shown: int, site: Path) -> list[Slowed]:
    """Each query, one after the other on one page. Those of peers are kept.

    `site` holds what a host would serve, or is empty.
    """
    if name == "hc":
        return measure_times(name, dataset, queries, shown, site)
    request = {**describe_request(dataset, shown), "queries": list(queries)}

    def ask() -> bytes:
        return msgspec.json.encode(measure_times(name, dataset, queries, shown, site))

    return msgspec.json.decode(
        remember(f"{name}-chromium", [*list_sources(name), *PAGE.iterdir()], request, ask), type=list[Slowed]
    )


def measure_times(name: str, dataset: Dataset, queries: Sequence[str], shown: int, site: Path) -> list[Slowed]:
    if not any(site.iterdir()):
        build_site(name, dataset, site, shown)
    shutil.copytree(PAGE, site, dirs_exist_ok=True)
    with serve_folder(site) as address:
        return drive_page(f"{address}/drive.html", name, queries, shown)


def drive_page(address: str, name: str, queries: Sequence[str], shown: int) -> list[Slowed]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.set_default_timeout(0)
        call = "([name, queries, shown]) => drive(name, queries, shown)"
        times = page.evaluate(call, [name, list(queries), shown])
        browser.close()
        return msgspec.convert(times, list[Slowed])


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a small file waits 40 ms for an acknowledgement, as it would of no real host

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line for each shard would bury the figures."""
