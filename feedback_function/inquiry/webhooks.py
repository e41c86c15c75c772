"""Tells a chat or a system of the shop of an inquiry: its number and topic; its text only where the shop wants that."""

import hashlib
import hmac
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from uuid import UUID

import msgspec

from feedback_function.direct import open_direct
from feedback_function.inquiry.configuration import Hook
from feedback_function.inquiry.content import Opened
from feedback_function.inquiry.delivery import Deferred, Refused
from feedback_function.inquiry.site import Site

PATIENCE_SECONDS = 10.0
MOST_TEXT = 1000
_AGAIN = (408, 425, 429)


def write_hook(hook: Hook, identity: UUID, inquiry: Opened, site: Site, *, with_text: bool) -> bytes:
    """The body that a webhook of this kind wants."""
    text = inquiry.content.text[:MOST_TEXT] if with_text else ""
    if hook.kind == "json":
        return msgspec.json.encode(_describe(identity, inquiry, text))
    topic = site.name_topic(inquiry.topic, site.languages[0])
    lead = f"[{inquiry.reference}] {topic}"
    return msgspec.json.encode(_FORMS[hook.kind](lead, text))


def _describe(identity: UUID, inquiry: Opened, text: str) -> dict[str, Any]:
    told = {
        "v": 1,
        "id": identity,
        "reference": inquiry.reference,
        "topic": inquiry.topic,
        "lang": inquiry.lang,
        "received": inquiry.received_at,
        "expected": inquiry.expected_at,
    }
    return told | ({"text": text} if text else {})


def _write_slack(lead: str, text: str) -> dict[str, Any]:
    """Its three signs escaped, as Slack asks, so that no text mentions anybody or makes a link."""
    whole = f"{lead}\n{text}".rstrip()
    return {"text": whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}


def _write_discord(lead: str, text: str) -> dict[str, Any]:
    return {"content": f"{lead}\n{text}".rstrip(), "allowed_mentions": {"parse": []}, "flags": _NO_EMBEDS}


def _write_kakaowork(lead: str, text: str) -> dict[str, Any]:
    return {"text": f"{lead}\n{text}".rstrip()}


_NO_EMBEDS = 1 << 2
"""Discord fetches no page that the text links to."""
_FORMS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "slack": _write_slack,
    "discord": _write_discord,
    "kakaowork": _write_kakaowork,
}


def sign(secret: str, at: int, body: bytes) -> str:
    """`t=…,v1=…`: an HMAC-SHA256 over the time, a dot and the body, so that what was sent can't be sent again later."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def send_hook(hook: Hook, identity: UUID, body: bytes, secret: str, patience: float = PATIENCE_SECONDS) -> None:
    """Returns once it was taken. Raises `Deferred` or `Refused`."""
    headers = {"Content-Type": "application/json", "User-Agent": "hc-inquiry", "Idempotency-Key": str(identity)}
    if hook.kind == "json":
        headers["X-HC-Signature"] = sign(secret, int(time.time()), body)
    request = urllib.request.Request(hook.url, body, headers, method="POST")
    try:
        with open_direct(request, patience):
            return
    except urllib.error.HTTPError as fault:
        fault.close()
        is_final = 300 <= fault.code < 500 and fault.code not in _AGAIN
        raise (Refused if is_final else Deferred)(f"http {fault.code}") from None
    except (OSError, HTTPException) as fault:
        raise Deferred(f"lost {type(fault).__name__}") from None
