"""What a request has to pass before the tools over HTTP: POST, and a body of some size that comes in time.

Each call stands by itself, so there is no stream to open with GET: whoever did would hold a connection for good.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from feedback_function.admission import Refusal, refuse_slow_body
from feedback_function.door import Gone, Message, Receive, Send, read_body
from feedback_function.responses import answer_refusal

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Gate:
    """Before an ASGI application; `seconds` are what a body may take, of `most` bytes."""

    def __init__(self, app: App, most: int, seconds: float) -> None:
        self._app, self._most, self._seconds = app, most, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its whole body, or refuse it."""
        try:
            body = await self._admit(scope["method"], receive)
        except Gone:
            return
        except Refusal as refusal:
            await _refuse(refusal, send)
        else:
            await self._app(scope, _give(body, receive), send)

    async def _admit(self, method: str, receive: Receive) -> bytes:
        if method != "POST":
            raise Refusal(405, "method", "Only POST is answered here.", "Send it with POST.")
        try:
            async with asyncio.timeout(self._seconds):
                return await read_body(receive, self._most)
        except TimeoutError:
            raise refuse_slow_body() from None


def _give(body: bytes, receive: Receive) -> Receive:
    """The body at once, and then what becomes of the connection."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read() -> Message:
        return waiting.pop() if waiting else await receive()

    return read


async def _refuse(refusal: Refusal, send: Send) -> None:
    answer = answer_refusal(refusal)
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.build_headers()})
    await send({"type": "http.response.body", "body": answer.body})
