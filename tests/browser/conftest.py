"""A built help center on loopback with its feedback endpoint, and a real Chromium that looks at it.

Every page a test opens is watched: a message in the console, an uncaught error or a request to another origin fails
the test, unless the test says that it meant to cause one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from app_servers import serve_app
from endpoint_process import find_port
from fresh_site import build_site
from install_chromium import find_program
from mail_servers import MailServer, start_mail_server
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from running_site import Site
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedback_function.app import create_app
from feedback_function.settings import EndpointSettings
from hc_builder.project import load_project
from hc_builder.site.host_headers import SHARED, Headers, build_headers

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
expect.set_options(timeout=15_000)


class StrictHost:
    """Adds the headers that `hc deploy-files` writes to all but the endpoint's answers, as the guides have it."""

    def __init__(self, app: ASGIApp, headers: Headers) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start" and "/v1/" not in scope["path"]:
                headers = MutableHeaders(scope=message)
                headers.update(dict(self.headers.everywhere))
                headers.setdefault("Cache-Control", "no-cache")
                if any(fnmatch(scope["path"], f"/{path}") for path in self.headers.shared):
                    headers.update(dict([SHARED]))
            await send(message)

        await self.app(scope, receive, send_with_policy)


class BelowSite:
    """The endpoint, for a site that lies below a name of its own."""

    def __init__(self, endpoint: ASGIApp) -> None:
        self.endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.endpoint({**scope, "root_path": f"/{scope['path_params']['site']}"}, receive, send)


@contextmanager
def serve(
    folder: Path, database_url: str, more: Sequence[BaseRoute] = (), shops: Sequence[str] = (), **settings: Any
) -> Iterator[Site]:
    """The built site in `folder` and the endpoint, which hears `shops` too, with further `settings` and `more` routes,
    on one origin, with the headers of the project beside it (or else of the example shop)."""
    port = find_port()
    url = f"http://127.0.0.1:{port}"
    endpoint = create_app(EndpointSettings(database_url=database_url, origins=(url, *shops), **settings))
    routes = [
        *more,
        Route("/v1/{path}", endpoint, methods=["GET", "POST", "OPTIONS"]),
        Route("/{site}/v1/{path}", BelowSite(endpoint), methods=["GET", "POST", "OPTIONS"]),
        Mount("/", StaticFiles(directory=folder, html=True)),
    ]
    beside = folder.parent / "mkdocs.yml"
    headers = build_headers(load_project(beside if beside.is_file() else ROOT / "mkdocs.yml"))
    middleware = [Middleware(StrictHost, headers=headers)]
    app = Starlette(routes=routes, middleware=middleware, lifespan=endpoint.router.lifespan_context)
    with serve_app(app, port):
        yield Site(url, database_url)


@pytest.fixture(scope="session")
def serve_folder() -> Callable[..., AbstractContextManager[Site]]:
    """`serve`, for a test that builds a site of its own."""
    return serve


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example shop, built."""
    folder = tmp_path_factory.mktemp("built") / "site"
    folder.mkdir()
    build_site(load_project(ROOT / "mkdocs.yml"), folder)
    return folder


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example shop, served; each module of tests has a database of its own."""
    with serve(built, f"sqlite:///{tmp_path_factory.mktemp('events')}/events.db") as served:
        yield served


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    """A mail server that takes everything."""
    server = start_mail_server(find_port())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or Playwright's own; without either the tests fail."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_program(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong on the pages of a test."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """A browser asks for the icon of a bare picture too, at any moment, where there is none."""
        if not message.location["url"].endswith("/favicon.ico"):
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def see(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.faults.append(f"left the origin: {request.url}")

    def forgive(self) -> None:
        """The test meant to cause what was noted so far."""
        self.faults.clear()


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    watch = Watch(site.url)
    yield watch
    assert not watch.faults


@pytest.fixture
def visit(chromium: Browser, site: Site, watch: Watch) -> Iterator[Callable[..., Page]]:
    """`visit("/refund/when/", width=360)`: the page in a fresh profile; further options are the profile's."""
    contexts = []

    def visit(path: str = "/", width: int = 1280, height: int = 800, **options: Any) -> Page:
        viewport = {"width": width, "height": height}
        context = chromium.new_context(viewport=viewport, locale="ko-KR", timezone_id="Asia/Seoul", **options)
        contexts.append(context)
        context.on("console", watch.hear)
        context.on("weberror", lambda error: watch.faults.append(f"error: {error.error}"))
        context.on("request", watch.see)
        page = context.new_page()
        page.goto(site.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()
