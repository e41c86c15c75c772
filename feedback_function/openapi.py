"""The API's description, made from the types. `python -m feedback_function.openapi > feedback_function/openapi.json`"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from feedback_function.events import SCORES, Event, Open, View
from feedback_function.facts import MAX_EVENTS
from feedback_function.inquiry.description import InquiryRefused, InquiryTaken, describe_inquiries
from feedback_function.inquiry.form import Inquiry
from feedback_function.meaning.form import NearArticles, Question
from feedback_function.parsing import Rejection

_ANSWERS = {
    "400": "The body is not JSON or not an array.",
    "403": "The origin may not send, or the visitor is a program.",
    "405": "Another method than POST.",
    "408": "The body came too slowly.",
    "413": "More than 64 KiB or more than 50 events.",
    "415": "Neither application/json nor text/plain.",
    "422": "None of the events is acceptable.",
    "429": "Too many events from one client, or the endpoint's room is used up.",
    "503": "The events could not be made durable.",
}
_MEANING_ANSWERS = {
    **{code: _ANSWERS[code] for code in ("403", "405", "408", "415")},
    "400": "The body is not a question.",
    "404": "The endpoint gives no second look, or has no articles of this language.",
    "413": "More than 2 KiB.",
    "429": "Too many questions from one client.",
    "503": "The articles are being read, or too many questions wait.",
}
_RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}


class Receipt(msgspec.Struct, frozen=True):
    """What became of a batch. It is sent after the accepted events are durable."""

    accepted: int
    rejected: list[Rejection]


class ErrorBody(msgspec.Struct, frozen=True):
    """What is wrong and how to mend it; never the customer's text."""

    error: str
    hint: str


class Refused(ErrorBody, frozen=True):
    """None of a batch was taken; `rejected` says why, event by event."""

    accepted: int
    rejected: list[Rejection]


class Health(msgspec.Struct, frozen=True):
    """The endpoint is live and has just written to its database."""

    status: str


def build_openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    kinds = (Event, Receipt, ErrorBody, Refused, Health, Question, NearArticles, Inquiry, InquiryTaken, InquiryRefused)
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    event, receipt, problem, refused, health, question, near, *inquiry = schemas
    for kind in (Open, View):
        components[kind.__name__]["anyOf"] = [_describe_one("article", "target"), _describe_one("target", "article")]
    components["Survey"]["anyOf"] = [_describe_score(kind, scores) for kind, scores in SCORES.items()]
    components["Inquiry"]["anyOf"] = [_describe_reach("email"), _describe_reach("phone")]
    batch = {"type": "array", "minItems": 1, "maxItems": MAX_EVENTS, "items": event}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Help center events", "version": "1", "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {
            "/v1/events": {"post": _describe_events(batch, receipt, problem, refused)},
            "/v1/meaning": {"post": _describe_meaning(question, near, problem)},
            "/v1/inquiries": {"post": describe_inquiries(*inquiry)},
            "/v1/health": {"get": _describe_get("Whether events can be stored.", health, problem, {"503"})},
            "/openapi.json": {"get": _describe_get("This document.", {"type": "object"}, problem, set())},
        },
        "components": {"schemas": components},
    }


def _describe_events(batch: Any, receipt: Any, problem: Any, refused: Any) -> dict[str, Any]:
    responses = {code: _describe_answer(code, refused if code == "422" else problem) for code in _ANSWERS}
    return {
        "operationId": "sendEvents",
        "summary": "Store events; an event that breaks the form is refused by itself, the others are kept.",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": batch}, "text/plain": {"schema": batch}},
            "description": "JSON, under either name; `text/plain` is what sendBeacon may send without asking first.",
        },
        "responses": {"202": _describe_body("The accepted events are durable.", receipt), **responses},
    }


def _describe_meaning(question: Any, near: Any, problem: Any) -> dict[str, Any]:
    responses = {code: _describe_answer(code, problem, _MEANING_ANSWERS) for code in sorted(_MEANING_ANSWERS)}
    return {
        "operationId": "askByMeaning",
        "summary": "Articles near a question in meaning, for one that no word answers. Questions are not stored.",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": question}, "text/plain": {"schema": question}},
            "description": "JSON, under either name; a page of another origin need not ask first with `text/plain`.",
        },
        "responses": {"200": _describe_body("The nearest articles first, or none.", near), **responses},
    }


def _describe_one(given: str, other: str) -> dict[str, Any]:
    """That one of two fields is there, and the other is not."""
    return {"required": [given], "properties": {given: {"type": "string"}, other: {"type": "null"}}}


def _describe_reach(name: str) -> dict[str, Any]:
    """A way to answer, which is there."""
    return {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}


def _describe_score(kind: str, scores: range) -> dict[str, Any]:
    return {"properties": {"kind": {"enum": [kind]}, "score": {"minimum": scores[0], "maximum": scores[-1]}}}


def _describe_get(summary: str, answer: Any, problem: Any, faults: set[str]) -> dict[str, Any]:
    responses = {"200": _describe_body(summary, answer)}
    responses |= {code: _describe_answer(code, problem) for code in sorted(faults)}
    return {"summary": summary, "responses": responses}


def _describe_answer(code: str, schema: Any, answers: Mapping[str, str] = _ANSWERS) -> dict[str, Any]:
    answer = _describe_body(answers[code], schema)
    return answer | {"headers": _RETRY_AFTER} if code in ("429", "503") else answer


def _describe_body(description: str, schema: Any) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


if __name__ == "__main__":
    print(json.dumps(build_openapi(), ensure_ascii=False, indent=1))
