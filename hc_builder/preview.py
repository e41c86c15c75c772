"""`hc serve`: the site as it will be, rebuilt when a file changes, with the feedback endpoint on the same origin."""

import asyncio
import contextlib
import errno
import json
import shutil
import signal
import socket
import tempfile
import traceback
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hc_builder.config import Config, read_config
from hc_builder.config_file import MissingConfig
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Hours
from hc_builder.errors import ProjectError, UserError, render_error
from hc_builder.extras import is_extra_installed
from hc_builder.problems import render_problems
from hc_builder.project import build_renderer, read_project
from hc_builder.site.build import build_site
from hc_builder.watching import watch_changes

_CLIENT = """<script>
new EventSource("/__preview").onmessage = (message) => {
  const told = JSON.parse(message.data);
  const text = told.problems || told.warnings;
  if (!text) return location.reload();
  if (text === sessionStorage.getItem("hc-dismissed")) return;
  document.getElementById("hc-problems")?.remove();
  const box = document.createElement("div");
  box.id = "hc-problems";
  box.setAttribute("role", told.problems ? "alert" : "status");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;padding:1rem;z-index:99;" +
    "color:#fff;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;" +
    `background:${told.problems ? "#401313" : "#3d2f00"}`;
  box.textContent = text;
  if (!told.problems) {
    const close = document.createElement("button");
    close.textContent = "Dismiss";
    close.style.cssText = "position:absolute;top:1rem;right:1rem;padding:.25rem .75rem;font:inherit";
    close.onclick = () => {
      sessionStorage.setItem("hc-dismissed", text);
      box.remove();
    };
    box.append(close);
  }
  document.body.append(box);
};
</script>"""


EVENTS = "/v1/events"


