"""What a phone fetches for a page: with an empty cache, until nothing more is asked for."""

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli
from playwright.sync_api import Browser, Page, sync_playwright

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "ko-KR",
}
KINDS = {"HTML": ".html", "CSS": ".css", "script": ".js", "font": ".woff2", "film": ".mp4"}
PICTURES = (".avif", ".webp", ".png", ".jpg", ".jpeg", ".gif", ".svg")
_PACKED = ("HTML", "CSS", "script", "index", "other")


@dataclass(frozen=True)
class Fetched:
    """One file of a site: its bytes, and by gzip and brotli where packing is of use."""

    path: str
    kind: str
    raw: int
    gzip: int
    brotli: int


Step = Callable[[Page], object]
"""What a reader does on an open page."""


@contextmanager
def open_phone() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def list_fetched(phone: Browser, site: Path, path: str, step: Step | None = None) -> list[Fetched]:
    """What the page at `path` fetches when it is opened, and in the `step` after; each file once, the heaviest
    first."""
    asked: list[str] = []
    with _serve(site) as address:
        context = phone.new_context(**PHONE)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/{path}", wait_until="networkidle")
        if step:
            step(page)
            page.wait_for_load_state("networkidle")
        context.close()
    places = (site / unquote(urlsplit(url).path).lstrip("/") for url in asked if url.startswith(address))
    files = {place / "index.html" if place.is_dir() else place for place in places}
    return sorted((weigh(site, file) for file in files if file.is_file()), key=lambda one: (-one.gzip, one.path))


def search_for(query: str) -> Step:
    def type_query(page: Page) -> None:
        box = page.locator("input[type=search]").first
        box.click()
        box.press_sequentially(query, delay=30)
        page.get_by_role("option").first.wait_for()

    return type_query


def read_to_the_end(page: Page) -> None:
    for _ in range(40):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(50)


@cache
def weigh(site: Path, file: Path) -> Fetched:
    data, path = file.read_bytes(), file.relative_to(site).as_posix()
    kind = find_kind(path)
    if kind not in _PACKED:
        return Fetched(path, kind, len(data), len(data), len(data))
    return Fetched(path, kind, len(data), len(gzip.compress(data, 9)), len(brotli.compress(data)))


def find_kind(path: str) -> str:
    """Of a file of a site; `index` is that of the search."""
    suffix = Path(path).suffix
    kind = next((kind for kind, ending in KINDS.items() if suffix == ending), "")
    if not kind and "search/" in path:
        return "index"
    return kind or ("pictures" if suffix in PICTURES else "other")


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    """The address of a plain file server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """A line for each file would hide the figures."""
