"""`hc feedback check`: asks a deployed endpoint what a browser would, from outside, and says what a browser would meet.

Nothing is stored: the health check writes its own row, and the event that is sent breaks the form on purpose.
"""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.parse import urlsplit

from feedback_function.direct import open_direct
from feedback_function.errors import UserError
from feedback_function.facts import MAX_BODY_BYTES

STRANGER = "https://somebody-else.example"
WAIT_SECONDS = 15
MOST_SKEW = timedelta(minutes=5)
"""Browsers' clocks are believed within ten minutes of the server's."""


class Unreachable(UserError):
    """Nothing answers at that address."""


@dataclass(frozen=True)
class Finding:
    """What was tried and what came of it; `cure` where that is wrong."""

    tried: str
    met: str
    cure: str = ""

    @property
    def is_good(self) -> bool:
        return not self.cure


@dataclass(frozen=True)
class Reply:
    """An answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ours(self) -> bool:
        """Whether the endpoint said it, and not something in front of it."""
        try:
            fields = json.loads(self.body).keys()
        except (ValueError, AttributeError):
            return False
        return {"error", "hint"} <= fields or "accepted" in fields or "status" in fields


def check_endpoint(events: str, origin: str) -> Iterator[Finding]:
    """Tries the endpoint whose `/v1/events` is at `events`, for pages of `origin`. Raises `Unreachable`."""
    health = events.removesuffix("/events") + "/health"
    yield from _check_health(_ask(health))
    yield _check_transport(events, origin)
    yield _check_preflight(_ask(events, "OPTIONS", {"Origin": origin, **_PREFLIGHT}), origin)
    yield _check_stranger(_send(events, STRANGER, b"[{}]"))
    yield _check_form(_send(events, origin, b"[{}]"))
    yield _check_large(_send(events, origin, b"[" + b" " * (MAX_BODY_BYTES - 4) + b"{}]"))


_PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}


def _check_health(reply: Reply) -> Iterator[Finding]:
    tried = "health, and a write to its database"
    if reply.status == 200 and reply.is_ours:
        yield Finding(tried, "written")
    elif reply.status == 503 and reply.is_ours:
        yield Finding(tried, "answered 503", "read the endpoint's log; its disk or database may be away")
    else:
        yield Finding(tried, f"answered {reply.status}, not by the endpoint's health check", _PASS_HEALTH_ON)
    if (skew := _read_skew(reply.headers.get("date", ""))) is not None:
        cure = "" if skew < MOST_SKEW else "set the server's clock by NTP: events would get wrong times"
        yield Finding("clock", f"{round(skew.total_seconds())} seconds from this machine's", cure)


def _read_skew(date: str) -> timedelta | None:
    """How far this clock is from the one of a `Date` header; `None` for what is no date in GMT."""
    try:
        return abs(parsedate_to_datetime(date) - datetime.now(UTC))
    except (ValueError, TypeError):
        return None


def _check_transport(events: str, origin: str) -> Finding:
    if events.startswith("http://") and origin.startswith("https://"):
        return Finding("TLS", "none", "browsers send nothing from https pages to http: put TLS in front")
    return Finding(
        "TLS", "trusted by this machine" if events.startswith("https://") else "none, as the pages have none"
    )


def _check_preflight(reply: Reply, origin: str) -> Finding:
    allowed = reply.headers.get("access-control-allow-origin", "")
    if reply.status in (200, 204) and allowed == origin:
        return Finding("preflight", f"{origin} may send")
    return Finding("preflight", f"answered {reply.status}, allows {allowed or 'nobody'}", _allow(origin))


def _check_stranger(reply: Reply) -> Finding:
    if reply.status == 403:
        return Finding("an origin that is not yours", "refused")
    return Finding(
        "an origin that is not yours", f"answered {reply.status}", "set HC_ORIGINS to your pages' origins alone"
    )


def _check_form(reply: Reply) -> Finding:
    tried = "an event of the wrong form"
    if reply.status == 422 and reply.is_ours:
        return Finding(tried, "refused with its reason, as it should be")
    if reply.status == 429 and reply.is_ours:
        return Finding(tried, json.loads(reply.body)["error"], "see docs/deploy-feedback.md for what this limit means")
    if reply.status == 403 and reply.is_ours:
        return Finding(tried, "refused for its origin", "add the pages' origin to HC_ORIGINS")
    return Finding(tried, f"answered {reply.status}, not by the endpoint", _PASS_ON)


def _check_large(reply: Reply) -> Finding:
    tried = f"a body of {MAX_BODY_BYTES // 1024} KiB, the largest"
    if reply.status == 422 and reply.is_ours:
        return Finding(tried, "read whole")
    return Finding(tried, f"answered {reply.status}", "let 64 KiB through: client_max_body_size 64k; in nginx")


_PASS_HEALTH_ON = "give the address of /v1/events, and have whatever stands in front pass GET /v1/health on as it is"
_PASS_ON = "have whatever stands in front pass POST /v1/events on as it is"


def _allow(origin: str) -> str:
    return f"set HC_ORIGINS={origin}, and have the proxy pass Origin and OPTIONS on"


def _send(address: str, origin: str, body: bytes) -> Reply:
    return _ask(address, "POST", {"Origin": origin, "Content-Type": "application/json"}, body)


def _ask(
    address: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Reply:
    sent = {"User-Agent": "Mozilla/5.0 (hc feedback check)", **(headers or {})}
    request = urllib.request.Request(address, body, sent, method=method)
    try:
        with open_direct(request, WAIT_SECONDS) as reply:  # a browser's beacon that is redirected elsewhere is lost
            return _read(reply.status, reply.headers, reply.read(_MOST_BYTES))
    except urllib.error.HTTPError as reply:
        return _read(reply.code, reply.headers, reply.read(_MOST_BYTES))
    except (OSError, HTTPException, ssl.SSLError) as fault:
        host = urlsplit(address).netloc
        reason = getattr(fault, "reason", fault)
        raise Unreachable(
            f"nothing answers at {host}: {reason}", "check the address, the firewall, the certificate"
        ) from None


_MOST_BYTES = 1 << 16


def _read(status: int, headers: Message, body: bytes) -> Reply:
    return Reply(status, {name.lower(): value for name, value in headers.items()}, body)
