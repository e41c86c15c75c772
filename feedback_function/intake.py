"""Events on their way to the disk: admission, client limit, quota, parsing, commit."""

import asyncio
import logging
from datetime import UTC, datetime

from feedback_function.addresses import find_client_address
from feedback_function.admission import (
    Refusal,
    RequestHead,
    admit,
    refuse_client,
    refuse_full,
    refuse_share,
    refuse_slow_body,
    refuse_unavailable,
)
from feedback_function.clients import ClientLimits
from feedback_function.database import StoreUnavailable
from feedback_function.door import Door, Receive, read_body
from feedback_function.facts import MAX_BODY_BYTES
from feedback_function.fair_share import FairShare
from feedback_function.group_commit import GroupCommit, QueueFull
from feedback_function.maintenance import MaintainedStore
from feedback_function.mask_templates import compile_templates
from feedback_function.masking import MaskRule
from feedback_function.metrics import Metrics
from feedback_function.parsing import BodyError, Parsed, TooManyEvents, parse_events
from feedback_function.responses import JsonAnswer, answer_parsed
from feedback_function.settings import EndpointSettings

log = logging.getLogger("hc.feedback")


class Intake(Door):
    """`POST /v1/events`."""

    def __init__(self, settings: EndpointSettings) -> None:
        super().__init__(settings, Metrics(lambda: float(self.writer.waiting_events), lambda: self.store.fullness))
        self.store = MaintainedStore(settings)
        self.writer = GroupCommit(
            self.store.write, settings.queue_events, tend=self.store.tend, observe=self.metrics.observe_commit
        )
        self._limits = ClientLimits(settings)
        self._own = compile_templates(settings.mask)
        self._shares = FairShare(settings.max_database_mb << 20)

    def refresh_rates(self) -> None:
        """Bring the rates in the metrics up to date; without a database the metrics do without."""
        try:
            numbers = self.store.compute_rates()
        except StoreUnavailable as fault:
            log.warning("store_unavailable", extra={"detail": str(fault)})
            return
        if numbers:
            self.metrics.set_rates(numbers.total.rates)
            self.metrics.set_surveys(numbers.total.surveys)
            self.metrics.set_left_out(numbers.left_out)

    def close(self) -> None:
        """Flush the queue and close the store."""
        self.writer.close()
        self.store.close()

    async def answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        """What became of the request's events, once they are stored."""
        return answer_parsed(await self._take(head, receive))

    async def _take(self, head: RequestHead, receive: Receive) -> Parsed:
        """The events of a request, stored. Raises `Refusal`."""
        admit(head, self.settings)
        now = datetime.now(UTC)
        address = find_client_address(head.peer, head.forwarded_for, self.settings.trusted_proxies)
        client = self._limits.identify(address, now.date())
        if not await self._limits.allow(client, 1):
            raise refuse_client()
        if self.store.is_full:
            raise refuse_full()
        if not self._shares.allows(client[0], now.date(), self.store.fullness):
            raise refuse_share()
        parsed = None
        try:
            async with asyncio.timeout(self.settings.request_seconds):
                body = await read_body(receive, MAX_BODY_BYTES)
                parsed = _parse(body, now, self._own)
                more = len(parsed.accepted) - 1
                if more > 0 and not await self._limits.allow(client, more):
                    raise refuse_client()
                copies = await self._commit(parsed)
                self._shares.count(client[0], len(body) - len(body) * copies // max(1, len(parsed.accepted)))
                if copies and more:  # a request counts as one at least, or copies could be sent without end
                    await self._limits.give_back(client, min(copies, more))
        except TimeoutError:
            raise refuse_unavailable() if parsed else refuse_slow_body() from None
        return parsed

    async def _commit(self, parsed: Parsed) -> int:
        """How many of the events had been stored before."""
        try:
            copies = await self.writer.commit(parsed.accepted) if parsed.accepted else ()
        except (StoreUnavailable, QueueFull) as fault:
            log.warning("not_stored", extra={"detail": f"{type(fault).__name__}: {fault}"})
            raise refuse_unavailable() from None
        self.metrics.count_parsed(parsed, copies)
        return len(copies)


def _parse(body: bytes, now: datetime, own: tuple[MaskRule, ...]) -> Parsed:
    try:
        return parse_events(body, now, own)
    except TooManyEvents as fault:
        raise Refusal(413, "batch_size", fault.what, fault.hint) from None
    except BodyError as fault:
        raise Refusal(400, "not_json", fault.what, fault.hint) from None
