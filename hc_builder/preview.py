"""`hc serve`: the site as it will be, rebuilt when a file changes, with the feedback endpoint on the same origin."""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import tempfile
import traceback
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hc_builder.config import Config, read_config
from hc_builder.config_file import MissingConfig
from hc_builder.content.markup import Renderer
from hc_builder.errors import UserError, render_error
from hc_builder.extras import is_extra_installed
from hc_builder.project import build_renderer, read_project
from hc_builder.site.build import build_site
from hc_builder.watching import watch_changes

_CLIENT = """<script>
new EventSource("/__preview").onmessage = (message) => {
  const told = JSON.parse(message.data);
  if (told.problems) {
    document.getElementById("hc-problems")?.remove();
    const box = document.createElement("pre");
    box.id = "hc-problems";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;padding:1rem;" +
      "background:#401313;color:#fff;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;z-index:99";
    box.textContent = told.problems;
    document.body.append(box);
  } else location.reload();
};
</script>"""


class Preview:
    """The last good build, in a folder of its own, and the browsers that wait for the next.

    Whatever goes wrong in a build is in `problems`, for the page and the terminal, and the last good site stays.
    """

    def __init__(self, config: Path, workspace: Path) -> None:
        self.config = config
        self.workspace = workspace
        self.site: Path | None = None
        self.problems = ""
        self.waiting: set[asyncio.Queue[str]] = set()
        self.is_stopping = False
        self._watched: tuple[Path, ...] = (config.absolute(),)
        self._renderer: tuple[object, Renderer] | None = None

    def build(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.workspace))
        try:
            self._build_to(folder)
        except Exception as error:
            self.problems = render_error(error) if isinstance(error, UserError) else _render_bug()
            shutil.rmtree(folder)
        else:
            self.problems = ""
            self._put_in_place(folder)

    def _build_to(self, folder: Path) -> None:
        config = read_config(self.config)
        self._watched = list_sources(config)
        project = read_project(config, self._find_renderer(config), with_drafts=True)
        build_site(project, folder)

    def _find_renderer(self, config: Config) -> Renderer:
        """The one of the last build, with what it has rendered, unless another is asked for."""
        wanted = (config.markdown_extensions, config.settings)
        if self._renderer is None or self._renderer[0] != wanted:
            self._renderer = wanted, build_renderer(config)
        return self._renderer[1]

    def _put_in_place(self, folder: Path) -> None:
        """A request that is still reading the site of before finishes; older ones are gone."""
        for old in self.workspace.iterdir():
            if old not in (folder, self.site):
                shutil.rmtree(old)
        self.site = folder

    async def watch(self, stop: asyncio.Event) -> None:
        async for _ in watch_changes(lambda: self._watched, stop):
            had_problems = bool(self.problems)
            await asyncio.to_thread(self.build)
            if self.problems or had_problems:
                print(self.problems or "Mended.", flush=True)
            self.tell()

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
            if self.problems:
                yield f"data: {json.dumps({'problems': self.problems})}\n\n"
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
    """Serve until Ctrl-C. Events go to the database URL `events`, by default SQLite beside the project."""
    if not config.exists():
        raise MissingConfig(config)
    with listen_on(host, port) as listener, tempfile.TemporaryDirectory(prefix="hc-preview-") as workspace:
        preview = Preview(config, Path(workspace))
        endpoint = make_endpoint(config, events)
        print("Building ...", flush=True)
        preview.build()
        print(preview.problems or f"Ready: http://{host}:{port}/  (Ctrl-C stops)", flush=True)
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
        return socket.create_server((host, port))
    except OSError as error:
        hint = "stop the other server, or name another port with --port"
        raise UserError(f"can't listen on {host}:{port}: {os.strerror(error.errno or 0)}", hint) from error


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
    """The feedback endpoint of this preview; `None`, and a word about it, where the extra is not installed."""
    if not is_extra_installed("feedback"):
        print("Votes and searches are not stored: pip install 'hc-builder[feedback]'", flush=True)
        return None
    from feedback_function.app import create_app
    from feedback_function.settings import Settings

    return create_app(Settings(database_url=events or f"sqlite:///{_make_events_folder(config) / 'events.db'}"))


def _make_events_folder(config: Path) -> Path:
    folder = config.absolute().parent / ".hc"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        hint = "name a database elsewhere, such as --events sqlite:////tmp/events.db"
        raise UserError(f"votes and searches can't be stored in {folder}: {error.strerror}", hint) from error
    return folder


def list_sources(config: Config) -> tuple[Path, ...]:
    """Whatever a site is made of, whether or not it is there."""
    media = (config.docs_dir / folder for folder in config.settings.media_roots.values())
    font = [config.folder / config.settings.font.file] if config.settings.font.file else []
    custom = config.theme.custom_dir
    return (*config.files, config.docs_dir, *([custom] if custom else []), *media, *font, *config.watch)


def _render_bug() -> str:
    return f"hc itself failed; the last good site stays.\n{traceback.format_exc()}"
