"""The server of `hc serve`: the preview's pages and files, its channel to the browsers, and the feedback endpoint."""

import asyncio
import contextlib
import errno
import mimetypes
import signal
import socket
import unicodedata
from collections.abc import AsyncIterator
from email.parser import BytesParser
from functools import partial
from pathlib import Path
from types import FrameType
from urllib.parse import parse_qs, quote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hc_builder.config import read_config
from hc_builder.config_file import MissingConfig
from hc_builder.content.contact_settings import Hours
from hc_builder.errors import ProjectError, UserError
from hc_builder.extras import is_extra_installed
from hc_builder.korean import say, to_korean
from hc_builder.preview.edit_routes import LOOPBACK, list_routes
from hc_builder.preview.editing import Editor, render_button
from hc_builder.preview.preview import Preview
from hc_builder.preview.report import REPORT, ReportPage
from hc_builder.problems import speak_in
from hc_builder.watching import watch_changes

_CLIENT = f'<script type="module">{Path(__file__).with_name("client.js").read_text("utf-8")}</script>'
_EVENTS = "/v1/events"
_PATIENCE = 30  # seconds that a search waits for the first index
_NO_CACHE = {"cache-control": "no-cache"}


def run_preview(config: Path, host: str, port: int, events: str) -> None:
    """Serve until Ctrl-C or SIGTERM. Events go to the database URL `events`, by default SQLite beside the project."""
    if not config.exists():
        raise MissingConfig(config)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the cache is closed
    with listen_on(host, port) as listener:
        endpoint = make_endpoint(config, events)
        sheet = ReportPage(config, events) if endpoint else None
        with contextlib.closing(Preview(config, _EVENTS if endpoint else "")) as preview:
            print(say("Reading ..."), flush=True)
            preview.renew()
            preview.print_news()
            if endpoint:
                print(f"{say('The report')}: http://{host}:{port}{REPORT}", flush=True)
            print(f"Ready: http://{host}:{port}/  ({say('Ctrl-C stops')})", flush=True)
            server = Server(
                uvicorn.Config(  # the same loop whether or not the endpoint's faster one is installed
                    make_app(preview, endpoint, sheet, can_edit=host in LOOPBACK),
                    loop="asyncio",
                    log_level="warning",
                    timeout_graceful_shutdown=2,
                )
            )
            server.preview = preview
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[listener])


class Server(uvicorn.Server):
    """One that does not wait, when it is stopped, for browsers that listen for the next edit."""

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


def make_app(
    preview: Preview, endpoint: ASGIApp | None, sheet: ReportPage | None = None, can_edit: bool = False
) -> Starlette:
    """The site, its endpoint under `/v1`, the sheet of the events there, the channel that tells browsers of a new
    build, and where it `can_edit`, the source of each article."""
    routes: list[BaseRoute] = [
        Route("/__preview", partial(_listen, preview)),
        Route("/v1/inquiries", _refuse_inquiry, methods=["POST"]),
    ]
    if endpoint:
        routes += [Mount("/v1", partial(_pass_on, endpoint))]
    if sheet:
        routes += [Route(REPORT, partial(_report, sheet))]
    if can_edit:
        routes += list_routes(preview, Editor())
    routes += [Route("/{path:path}", partial(_answer, preview, can_edit))]

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with contextlib.AsyncExitStack() as stack:
            if isinstance(endpoint, Starlette):
                await stack.enter_async_context(endpoint.router.lifespan_context(endpoint))
            tasks = [asyncio.create_task(work) for work in (_watch(preview, stop), preview.follow(stop))]
            yield
            stop.set()
            preview.hang_up()
            await asyncio.gather(*tasks)

    return Starlette(routes=routes, lifespan=lifespan)


async def _watch(preview: Preview, stop: asyncio.Event) -> None:
    async for changes in watch_changes(lambda: preview.watched, stop):
        await asyncio.to_thread(preview.renew, changes)
        preview.show_change()


async def _listen(preview: Preview, request: Request) -> Response:
    """The channel to one open page, whose address is in `page`."""
    url = _normalize(request.query_params.get("page", ""))
    return StreamingResponse(_list_messages(preview, url), media_type="text/event-stream")


async def _report(sheet: ReportPage, request: Request) -> Response:
    return HTMLResponse(await sheet.show(request.query_params), headers=_NO_CACHE)


