"""The ASGI application: `POST /v1/events`, a health check, the API's own description, and metrics if configured.

The only module that knows the web framework. There is no route here that reads events.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from feedback_function.admission import Refusal, RequestHead, admit, is_allowed_origin, refuse_large_body
from feedback_function.clients import ClientLimits, find_client_address
from feedback_function.database import StoreUnavailable
from feedback_function.events import MAX_BODY_BYTES, BodyError, Parsed, TooManyEvents, parse_events
from feedback_function.group_commit import GroupCommit, QueueFull
from feedback_function.keeper import Keeper
from feedback_function.metrics import CONTENT_TYPE, Metrics
from feedback_function.openapi import build_openapi
from feedback_function.settings import Settings

RETRY_SOON_SECONDS = 5
RETRY_CLIENT_SECONDS = 60
RETRY_FULL_SECONDS = 3600
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

log = logging.getLogger("hc.feedback")


def create_app(settings: Settings) -> Starlette:
    """The application. It opens the database when the first event comes or its lifespan starts, whichever is first,
    and goes on without it: until the database is back, events are answered with 503.
    """
    endpoint = EventsEndpoint(settings)
    description = msgspec.json.encode(build_openapi())

    async def health(request: Request) -> Response:
        try:
            await asyncio.to_thread(endpoint.keeper.beat)
        except StoreUnavailable:
            return _render(_refuse_unavailable())
        return _respond(200, {"status": "ok"})

    async def openapi(request: Request) -> Response:
        return Response(description, media_type="application/json", headers=SECURITY_HEADERS)

    async def metrics(request: Request) -> Response:
        wanted = f"Bearer {settings.metrics_token}"
        given = request.headers.get("authorization", "")
        if settings.metrics_token and not secrets.compare_digest(given.encode(), wanted.encode()):
            return _render(Refusal(401, "token", "The token is missing or wrong.", "Send Authorization: Bearer …"))
        return Response(endpoint.metrics.render(), media_type=CONTENT_TYPE, headers=SECURITY_HEADERS)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        endpoint.writer.start()
        yield
        await asyncio.to_thread(endpoint.close)

    routes = [
        Route("/v1/events", endpoint),
        Route("/v1/health", health, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]
    if settings.metrics:
        routes.append(Route("/metrics", metrics, methods=["GET"]))
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _answer_http_error})


class EventsEndpoint:
    """`POST /v1/events` as an ASGI application of its own: admission, limits, parsing, commit, answer."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keeper = Keeper(settings)
        self.metrics = Metrics(lambda: float(self.writer.waiting_events))
        self.writer = GroupCommit(
            self.keeper.write, settings.queue_events, tend=self.keeper.tend, observe=self.metrics.observe_commit
        )
        self._limits = ClientLimits(settings)

    def close(self) -> None:
        """Writes what waits and lets go of the database."""
        self.writer.close()
        self.keeper.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        head = _read_head(scope, headers)
        response = await self._respond(scope, headers, head, receive)
        self.metrics.count_request(response.status_code)
        if head.origin and is_allowed_origin(head, self.settings):
            response.headers["Access-Control-Allow-Origin"] = head.origin
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Vary"] = "Origin"
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, headers: Headers, head: RequestHead, receive: Receive) -> Response:
        if head.method == "OPTIONS" and head.origin and is_allowed_origin(head, self.settings):
            return Response(status_code=204, headers=PREFLIGHT_HEADERS)
        try:
            return _answer(await self._take(scope, headers, head, receive))
        except Refusal as refusal:
            self.metrics.count_rejected(refusal.reason)
            return _render(refusal)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as fault:  # the customer's text may be in its message, so only its kind is logged
            log.error("unexpected_fault", extra={"detail": type(fault).__name__})
            return _render(Refusal(500, "fault", "The endpoint has a fault.", "Tell whoever runs it."))

    async def _take(self, scope: Scope, headers: Headers, head: RequestHead, receive: Receive) -> Parsed:
        """The events of a request, stored. Raises `Refusal`."""
        admit(head, self.settings)
        now = datetime.now(UTC)
        peer = scope["client"][0] if scope.get("client") else ""
        client = find_client_address(peer, headers.get("x-forwarded-for", ""), self.settings.trusted_proxies)
        if not await self._limits.allow_request(client, now.date()):
            raise _refuse_client()
        if self.keeper.is_full:
            raise Refusal(429, "quota", "The endpoint's room is used up.", "Send later.", RETRY_FULL_SECONDS)
        parsed = _parse(await _read_body(receive, self.settings.body_seconds), now)
        if parsed.accepted:
            if not await self._limits.allow_events(client, now.date(), len(parsed.accepted)):
                raise _refuse_client()
            await self._commit(parsed)
        if parsed.rejected:
            self.metrics.count_rejected("form", len(parsed.rejected))
        return parsed

    async def _commit(self, parsed: Parsed) -> None:
        try:
            async with asyncio.timeout(self.settings.commit_seconds):
                await self.writer.commit(parsed.accepted)
        except (StoreUnavailable, QueueFull, TimeoutError) as fault:
            log.warning("not_stored", extra={"detail": f"{type(fault).__name__}: {fault}"})
            raise _refuse_unavailable() from None
        for event in parsed.accepted:
            self.metrics.count_accepted(event.type)


PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
    **SECURITY_HEADERS,
}


def _read_head(scope: Scope, headers: Headers) -> RequestHead:
    return RequestHead(
        method=scope["method"],
        host=headers.get("host", ""),
        origin=headers.get("origin", ""),
        content_type=headers.get("content-type", ""),
        content_length=headers.get("content-length", ""),
        user_agent=headers.get("user-agent", ""),
    )


async def _read_body(receive: Receive, seconds: float) -> bytes:
    """The body, given up as soon as it is too large or too slow."""
    body = b""
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                chunk: bytes = message.get("body", b"")
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise refuse_large_body()
                if not message.get("more_body", False):
                    return body
    except TimeoutError:
        raise Refusal(408, "slow", "The body came too slowly.", "Send it again.") from None


def _parse(body: bytes, now: datetime) -> Parsed:
    try:
        return parse_events(body, now)
    except TooManyEvents as fault:
        raise Refusal(413, "batch_size", fault.error, fault.hint) from None
    except BodyError as fault:
        raise Refusal(400, "not_json", fault.error, fault.hint) from None


def _answer(parsed: Parsed) -> Response:
    receipt = {"accepted": len(parsed.accepted), "rejected": parsed.rejected}
    if parsed.accepted:
        return _respond(202, receipt)
    problem = {"error": "None of the events is acceptable.", "hint": "See `rejected` and /openapi.json."}
    return _respond(422, problem | receipt)


def _render(refusal: Refusal) -> Response:
    response = _respond(refusal.status, {"error": refusal.error, "hint": refusal.hint})
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == 405:
        response.headers["Allow"] = "POST, OPTIONS"
    if refusal.status in (408, 413):
        response.headers["Connection"] = "close"
    return response


def _respond(status: int, body: object) -> Response:
    return Response(msgspec.json.encode(body), status, SECURITY_HEADERS, "application/json")


def _refuse_unavailable() -> Refusal:
    return Refusal(503, "unavailable", "Events cannot be stored now.", "Send them again later.", RETRY_SOON_SECONDS)


def _refuse_client() -> Refusal:
    return Refusal(429, "client_limit", "Too many events from here.", "Send them again later.", RETRY_CLIENT_SECONDS)


async def _answer_http_error(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    body = {"error": fault.detail, "hint": "See /openapi.json for what is answered here."}
    return Response(
        msgspec.json.encode(body), fault.status_code, {**SECURITY_HEADERS, **(fault.headers or {})}, "application/json"
    )
