"""The endpoint's responses: JSON, always with the same security headers, never with the customer's text."""

from collections.abc import Iterator

import msgspec

from feedback_function.admission import Refusal
from feedback_function.parsing import Parsed

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_COMMON = [
    (b"content-type", b"application/json"),
    *((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
]
_PREFLIGHT = (
    (b"access-control-allow-methods", b"POST"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"86400"),
)


class JsonAnswer(msgspec.Struct, frozen=True):
    """A status, a JSON body and the headers beyond the common ones."""

    status: int
    body: bytes
    extra: tuple[tuple[bytes, bytes], ...] = ()

    def build_headers(self, allowed_origin: str = "") -> list[tuple[bytes, bytes]]:
        """All headers; `allowed_origin` may read the answer from its own pages."""
        headers = [*_COMMON, *self.extra, (b"content-length", str(len(self.body)).encode()), (b"vary", b"Origin")]
        if allowed_origin:
            headers.append((b"access-control-allow-origin", allowed_origin.encode("latin-1")))
            headers.append((b"access-control-expose-headers", b"Retry-After"))
        return headers


PREFLIGHT = JsonAnswer(204, b"", _PREFLIGHT)


def answer_parsed(parsed: Parsed) -> JsonAnswer:
    """202 if anything is stored, else 422."""
    receipt = {"accepted": len(parsed.accepted), "rejected": parsed.rejected}
    if parsed.accepted:
        return JsonAnswer(202, msgspec.json.encode(receipt))
    problem = {"error": "None of the events is acceptable.", "hint": "See `rejected` and /openapi.json."}
    return JsonAnswer(422, msgspec.json.encode(problem | receipt))


def answer_refusal(refusal: Refusal) -> JsonAnswer:
    """The refusal's status, words and headers."""
    body = msgspec.json.encode({"error": refusal.error, "hint": refusal.hint})
    return JsonAnswer(refusal.status, body, tuple(list_refusal_headers(refusal)))


def list_refusal_headers(refusal: Refusal) -> Iterator[tuple[bytes, bytes]]:
    """What a refusal tells beside its words: when to come again, how to ask, and whether more is read."""
    if refusal.retry_after is not None:
        yield b"retry-after", str(refusal.retry_after).encode()
    if refusal.status == 405:
        yield b"allow", b"POST, OPTIONS"
    if refusal.status in (408, 413):  # the rest of the body will not be read
        yield b"connection", b"close"