async def _refuse_inquiry(request: Request) -> Response:
    """In the page's language, so that who tries the form on a preview knows why nothing is sent."""
    body = await request.body()  # a browser reads no answer before all is sent
    told = "A preview sends no inquiries; `hc docs inquiries` says how to take them"
    if _find_language(request.headers.get("content-type", ""), body).startswith("ko"):
        told = to_korean(told)
    if request.headers.get("accept", "").startswith("text/html"):
        return Response(told, 403, media_type="text/plain")
    return JSONResponse({"error": {"code": "invalid", "field": None, "message": told}}, 403)


def _find_language(kind: str, body: bytes) -> str:
    """The form's field `lang`. The standard library reads it, since what the endpoint reads forms with is an extra."""
    if kind.startswith("application/x-www-form-urlencoded"):
        return parse_qs(body.decode(errors="replace")).get("lang", [""])[0]
    form = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + body)
    named = (part for part in form.walk() if part.get_param("name", header="content-disposition") == "lang")
    return next((str(part.get_payload()).strip() for part in named), "")


async def _list_messages(preview: Preview, url: str) -> AsyncIterator[str]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    preview.waiting[queue] = url
    try:
        yield "retry: 500\n\n"
        if greeting := preview.greet():
            yield f"data: {greeting}\n\n"
        while not preview.is_stopping and (message := await queue.get()):
            yield f"data: {message}\n\n"
    finally:
        del preview.waiting[queue]


async def _answer(preview: Preview, can_edit: bool, request: Request) -> Response:
    path = _normalize(request.path_params["path"])
    if preview.site is None:
        return _show("<!doctype html><title>hc</title><body></body>", 500)
    if "/search/" in f"/{path}" and path.count("/") > 1 and not path.endswith("/"):
        try:
            await asyncio.wait_for(preview.indexed.wait(), _PATIENCE)
        except TimeoutError:
            return Response("the search index is still being made", 503)
    file = await asyncio.to_thread(preview.find_file, path)
    if isinstance(file, Path):
        return FileResponse(file, headers=_NO_CACHE)
    if file is not None:
        return Response(file, media_type=mimetypes.guess_type(path)[0] or "application/octet-stream", headers=_NO_CACHE)
    return await _answer_page(preview, path.removesuffix("index.html"), can_edit)


async def _answer_page(preview: Preview, url: str, can_edit: bool) -> Response:
    assert preview.site is not None
    if url not in preview.site.places and f"{url}/" in preview.site.places:
        return RedirectResponse(f"/{quote(url)}/")
    is_known = url in preview.site.places or url in preview.site.static
    if not is_known and (moved := preview.generated.get(f"{url.rstrip('/')}/index.html")):
        return HTMLResponse(moved, headers=_NO_CACHE)
    text = await asyncio.to_thread(preview.render, url if is_known else preview.site.find_error_page(url))
    if text is None:
        preview.print_news()
        return _show("<!doctype html><title>hc</title><body></body>", 500)
    if not is_known or url.endswith(".xml"):
        return _show_other(text, url, is_known)
    return _show(text, 200, render_button(preview.site, url) if can_edit else "")


def _show(text: str, status: int, button: str = "") -> Response:
    return HTMLResponse(text.replace("</body>", f"{button}{_CLIENT}</body>"), status, headers=_NO_CACHE)


def _show_other(text: str, url: str, is_known: bool) -> Response:
    if not is_known:
        return _show(text, 404)
    return Response(text, media_type=mimetypes.guess_type(url)[0], headers=_NO_CACHE)


def _normalize(path: str) -> str:
    return unicodedata.normalize("NFC", path).lstrip("/")


async def _pass_on(endpoint: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """The endpoint knows its routes by their whole path."""
    await endpoint({**scope, "root_path": ""}, receive, send)


def make_endpoint(config: Path, events: str) -> ASGIApp | None:
    """The feedback endpoint of this preview; `None`, and a word about it, where events can't be stored."""
    if not is_extra_installed("feedback"):
        print(say("Votes and searches are not stored: pip install 'hc-builder[feedback]'"), flush=True)
        return None
    from feedback_function.app import create_app
    from feedback_function.database import StoreUnavailable
    from feedback_function.settings import EndpointSettings
    from feedback_function.store import open_store

    url = events or f"sqlite:///{_make_events_folder(config) / 'events.db'}"
    settings = EndpointSettings(database_url=url, timezone=_find_zone(config))
    try:
        with contextlib.closing(open_store(url, settings.days)) as store:
            store.beat()
    except StoreUnavailable as error:
        speech = speak_in()
        told = speech.say(f"Votes and searches are not stored: {error.what}")
        print(f"{told}\n  {speech.hint}: {speech.say(_find_cure(url))}", flush=True)
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
