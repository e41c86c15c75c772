"""What a question has to pass before it is answered: method, origin, form, size, the client's limit, time.

The endpoint of events lets in pages; here programs are welcome, so a request without an origin is, too.
"""

import asyncio
from abc import abstractmethod
from datetime import UTC, datetime

from feedback_function.addresses import find_client_address
from feedback_function.admission import Refusal, RequestHead, is_allowed_origin, refuse_form, refuse_slow_body
from feedback_function.clients import ClientLimits
from feedback_function.door import Door, Receive, read_body
from feedback_function.metrics import Metrics
from feedback_function.responses import JsonAnswer
from feedback_function.settings import EndpointSettings
from hc_builder.answering.service import AnswerService
from hc_builder.answering.thread import Busy

RETRY_CLIENT_SECONDS, RETRY_SOON_SECONDS = 60, 5


class QuestionDoor(Door):
    """A route to the service; `requests` is the rate of one client, such as 60/minute."""

    most_bytes = 4_096

    def __init__(self, settings: EndpointSettings, service: AnswerService, requests: str) -> None:
        super().__init__(settings, Metrics(lambda: float(service.waiting_events)))
        self.service = service
        self._limits = ClientLimits(settings, requests)

    @abstractmethod
    async def reply(self, body: bytes) -> JsonAnswer:
        """The answer to a body. Raises `Refusal`, `TimeoutError` and `Busy`."""

    async def answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        self.admit(head)
        await self.limit_address(find_client_address(head.peer, head.forwarded_for, self.settings.trusted_proxies))
        try:
            async with asyncio.timeout(self.settings.request_seconds):
                body = await read_body(receive, self.most_bytes)
        except TimeoutError:
            raise refuse_slow_body() from None
        try:
            return await self.reply(body)
        except TimeoutError:
            raise Refusal(503, "slow_answer", "It took too long.", "Ask again later.", RETRY_SOON_SECONDS) from None
        except Busy:
            error = "Too many questions are waiting."
            raise Refusal(503, "busy", error, "Ask again later.", RETRY_SOON_SECONDS) from None

    def admit(self, head: RequestHead) -> None:
        """Raises `Refusal` for a request whose body need not be read."""
        if head.method != "POST":
            raise Refusal(405, "method", "Only POST is answered here.", "Send it with POST.")
        if head.origin and not is_allowed_origin(head, self.settings):
            raise Refusal(403, "origin", "Pages of this origin may not ask.", "Add it to HC_ORIGINS.")
        refuse_form(head, ("application/json",), self.most_bytes)

    async def limit_address(self, address: str) -> None:
        """Before the body is read. Raises `Refusal`."""
        await self.limit(address)

    async def limit(self, client: str) -> None:
        """Count one question of a client. Raises `Refusal`."""
        if not await self._limits.allow(self._limits.identify(client, datetime.now(UTC).date()), 1):
            error = "Too many questions from here."
            raise Refusal(429, "client_limit", error, "Ask again later.", RETRY_CLIENT_SECONDS)
