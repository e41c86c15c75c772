"""`/v1/inquiries` in the API's description."""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

_ANSWERS = {
    "400": "The request is no HTTP that could be read.",
    "403": "The origin may not send, or the visitor is a program.",
    "405": "Another method than POST.",
    "408": "The body came too slowly.",
    "413": "Too large, with its files.",
    "415": "Neither JSON nor a form.",
    "422": "What is wrong with the inquiry; `field` names it, or is empty.",
    "429": "Too many inquiries from one client.",
    "503": "No inquiry can be made durable now.",
}
_RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
_FORM = "The same fields; lists are repeated fields, files repeated `files`."


class InquiryTaken(Struct, frozen=True):
    """Sent after the inquiry is durable. `expected`: by when a reply may be expected; null where none is promised."""

    inquiry: Literal[True]
    reference: Annotated[str, Meta(pattern="^[2-9A-HJ-KM-NP-Z]{4}-[2-9A-HJ-KM-NP-Z]{4}$")]
    expected: Annotated[datetime, Meta(tz=True)] | None


class InquiryError(Struct, frozen=True):
    """`message` is plain text for the customer, in the form's `lang`."""

    code: Literal["invalid", "too_large", "too_many", "files", "unavailable"]
    field: str
    message: str


class InquiryRefused(Struct, frozen=True):
    """What is wrong; never the customer's text."""

    error: InquiryError


def describe_inquiries(inquiry: Any, taken: Any, refused: Any) -> dict[str, Any]:
    """The operation, with the schemas of what is sent and answered."""
    form = {"schema": {"type": "object"}}
    return {
        "operationId": "sendInquiry",
        "summary": "Take an inquiry to a person; 404 where none are taken.",
        "description": "With `Accept: text/html` first the answer is a page.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": inquiry},
                "multipart/form-data": form,
                "application/x-www-form-urlencoded": form,
            },
            "description": _FORM,
        },
        "responses": {
            "201": _describe("It is durable.", taken),
            "200": _describe("It was durable before: the same id is one inquiry.", taken),
            **{code: _describe_fault(code, refused) for code in _ANSWERS},
        },
    }


def _describe(about: str, schema: Any) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}


def _describe_fault(code: str, refused: Any) -> dict[str, Any]:
    answer = _describe(_ANSWERS[code], refused)
    return answer | {"headers": _RETRY_AFTER} if code in ("429", "503") else answer
