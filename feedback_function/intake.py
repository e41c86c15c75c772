"""One request on its way to the disk: admission, client limit, quota, parsing, commit. Knows ASGI, no framework."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

from feedback_function.admission import (
    Refusal,
    RequestHead,
    admit,
    is_allowed_origin,
    read_head,
    refuse_client,
    refuse_full,
    refuse_large_body,
    refuse_slow_body,
    refuse_unavailable,
)
from feedback_function.clients import ClientLimits, find_client_address
from feedback_function.database import StoreUnavailable
from feedback_function.facts import MAX_BODY_BYTES
from feedback_function.group_commit import GroupCommit, QueueFull
from feedback_function.maintenance import MaintainedStore
from feedback_function.metrics import Metrics
from feedback_function.parsing import BodyError, Parsed, TooManyEvents, parse_events
from feedback_function.responses import PREFLIGHT, JsonAnswer, answer_parsed, answer_refusal
from feedback_function.settings import EndpointSettings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

log = logging.getLogger("hc.feedback")


class Gone(Exception):
    """The client left before its body was complete."""


class Intake:
    """`POST /v1/events` as an ASGI application of its own."""

    def __init__(self, settings: EndpointSettings) -> None:
        self.settings = settings
        self.store = MaintainedStore(settings)
        self.metrics = Metrics(lambda: float(self.writer.waiting_events))
        self.writer = GroupCommit(
            self.store.write, settings.queue_events, tend=self.store.tend, observe=self.metrics.observe_commit
        )
        self._limits = ClientLimits(settings)

    def refresh_rates(self) -> None:
        """Bring the rates in the metrics up to date; without a database the metrics do without."""
        try:
            rates = self.store.compute_rates()
        except StoreUnavailable as fault:
            log.warning("store_unavailable", extra={"detail": str(fault)})
            return
        if rates:
            self.metrics.set_rates(rates)

    def close(self) -> None:
        """Flush the queue and close the store."""
        self.writer.close()
        self.store.close()

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
            return answer_parsed(await self._take(head, receive))
        except Refusal as refusal:
            self.metrics.count_rejected(refusal.reason)
            return answer_refusal(refusal)
        except Gone:
            raise
        except Exception as fault:  # its message may hold the customer's text, so only its type is logged
            log.error("unexpected_fault", extra={"detail": type(fault).__name__})
            return answer_refusal(Refusal(500, "fault", "The endpoint has a fault.", "Tell whoever runs it."))

    async def _take(self, head: RequestHead, receive: Receive) -> Parsed:
        """The events of a request, stored. Raises `Refusal`."""
        admit(head, self.settings)
        now = datetime.now(UTC)
        client = find_client_address(head.peer, head.forwarded_for, self.settings.trusted_proxies)
        if not await self._limits.allow(client, now.date(), 1):
            raise refuse_client()
        if self.store.is_full:
            raise refuse_full()
        parsed = None
        try:
            async with asyncio.timeout(self.settings.request_seconds):
                parsed = _parse(await _read_body(receive), now)
                more = len(parsed.accepted) - 1
                if more > 0 and not await self._limits.allow(client, now.date(), more):
                    raise refuse_client()
                await self._commit(parsed)
        except TimeoutError:
            raise refuse_unavailable() if parsed else refuse_slow_body() from None
        return parsed

    async def _commit(self, parsed: Parsed) -> None:
        try:
            if parsed.accepted:
                await self.writer.commit(parsed.accepted)
        except (StoreUnavailable, QueueFull) as fault:
            log.warning("not_stored", extra={"detail": f"{type(fault).__name__}: {fault}"})
            raise refuse_unavailable() from None
        self.metrics.count_parsed(parsed)


async def _read_body(receive: Receive) -> bytes:
    """The body; reading stops as soon as it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise refuse_large_body()
        if not message.get("more_body", False):
            return body


def _parse(body: bytes, now: datetime) -> Parsed:
    try:
        return parse_events(body, now)
    except TooManyEvents as fault:
        raise Refusal(413, "batch_size", fault.what, fault.hint) from None
    except BodyError as fault:
        raise Refusal(400, "not_json", fault.what, fault.hint) from None
