"""Checks before a body is read: where the request comes from, what it claims to be, and how large it is."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from feedback_function.clients import is_bot
from feedback_function.facts import MAX_BODY_BYTES
from feedback_function.origins import is_own
from feedback_function.settings import EndpointSettings

MEDIA_TYPES = ("application/json", "text/plain")
RETRY_SOON_SECONDS = 5
RETRY_CLIENT_SECONDS = 60
RETRY_FULL_SECONDS = 3600


class Refusal(Exception):
    """A response other than 202. `reason` is a fixed word for metrics and logs; nothing repeats what was sent."""

    def __init__(self, status: int, reason: str, error: str, hint: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.error = error
        self.hint = hint
        self.retry_after = retry_after


class RequestHead(Struct, frozen=True):
    """The header fields that these checks need; empty if absent."""

    method: str
    peer: str
    host: str
    origin: str
    content_type: str
    content_length: str
    user_agent: str
    forwarded_for: str
    accept: str = ""
    referer: str = ""
    authorization: str = ""


def read_head(method: str, peer: str, headers: Iterable[tuple[bytes, bytes]]) -> RequestHead:
    """The head of a request with ASGI's `headers`; the last of a repeated field counts."""
    fields = {name: value.decode("latin-1") for name, value in headers}
    return RequestHead(
        method=method,
        peer=peer,
        host=fields.get(b"host", ""),
        origin=fields.get(b"origin", ""),
        content_type=fields.get(b"content-type", ""),
        content_length=fields.get(b"content-length", ""),
        user_agent=fields.get(b"user-agent", ""),
        forwarded_for=fields.get(b"x-forwarded-for", ""),
        accept=fields.get(b"accept", ""),
        referer=fields.get(b"referer", ""),
        authorization=fields.get(b"authorization", ""),
    )


def admit(head: RequestHead, settings: EndpointSettings, most: int = MAX_BODY_BYTES) -> None:
    """Raises `Refusal` for a request whose body, of `most` bytes, need not be read."""
    if head.method != "POST":
        raise Refusal(405, "method", "Only POST is answered here.", "Send it with POST.")
    if not is_allowed_origin(head, settings):
        raise Refusal(403, "origin", "This origin may not send events.", "Add it to HC_ORIGINS of the endpoint.")
    refuse_bots(head)
    refuse_form(head, MEDIA_TYPES, most)


def refuse_form(head: RequestHead, types: Sequence[str], most: int) -> None:
    """Raises `Refusal` for a body that says it is of no such content type, or of more than `most` bytes."""
    if head.content_type.partition(";")[0].strip().lower() not in types:
        raise Refusal(415, "media_type", "The content type is not known.", f"Send {' or '.join(types)}.")
    if head.content_length.isdecimal() and int(head.content_length[:12]) > most:
        raise refuse_large_body(most)


def refuse_bots(head: RequestHead) -> None:
    """Raises `Refusal` for a program that says of itself that it is one."""
    if is_bot(head.user_agent):
        raise Refusal(403, "bot", "Automated visitors are not counted.", "Only people's events are taken.")


def is_allowed_origin(head: RequestHead, settings: EndpointSettings) -> bool:
    """Whether this page may send. Without a list: the endpoint's own origin, and programs that send no origin."""
    if settings.origins:
        return head.origin in settings.origins
    return head.origin == "" or is_own(head.origin, head.host)


def refuse_large_body(most: int) -> Refusal:
    """The response to a body of more than `most` bytes, by its header or as it is read."""
    return Refusal(413, "body_size", f"The body is larger than {most // 1024} KiB.", "Send less at a time.")


def refuse_slow_body() -> Refusal:
    """The response to a body that does not arrive in time."""
    return Refusal(408, "slow", "The body came too slowly.", "Send it again.")


def refuse_client() -> Refusal:
    """The response to a client over its limit."""
    return Refusal(429, "client_limit", "Too many events from here.", "Send them again later.", RETRY_CLIENT_SECONDS)


def refuse_share() -> Refusal:
    """The response to a client that has taken more of the room than its share."""
    return Refusal(429, "share", "Too much was sent from here today.", "Send it tomorrow.", RETRY_FULL_SECONDS)


def refuse_full() -> Refusal:
    """The response when the database has reached its maximum size."""
    return Refusal(429, "quota", "The endpoint's room is used up.", "Send them again later.", RETRY_FULL_SECONDS)


def refuse_unavailable() -> Refusal:
    """The response when the store is unavailable."""
    return Refusal(503, "unavailable", "Events cannot be stored now.", "Send them again later.", RETRY_SOON_SECONDS)
