"""A route that pages of other origins may ask: heads, CORS, refusals and metrics. Knows ASGI, no framework."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from feedback_function.admission import Refusal, RequestHead, is_allowed_origin, read_head, refuse_large_body
from feedback_function.metrics import Metrics
from feedback_function.responses import PREFLIGHT, JsonAnswer, answer_refusal
from feedback_function.settings import EndpointSettings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

log = logging.getLogger("hc.feedback")


class Gone(Exception):
    """The client left before its body was complete."""


class Door(ABC):
    """One route as an ASGI application of its own."""

    def __init__(self, settings: EndpointSettings, metrics: Metrics) -> None:
        self.settings = settings
        self.metrics = metrics

    @abstractmethod
    async def answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        """The answer to a request. Raises `Refusal`, and `Gone` where nobody waits for it."""

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Handle one request."""
        client = scope.get("client")
        head = read_head(scope["method"], client[0] if client else "", scope["headers"])
        allowed = head.origin if head.origin and is_allowed_origin(head, self.settings) else ""
        try:
            answer = PREFLIGHT if head.method == "OPTIONS" and allowed else await self._answer(head, receive)
        except Gone:
            return
        self.metrics.count_request(answer.status)
        headers = answer.build_headers(allowed)
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        try:
            return await self.answer(head, receive)
        except Refusal as refusal:
            self.metrics.count_rejected(refusal.reason)
            return answer_refusal(refusal)
        except Gone:
            raise
        except Exception as fault:  # its message may hold the customer's text, so only its type is logged
            log.error("unexpected_fault", extra={"detail": type(fault).__name__})
            return answer_refusal(Refusal(500, "fault", "The endpoint has a fault.", "Tell whoever runs it."))


async def read_body(receive: Receive, most: int) -> bytes:
    """The body; reading stops as soon as it has more than `most` bytes."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > most:
            raise refuse_large_body(most)
        if not message.get("more_body", False):
            return bytes(body)
