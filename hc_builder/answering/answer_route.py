"""`POST /v1/answer`: a question → the sentence that answers, word for word with its source, and the articles."""

import asyncio
from typing import Annotated

import msgspec
from msgspec import Meta

from feedback_function.admission import Refusal
from feedback_function.events import Lang, Session
from feedback_function.responses import JsonAnswer
from hc_builder.answering.desk import MOST_ARTICLES
from hc_builder.answering.door import QuestionDoor
from hc_builder.answering.service import Asked
from hc_builder.project import UnknownLanguage

PAGE = "/v1/answer"
_OF_A_REQUEST = 0.8
"""The share of a request's time that a wording may take."""


class Question(msgspec.Struct, frozen=True):
    """Of a long `question` the beginning counts, as in the browser. `session` joins the questions of a conversation in
    the events; `wording: false` asks for none."""

    question: Annotated[str, Meta(min_length=1)]
    lang: Lang | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST_ARTICLES)] = 5
    session: Session | None = None
    wording: bool = True


class AnswerRoute(QuestionDoor):
    async def reply(self, body: bytes) -> JsonAnswer:
        """200 with the answer, which may be that nothing fits."""
        question = _parse(body)
        asked = Asked(question.question, PAGE, question.lang or "", question.limit, question.session or "")
        patience = _OF_A_REQUEST * self.settings.request_seconds if question.wording else 0
        try:
            async with asyncio.timeout(self.settings.request_seconds):
                answer = await self.service.answer(asked, patience)
        except UnknownLanguage as fault:
            raise Refusal(404, "language", "There are no articles in this language.", f"{fault.hint}.") from None
        return JsonAnswer(200, msgspec.json.encode(answer))


def _parse(body: bytes) -> Question:
    """The fault names a field and a rule, and nothing of what was sent."""
    hint = 'Send {"question": "…"} as JSON in UTF-8.'
    try:
        return msgspec.json.decode(body, type=Question)
    except msgspec.ValidationError as fault:
        raise Refusal(400, "form", f"The body is not a question: {fault}.", hint) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refusal(400, "not_json", "The body is not JSON.", hint) from None
