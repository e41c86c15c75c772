"""`hc serve`: the site as it will be, rebuilt when a file changes, with the feedback endpoint on the same origin."""

import asyncio
import contextlib
import importlib.util
import json
import os
import socket
import tempfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hc_builder import mkdocs_plugin
from hc_builder.problems import render_problems

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
    """The last good build, in a folder of its own, and the browsers that wait for the next."""

    def __init__(self, config: Path, workspace: Path) -> None:
        self.config = config
        self.workspace = workspace
        self.renderer = mkdocs_plugin.load_renderer(config)
        self.site: Path | None = None
        self.problems = ""
        self.waiting: set[asyncio.Queue[str]] = set()

    def build(self) -> None:
        """Build anew; if that fails the last good site stays, and `problems` says why."""
        folder = Path(tempfile.mkdtemp(dir=self.workspace))
        try:
            mkdocs_plugin.build_site(self.config, folder, with_drafts=True, renderer=self.renderer)
            self.site, self.problems = folder, ""
        except mkdocs_plugin.ProjectError as error:
            told = [render_problems(error.problems)] if error.problems else []
            self.problems = "\n".join([str(error), *told])

    async def watch(self, stop: asyncio.Event) -> None:
        folders = [mkdocs_plugin.content_folder(self.config), self.config.resolve().parent / "overrides"]
        found = [folder for folder in folders if folder.is_dir()]
        async for _ in watchfiles.awatch(self.config, *found, stop_event=stop, debounce=100):
            await asyncio.to_thread(self.build)
            self.tell()

    def tell(self) -> None:
        for queue in self.waiting:
            queue.put_nowait(json.dumps({"problems": self.problems}))

    def hang_up(self) -> None:
        """End the channels to the browsers, so that the server can stop at once."""
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
            while message := await queue.get():
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
    with listen_on(host, port) as listener, tempfile.TemporaryDirectory(prefix="hc-preview-") as workspace:
        preview = Preview(config, Path(workspace))
        print("Building ...", flush=True)
        preview.build()
        endpoint = make_endpoint(config, events)
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
        raise mkdocs_plugin.ProjectError(
            f"can't listen on {host}:{port}: {os.strerror(error.errno or 0)}\n  hint: {hint}"
        ) from error


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
    if any(importlib.util.find_spec(name) is None for name in ("sqlalchemy", "alembic", "limits")):
        print("Votes and searches are not stored: pip install 'hc-builder[feedback]'", flush=True)
        return None
    from feedback_function.app import create_app
    from feedback_function.settings import Settings

    folder = config.resolve().parent / ".hc"
    folder.mkdir(exist_ok=True)
    url = events or f"sqlite:///{folder / 'events.db'}"
    return create_app(Settings(database_url=url))
