"""How a browser reaches the editor, and who may: this machine alone, by a page of the preview, with the run's token."""

import hmac
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from hc_builder.content.text_file import MAX_BYTES
from hc_builder.korean import say
from hc_builder.preview.editing import EDIT, Conflict, Editor, EditRefused, describe_problems
from hc_builder.preview.preview import Preview
from hc_builder.preview.site import LiveSite

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MOST = 2 * MAX_BYTES
_POLICY = (
    "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; connect-src 'self'; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class Edited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser sends: the page's address, and as much of the rest as the request needs."""

    page: str
    text: str = ""
    version: str = ""


Act = Callable[[Editor, LiveSite, str, Edited], dict[str, Any]]


def list_routes(preview: Preview, editor: Editor) -> list[BaseRoute]:
    acts: dict[str, Act] = {"source": _give_source, "check": _check, "save": _save}
    posts = [
        Route(f"{EDIT}/{name}", partial(_act, preview, editor, act), methods=["POST"]) for name, act in acts.items()
    ]
    return [Route(EDIT, partial(_open, preview, editor)), *posts]


def is_from_here(request: Request) -> bool:
    """Whether the name by which the browser reached us is this machine's: another site's name may lead here, too."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname in LOOPBACK
    except ValueError:
        return False


async def _open(preview: Preview, editor: Editor, request: Request) -> Response:
    if not is_from_here(request):
        return _refuse(EditRefused(403, say("Articles are edited from this machine alone.")))
    url, nonce = _normalize(request.query_params.get("page", "")), secrets.token_urlsafe(16)
    try:
        text = await run_in_threadpool(lambda: editor.render(editor.read(_find_site(preview), url), url, nonce))
    except EditRefused as refused:
        return _refuse(refused)
    headers = {
        "content-security-policy": _POLICY.format(nonce),
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
    }
    return HTMLResponse(text, headers=headers)


async def _act(preview: Preview, editor: Editor, act: Act, request: Request) -> Response:
    try:
        _admit(editor, request)
        edited = _parse(await _read_body(request))
        told = await run_in_threadpool(act, editor, _find_site(preview), _normalize(edited.page), edited)
    except EditRefused as refused:
        return _refuse(refused)
    return JSONResponse(told, headers={"cache-control": "no-store"})


def _admit(editor: Editor, request: Request) -> None:
    """Raises `EditRefused` for whoever is not a page that this run gave to this machine."""
    origin = f"http://{request.headers.get('host', '')}"
    token = request.headers.get("x-hc-token", "")
    is_own = is_from_here(request) and request.headers.get("origin") == origin
    if not is_own or not hmac.compare_digest(token.encode(), editor.token.encode()):
        raise EditRefused(
            403, say("This page is from another run of hc serve: open it again. Your text is still here.")
        )


async def _read_body(request: Request) -> bytes:
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _MOST:
            raise EditRefused(413, say("This is more than an article may hold."))
    return data


def _parse(data: bytes) -> Edited:
    try:
        return msgspec.json.decode(data, type=Edited)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EditRefused(400, f"{error}") from error


def _find_site(preview: Preview) -> LiveSite:
    if preview.site is None:
        raise EditRefused(503, say("The help center can't be read yet: see the terminal."))
    return preview.site


def _give_source(editor: Editor, site: LiveSite, url: str, edited: Edited) -> dict[str, Any]:
    source = editor.read(site, url)
    message = say("The file was changed elsewhere. Nothing was written.")
    return {"text": source.text, "version": source.version, "message": message}


def _check(editor: Editor, site: LiveSite, url: str, edited: Edited) -> dict[str, Any]:
    return {"problems": describe_problems(editor.check(site, url, edited.text))}


def _save(editor: Editor, site: LiveSite, url: str, edited: Edited) -> dict[str, Any]:
    return {"version": editor.save(site, url, edited.text, edited.version).version}


def _refuse(refused: EditRefused) -> Response:
    now = {"text": refused.source.text, "version": refused.source.version} if isinstance(refused, Conflict) else {}
    return JSONResponse({"message": refused.what, **now}, refused.status)


def _normalize(page: str) -> str:
    return normalize("NFC", page).lstrip("/")
