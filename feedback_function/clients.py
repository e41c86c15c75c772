"""Tells clients apart without storing who they are.

A client is a keyed hash of its address that changes every day and is never stored.
"""

import hashlib
import logging
import re
import secrets
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from limits import parse
from limits.aio.storage import Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from feedback_function.settings import BadSetting, EndpointSettings, Network

log = logging.getLogger("hc.feedback")

_BOT = re.compile(
    "bot|crawl|spider|slurp|yeti|daum(?:oa)?/|facebookexternalhit|preview|scrapy|lighthouse|pingdom|uptime|monitor",
    re.IGNORECASE,
)


class ClientLimits:
    """Counts what each client sends, in memory or in Redis."""

    def __init__(self, settings: EndpointSettings, rate: str = "") -> None:
        """At `rate`, such as 60/minute, counted apart; else at that of events."""
        self._apart = rate
        self._limiter = FixedWindowRateLimiter(_open_storage(settings.limits_url))
        self._limit = parse(rate or settings.client_events)
        self._secret = settings.secret.encode() or secrets.token_bytes(32)

    async def allow(self, address: str, today: date, events: int) -> bool:
        """Count `events`; False if the client has sent too many. Fails open when the rate-limit store is away."""
        try:
            return await self._limiter.hit(self._limit, self._build_key(address, today), cost=events)
        except StorageError as fault:
            log.warning("limits_unavailable", extra={"detail": type(fault.storage_error).__name__})
            return True

    def _build_key(self, address: str, today: date) -> str:
        seed = f"{self._apart}{today.isoformat()} {_widen(address)}".encode()
        return hashlib.blake2b(seed, key=self._secret[:64], digest_size=16).hexdigest()


def find_client_address(peer: str, forwarded_for: str, trusted: tuple[Network, ...]) -> str:
    """The nearest address that is no trusted proxy; `forwarded_for` counts only behind trusted proxies."""
    chain = [part.strip() for part in forwarded_for.split(",") if part.strip()] + [peer]
    while len(chain) > 1 and _is_trusted(chain[-1], trusted):
        chain.pop()
    return chain[-1]


def is_bot(user_agent: str) -> bool:
    """Whether a program says of itself that it is one."""
    return bool(_BOT.search(user_agent))


def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    try:
        return any(ip_address(address) in network for network in trusted)
    except ValueError:
        return False


def _widen(address: str) -> str:
    """An IPv6 customer has a whole /64 of addresses; they are one client."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((address, 64), strict=False))
    except ValueError:
        return address


def _open_storage(url: str) -> Storage:
    options: dict[str, Any] = {} if url.startswith("memory") else {"implementation": "redispy"}
    try:
        storage = storage_from_string(f"async+{url}", wrap_exceptions=True, **options)
    except ConfigurationError as fault:
        raise BadSetting(f"HC_LIMITS_URL: {fault}", "pip install redis") from None
    assert isinstance(storage, Storage)
    return storage
