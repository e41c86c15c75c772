"""What the endpoint can be told, from `HC_…` environment variables. docs/deploy-feedback.md lists them."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feedback_function.clock import UnknownZone, parse_zone
from feedback_function.customers import Limits
from feedback_function.database import BadDatabaseUrl, build_engine
from feedback_function.day_tables import Days, build_days
from feedback_function.facts import MAX_EVENTS
from feedback_function.inquiry.settings import InquirySettings
from feedback_function.mask_templates import BadTemplate, check_templates
from feedback_function.origins import read_origin
from feedback_function.setting_fields import BadSetting, check, read_rate, setting

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class EndpointSettings(InquirySettings):
    """The endpoint's settings. Each is read from `HC_` and its name in capitals."""

    database_url: str = setting(
        "sqlite:///.hc/events.db", "Where events are kept: sqlite:///file.db or postgresql://user@host/name."
    )
    origins: tuple[str, ...] = setting(
        (), "Origins that may send, with commas: https://help.shop.kr. Empty: the endpoint's own origin."
    )
    trusted_proxies: tuple[Network, ...] = setting(
        (), "Addresses or networks whose X-Forwarded-For is believed, with commas: 10.0.0.0/8."
    )
    client_events: str = setting(
        "3000/minute",
        "Events that one client may send; what it sends again does not count, and a request counts as one at least.",
    )
    limits_url: str = setting("memory://", "Where the limits are counted; redis://host:6379 for several instances.")
    secret: str = setting("", "Shared by several instances, so that they know a client by the same key.")
    max_database_mb: int = setting(
        2048, "When the database has grown to this, new events are answered with 429.", (1, 1 << 30)
    )
    queue_events: int = setting(
        10_000, "Events that may wait for the disk before new ones are answered with 503.", (MAX_EVENTS, 10_000_000)
    )
    request_seconds: float = setting(
        10.0, "A request that takes longer, sending or waiting for the disk, is ended.", (0.1, 3600)
    )
    max_connections: int = setting(
        2000, "Connections held at a time, an eighth of them by one client; idle ones make room.", (8, 60_000)
    )
    retention_days: int = setting(
        90, "Events older than this are counted by day and deleted. 0 keeps them.", (0, 36_500)
    )
    timezone: str = setting(
        "Asia/Seoul", "The zone of the shop's clock, for days and hours; as `hours.zone` in mkdocs.yml."
    )
    mask: tuple[str, ...] = setting(
        (), "Forms of the shop's own numbers to mask, with commas: ON-########,M@@####. # is a digit, @ a letter."
    )
    bot_searches: int = setting(
        60, "A session of so many searches and votes is a bot's; as `gaps.bot_searches` in mkdocs.yml.", (2, 1 << 30)
    )
    flood_sessions: int = setting(
        50,
        "So many sessions in one hour that did nothing but the same search or vote may be a flood; as"
        " `gaps.flood_sessions`.",
        (2, 1 << 30),
    )
    articles: tuple[str, ...] = setting(
        (), "The site's articles.json, or its address, with commas: other names enter no lasting count. Empty: all do."
    )
    metrics: bool = setting(False, "Whether GET /metrics answers.")
    metrics_token: str = setting("", "What GET /metrics wants as `Authorization: Bearer …`, if set.")
    meaning: tuple[str, ...] = setting(
        (), "Files that the build wrote for a second look by meaning, or their addresses, with commas. Empty: none."
    )
    meaning_cache: str = setting(".hc/meaning", "The folder that keeps what was computed of those files.")
    meaning_requests: str = setting("60/minute", "Second looks that one client may ask for.")
    host: str = setting("127.0.0.1", "Where the server listens.")
    port: int = setting(8001, "The port it listens on.", (1, 65_535))

    def __post_init__(self) -> None:
        super().__post_init__()
        check("client_events", self.client_events, read_rate, "such as 3000/minute")
        check("meaning_requests", self.meaning_requests, read_rate, "such as 60/minute")
        self._check_zone()
        self._check_templates()
        self._check_limits_url()
        build_engine(self.database_url).dispose()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the shop's clock."""
        return parse_zone(self.timezone)

    @property
    def days(self) -> Days:
        """How PostgreSQL's tables of events are divided."""
        return build_days(self.zone, self.retention_days)

    @property
    def limits(self) -> Limits:
        """What is no customer's."""
        return Limits(self.bot_searches, self.flood_sessions)

    def _check_templates(self) -> None:
        try:
            check_templates(self.mask)
        except BadTemplate as fault:
            raise BadSetting(f"HC_MASK: {fault.what}", fault.hint) from None

    def _check_limits_url(self) -> None:
        """Without repeating it: it may hold a password."""
        try:
            _check_limits_url(self.limits_url)
        except ValueError:
            raise BadSetting("HC_LIMITS_URL can't be used", "use memory:// or redis://host:6379") from None

    def _check_zone(self) -> None:
        try:
            parse_zone(self.timezone)
        except UnknownZone as fault:
            raise BadSetting(f"HC_TIMEZONE: {fault.what}", fault.hint) from None


