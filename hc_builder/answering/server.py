"""`hc answer serve`: a process of the builder, with the engine in it, that answers questions over HTTP."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from feedback_function.responses import SECURITY_HEADERS
from feedback_function.server import run_app
from feedback_function.settings import EndpointSettings
from hc_builder.answering.answer_route import AnswerRoute
from hc_builder.answering.description import build_description
from hc_builder.answering.kakao_route import KakaoRoute
from hc_builder.answering.service import AnswerService
from hc_builder.answering.thread import Busy

_HEALTH_SECONDS = 5


def serve_answers(settings: EndpointSettings, service: AnswerService, requests: str, kakao_token: str) -> None:
    """Serve until interrupted or terminated."""
    run_until_stopped(make_app(settings, service, requests, kakao_token), settings)


def run_until_stopped(app: Starlette, settings: EndpointSettings) -> None:
    """Serve, and return at Ctrl-C and SIGTERM alike, so that events are sent and engines closed: uvicorn ends what it
    serves and then raises the signal once more."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        run_app(app, settings)


def make_app(settings: EndpointSettings, service: AnswerService, requests: str, kakao_token: str = "") -> Starlette:
    """The routes of one service; `requests` is the rate of one client, such as 60/minute, `kakao_token` what Kakao
    sends with each chat, if it was told to."""

    async def check_health(request: Request) -> Response:
        """Whether a question would be answered now."""
        try:
            async with asyncio.timeout(_HEALTH_SECONDS):
                await service.desk.run(lambda desk: desk.settings)
        except (TimeoutError, Busy):
            return _respond(503, {"error": "Too many questions are waiting.", "hint": "Ask again later."})
        return _respond(200, {"status": "ok"})

    async def show_description(request: Request) -> Response:
        return JSONResponse(build_description(), headers=SECURITY_HEADERS)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with service.desk.keep_fresh():
            yield

    routes = [
        Route("/v1/answer", AnswerRoute(settings, service, requests)),
        Route("/v1/kakao", KakaoRoute(settings, service, requests, kakao_token)),
        Route("/openapi.json", show_description, methods=["GET"]),
        Route("/v1/health", check_health, methods=["GET"]),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _answer_http_error})
    app.router.redirect_slashes = False
    return app


async def _answer_http_error(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return _respond(
        status,
        {"error": "There is nothing here for this request.", "hint": "See /openapi.json for what is answered here."},
    )


def _respond(status: int, content: dict[str, str]) -> Response:
    return JSONResponse(content, status, headers=SECURITY_HEADERS)
