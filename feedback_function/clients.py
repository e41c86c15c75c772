"""Tells clients apart without storing who they are.

A client is a keyed hash of its address that changes every day and is never stored.
"""

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from feedback_function.addresses import list_networks
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings

log = logging.getLogger("hc.feedback")

_OF_A_SITE = 10  # times what one IPv6 customer may send: what a /48 of many customers may
_BOT = re.compile(
    "bot|crawl|spider|slurp|yeti|daum(?:oa)?/|facebookexternalhit|preview|scrapy|lighthouse|pingdom|uptime|monitor",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^()]*\)")


class ClientLimits:
    """Counts what each client sends, in memory or in Redis."""

    def __init__(self, settings: EndpointSettings, rate: str = "") -> None:
        """At `rate`, such as 60/minute, counted apart; else at that of events."""
        self._apart = rate
        self._limiter = _open_limiter(settings.limits_url)
        self._limit = parse(rate or settings.client_events)
        self._wide_limit = type(self._limit)(self._limit.amount * _OF_A_SITE, self._limit.multiples)
        self._secret = settings.secret.encode() or secrets.token_bytes(32)

    def identify(self, address: str, today: date) -> tuple[str, ...]:
        """The keys of the client at `address` on that day, its own before those of wider networks around it."""
        return tuple(self._build_key(network, today) for network in list_networks(address))

    async def allow(self, client: Sequence[str], events: int) -> bool:
        """Count `events`; False if the client has sent too many. Fails open when the rate-limit store is away."""
        try:
            for wider, key in enumerate(client):
                if not await self._limiter.hit(self._wide_limit if wider else self._limit, key, cost=events):
                    return False
        except StorageError as fault:
            log.warning("limits_unavailable", extra={"detail": type(fault.storage_error).__name__})
        return True

    async def give_back(self, client: Sequence[str], events: int) -> None:
        """Uncount `events` that were allowed."""
        await self.allow(client, -events)

    def _build_key(self, network: str, today: date) -> str:
        seed = f"{self._apart}{today.isoformat()} {network}".encode()
        return hashlib.blake2b(seed, key=self._secret[:64], digest_size=16).hexdigest()


def is_bot(user_agent: str) -> bool:
    """Whether a program says of itself that it is one; the model of a phone, such as CUBOT X50, says nothing."""
    told = _REMARK.sub(lambda remark: "" if "Android" in remark[0] else remark[0], user_agent)
    return bool(_BOT.search(told))


class _Limiter(Protocol):
    """Counts by key."""

    async def hit(self, item: RateLimitItem, key: str, /, *, cost: int = 1) -> bool:
        """Whether `cost` more stay within the limit."""
        ...


class MemoryWindows:
    """As `FixedWindowRateLimiter` in memory, whose own looks through all keys at each hit. A key's window begins with
    its first."""

    def __init__(self, read_clock: Callable[[], float] = time.monotonic) -> None:
        self._read_clock = read_clock
        self._counts: dict[str, tuple[int, float]] = {}
        self._swept = 0.0

    async def hit(self, item: RateLimitItem, key: str, /, *, cost: int = 1) -> bool:
        """Whether `cost` more stay within the limit."""
        now, seconds = self._read_clock(), item.get_expiry()
        if now >= self._swept + seconds:
            self._swept = now
            self._counts = {key: each for key, each in self._counts.items() if each[1] > now}
        count, end = self._counts.get(key, (0, 0.0))
        count, end = (count + cost, end) if now < end else (cost, now + seconds)
        self._counts[key] = count, end
        return count <= item.amount


def _open_limiter(url: str) -> _Limiter:
    if url.startswith("memory"):
        return MemoryWindows()
    try:
        storage = storage_from_string(f"async+{url}", wrap_exceptions=True, implementation="redispy")
    except ConfigurationError as fault:
        raise BadSetting(f"HC_LIMITS_URL: {fault}", "pip install 'redis>=6,<8'") from None
    assert isinstance(storage, Storage)
    return FixedWindowRateLimiter(storage)
