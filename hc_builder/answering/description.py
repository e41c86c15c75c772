"""`GET /openapi.json` of `hc answer serve`, made from the types of what is sent and answered."""

from typing import Any

import msgspec

from feedback_function.openapi import ErrorBody
from hc_builder.answering.answer_route import Question
from hc_builder.answering.answers import Answer
from hc_builder.answering.kakao_route import SkillPayload

_FAULTS = {
    "400": "The body is not JSON, or has not this form.",
    "403": "Pages of this origin may not ask.",
    "405": "Another method than POST.",
    "408": "The body came too slowly.",
    "413": "The body is too large.",
    "415": "The content type is not application/json.",
}
_OF_ANSWERS = {
    **_FAULTS,
    "404": "There are no articles in this language.",
    "429": "Too many questions from one client.",
    "503": "Too many questions are waiting, or it took too long.",
}
_OF_CHATS = {**_FAULTS, "401": "The token is missing or wrong.", "429": "Too many questions from one address."}
_RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}


def build_description() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    kinds = (Question, Answer, SkillPayload, ErrorBody)
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    question, answer, payload, problem = schemas
    response = {"type": "object", "properties": {"version": {"const": "2.0"}, "template": {"type": "object"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Answers of a help center", "version": "1"},
        "paths": {
            "/v1/answer": {"post": _describe("answer", question, answer, problem, _OF_ANSWERS)},
            "/v1/kakao": {"post": _describe("answerChat", payload, response, problem, _OF_CHATS)},
        },
        "components": {"schemas": components},
    }


def _describe(name: str, asked: Any, answered: Any, problem: Any, faults: dict[str, str]) -> dict[str, Any]:
    responses = {code: _describe_fault(code, about, problem) for code, about in sorted(faults.items())}
    return {
        "operationId": name,
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {"200": _describe_body("The answer, which may be that nothing fits.", answered), **responses},
    }


def _describe_fault(code: str, about: str, problem: Any) -> dict[str, Any]:
    body = _describe_body(about, problem)
    return body | {"headers": _RETRY_AFTER} if code in ("429", "503") else body


def _describe_body(about: str, schema: Any) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}