def read_settings(environment: Mapping[str, str] = os.environ, **changes: Any) -> EndpointSettings:
    """The settings of the environment, then `changes`. Raises `BadSetting`, also for a name that is nearly a setting's;
    `BadDatabaseUrl` for the address in `changes`."""
    _refuse_misspelt(environment)
    values = {
        each.name: _check_range(each, _convert(each.name, text, type(each.default)))
        for each in fields(EndpointSettings)
        if (text := environment.get(f"HC_{each.name.upper()}", "")) != ""
    }
    try:
        return EndpointSettings(**{**values, **changes})
    except BadDatabaseUrl as fault:
        if "database_url" in changes:
            raise
        raise BadSetting(f"HC_DATABASE_URL: {fault.what}", fault.hint) from None


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """A setting under another name would be none, and nobody would know."""
    known = [f"HC_{each.name.upper()}" for each in fields(EndpointSettings)]
    for name in sorted(name for name in environment if name.upper().startswith("HC_") and name not in known):
        if near := get_close_matches(name.upper(), known, 1, _NEAR):
            raise BadSetting(f"{name} is no setting", f"did you mean {near[0]}?")


def _convert(name: str, text: str, kind: type) -> Any:
    if name == "trusted_proxies":
        return tuple(check(name, part, ip_network, "networks such as 10.0.0.0/8") for part in _split(text))
    if name == "client_events":
        return check(name, text, _read_batches, f"such as 3000/minute, and at least {MAX_EVENTS}, which is one batch")
    if name in ("meaning", "mask", "articles", "inquiry_keys"):
        return tuple(_split(text))
    if kind is tuple:
        return tuple(check(name, part, read_origin, _AN_ORIGIN) for part in _split(text))
    if kind is bool:
        return check(name, text.lower(), _TRUTHS.__getitem__, "true or false")
    if kind in (int, float):
        return check(name, text, kind, "a number")
    return text


def _check_range(setting: Field[Any], value: Any) -> Any:
    within = setting.metadata["within"]
    if within and not within[0] <= value <= within[1]:
        raise BadSetting(f"HC_{setting.name.upper()} is {value}", f"use a number from {within[0]} to {within[1]}")
    return value


def _read_batches(text: str) -> str:
    """As `read_rate`; below a whole batch, those that a page sends after a while without network would never pass."""
    if read_rate(text).amount < MAX_EVENTS:
        raise ValueError
    return text


def _check_limits_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("memory", "redis", "rediss") or "://" not in url or parts.port == 0:
        raise ValueError


_NEAR = 0.8
"""Likeness (0–1) from which a name is taken for a slip."""
_AN_ORIGIN = "origins as a browser's address bar begins, with scheme and without path: https://help.shop.kr"
_TRUTHS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
