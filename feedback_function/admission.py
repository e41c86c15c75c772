"""What is looked at before a body is read: where the request comes from, what it says it is, and how large."""

from dataclasses import dataclass

from feedback_function.clients import is_bot
from feedback_function.events import MAX_BODY_BYTES
from feedback_function.settings import Settings

MEDIA_TYPES = {"application/json", "text/plain"}


class Refusal(Exception):
    """An answer other than 202. `reason` is a fixed word for metrics and logs; nothing repeats what was sent."""

    def __init__(self, status: int, reason: str, error: str, hint: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.error = error
        self.hint = hint
        self.retry_after = retry_after


@dataclass(frozen=True)
class RequestHead:
    """The header fields that decide; empty where the request has none."""

    method: str
    host: str
    origin: str
    content_type: str
    content_length: str
    user_agent: str


def admit(head: RequestHead, settings: Settings) -> None:
    """Raises `Refusal` for a request whose body need not be read."""
    if head.method != "POST":
        raise Refusal(405, "method", "Only POST is answered here.", "Send events with POST.")
    if not is_allowed_origin(head, settings):
        raise Refusal(403, "origin", "This origin may not send events.", "Add it to HC_ORIGINS of the endpoint.")
    if is_bot(head.user_agent):
        raise Refusal(403, "bot", "Automated visitors are not counted.", "Only people's events are taken.")
    if head.content_type.partition(";")[0].strip().lower() not in MEDIA_TYPES:
        raise Refusal(415, "media_type", "The content type is not known.", "Send application/json or text/plain.")
    if head.content_length.isdecimal() and int(head.content_length[:12]) > MAX_BODY_BYTES:
        raise refuse_large_body()


def is_allowed_origin(head: RequestHead, settings: Settings) -> bool:
    """Whether the page that sends may. Without a list: the endpoint's own origin, or a program that names none."""
    if settings.origins:
        return head.origin in settings.origins
    return head.origin == "" or head.origin.partition("://")[2] == head.host


def refuse_large_body() -> Refusal:
    """The answer to a body that is too large, known from its length or found while reading."""
    return Refusal(413, "body_size", "The body is larger than 64 KiB.", "Send fewer events at a time.")