class Preview:
    """The last good build, in a folder of its own, and the browsers that wait for the next.

    Whatever goes wrong in a build is in `problems`, for the page and the terminal, and the last good build is still
    served; `warnings` are those of a build that succeeded. Pages send their events to `endpoint`.
    """

    def __init__(self, config: Path, workspace: Path, endpoint: str = "") -> None:
        self.config = config
        self.workspace = workspace
        self.endpoint = endpoint
        self.site: Path | None = None
        self.problems = ""
        self.warnings = ""
        self.waiting: set[asyncio.Queue[str]] = set()
        self.is_stopping = False
        self._watched: tuple[Path, ...] = (config.absolute(),)
        self._renderer: tuple[object, Renderer] | None = None

    def build(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.workspace))
        try:
            warnings = self._build_to(folder)
        except Exception as error:
            self.problems = render_error(error) if isinstance(error, UserError) else _render_bug()
            shutil.rmtree(folder)
        else:
            self.problems, self.warnings = "", warnings
            self._put_in_place(folder)

    def _build_to(self, folder: Path) -> str:
        """The warnings."""
        config = send_events_to(self.endpoint, read_config(self.config))
        self._watched = list_sources(config)
        project = read_project(config, self._find_renderer(config), with_drafts=True)
        build_site(project, folder)
        return render_problems(project.problems) if project.problems else ""

    def _find_renderer(self, config: Config) -> Renderer:
        """The one of the last build, with what it has rendered, unless another is asked for."""
        wanted = (config.markdown_extensions, config.settings)
        if self._renderer is None or self._renderer[0] != wanted:
            self._renderer = wanted, build_renderer(config)
        return self._renderer[1]

    def _put_in_place(self, folder: Path) -> None:
        """Keep the previous build too, for requests that are still reading it; remove older ones."""
        for old in self.workspace.iterdir():
            if old not in (folder, self.site):
                shutil.rmtree(old)
        self.site = folder

    async def watch(self, stop: asyncio.Event) -> None:
        async for _ in watch_changes(lambda: self._watched, stop):
            before = self.problems, self.warnings
            await asyncio.to_thread(self.build)
            if told := self.render_change(*before):
                print(told, flush=True)
            self.tell()

    def render_change(self, problems: str, warnings: str) -> str:
        """What the terminal is told after a build, given what was wrong before it; warnings are not repeated."""
        if self.problems:
            return self.problems
        new = self.warnings if self.warnings != warnings else ""
        fixed = "Fixed." if problems or (warnings and not self.warnings) else ""
        return "\n".join(filter(None, (fixed, new)))

    def tell(self) -> None:
        for queue in self.waiting:
            queue.put_nowait(json.dumps({"problems": self.problems}))

    def hang_up(self) -> None:
        """End the channels to the browsers, so that the server can stop at once."""
        self.is_stopping = True  # for a channel that is only being opened
        for queue in self.waiting:
            queue.put_nowait("")

    async def listen(self, request: Request) -> Response:
        return StreamingResponse(self._messages(), media_type="text/event-stream")

    async def _messages(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.waiting.add(queue)
        try:
            yield "retry: 500\n\n"
            if self.problems or self.warnings:
                yield f"data: {json.dumps({'problems': self.problems, 'warnings': self.warnings})}\n\n"
            while not self.is_stopping and (message := await queue.get()):
                yield f"data: {message}\n\n"
        finally:
            self.waiting.discard(queue)

    async def page(self, request: Request) -> Response:
        if self.site is None:
            return HTMLResponse(f"<!doctype html><title>hc</title><body>{_CLIENT}", 500)
        path = (self.site / request.path_params["path"]).resolve()
        if path.is_dir():
            path = path / "index.html"
        if not path.is_relative_to(self.site.resolve()) or not path.is_file():
            return self._html(self.site / "404.html", 404)
        headers = {"cache-control": "no-cache"}
        return self._html(path) if path.suffix == ".html" else FileResponse(path, headers=headers)

    def _html(self, path: Path, status: int = 200) -> Response:
        text = path.read_text(encoding="utf-8").replace("</body>", f"{_CLIENT}</body>")
        return HTMLResponse(text, status, headers={"cache-control": "no-cache"})


def run_preview(config: Path, host: str, port: int, events: str) -> None:
    """Serve until Ctrl-C or SIGTERM. Events go to the database URL `events`, by default SQLite beside the project."""
    if not config.exists():
        raise MissingConfig(config)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the workspace is removed
    with listen_on(host, port) as listener, tempfile.TemporaryDirectory(prefix="hc-preview-") as workspace:
        endpoint = make_endpoint(config, events)
        preview = Preview(config, Path(workspace), EVENTS if endpoint else "")
        print("Building ...", flush=True)
        preview.build()
        ready = f"Ready: http://{host}:{port}/  (Ctrl-C stops)"
        print(preview.problems or "\n".join(filter(None, (preview.warnings, ready))), flush=True)
        app = make_app(preview, endpoint)
        server = Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        server.preview = preview
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


class Server(uvicorn.Server):
    """One that does not wait, when it is stopped, for browsers that listen for the next build."""

    preview: Preview

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.preview.hang_up()
        super().handle_exit(sig, frame)


def listen_on(host: str, port: int) -> socket.socket:
    """A listening socket; who connects before the server runs waits for it."""
    try:
        host.encode("idna")  # for what this refuses, `create_server` raises a TypeError without a word about it
        return socket.create_server((host, port))
    except UnicodeError as error:
        raise UserError(f"can't listen on {host}: not the name of a host", _HOST_HINT) from error
    except OSError as error:
        hint = _LISTEN_HINTS.get(error.errno or 0, _HOST_HINT)
        why = (error.strerror or "").partition(" (while ")[0]  # a resolver's error has no text in `os.strerror`
        raise UserError(f"can't listen on {host}:{port}: {why}", hint) from error


_HOST_HINT = "name an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all of them"
_LISTEN_HINTS = {
    errno.EADDRINUSE: "stop the other server, or name another port with --port",
    errno.EACCES: "name a port above 1023 with --port",
}


def make_app(preview: Preview, endpoint: ASGIApp | None) -> Starlette:
    """The site, its endpoint under `/v1`, and the channel that tells browsers of a new build."""
    routes: list[BaseRoute] = [Route("/__preview", preview.listen)]
    if endpoint:
        routes += [Mount("/v1", partial(_pass_on, endpoint))]
    routes += [Route("/{path:path}", preview.page)]

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with contextlib.AsyncExitStack() as stack:
            if isinstance(endpoint, Starlette):
                await stack.enter_async_context(endpoint.router.lifespan_context(endpoint))
            watching = asyncio.create_task(preview.watch(stop))
            yield
            stop.set()
            await watching

    return Starlette(routes=routes, lifespan=lifespan)


async def _pass_on(endpoint: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """The endpoint knows its routes by their whole path."""
    await endpoint({**scope, "root_path": ""}, receive, send)


def make_endpoint(config: Path, events: str) -> ASGIApp | None:
    """The feedback endpoint of this preview; `None`, and a word about it, where events can't be stored."""
    if not is_extra_installed("feedback"):
        print("Votes and searches are not stored: pip install 'hc-builder[feedback]'", flush=True)
        return None
    from feedback_function.app import create_app
    from feedback_function.database import StoreUnavailable
    from feedback_function.settings import EndpointSettings
    from feedback_function.store import open_store

    url = events or f"sqlite:///{_make_events_folder(config) / 'events.db'}"
    settings = EndpointSettings(database_url=url, timezone=_find_zone(config))
    try:
        with contextlib.closing(open_store(url)) as store:
            store.beat()
    except StoreUnavailable as error:
        print(f"Votes and searches are not stored: {error.what}\n  hint: {_find_cure(url)}", flush=True)
        return None
    return create_app(settings)


def _find_cure(url: str) -> str:
    """How to make the database usable; the address itself may hold a password, and is not repeated."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        return f"make {file} a file you may write to, or move it away if it is not a database; then start again"
    return "start the database and check its address, or name another with --events; then start again"


def _find_zone(config: Path) -> str:
    """The shop's, in which its days are counted; the default while the configuration can't be read."""
    try:
        return read_config(config).settings.contact.hours.zone
    except ProjectError:
        return Hours().zone


def _make_events_folder(config: Path) -> Path:
    folder = config.absolute().parent / ".hc"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        hint = "name a database elsewhere, such as --events sqlite:////tmp/events.db"
        raise UserError(f"votes and searches can't be stored in {folder}: {error.strerror}", hint) from error
    return folder


def send_events_to(endpoint: str, config: Config) -> Config:
    """A preview's votes go to the preview, whatever the settings say: not into the shop's statistics, nor nowhere."""
    feedback = msgspec.structs.replace(config.settings.feedback, endpoint=endpoint)
    return replace(config, settings=msgspec.structs.replace(config.settings, feedback=feedback))


def list_sources(config: Config) -> tuple[Path, ...]:
    """Everything a site is built from, whether it exists or not."""
    media = (config.docs_dir / folder for folder in config.settings.media_roots.values())
    font = [config.folder / config.settings.font.file] if config.settings.font.file else []
    custom = config.theme.custom_dir
    return (*config.files, config.docs_dir, *([custom] if custom else []), *media, *font, *config.watch)


def _render_bug() -> str:
    return f"hc itself failed; the last good build is still served.\n{traceback.format_exc()}"
