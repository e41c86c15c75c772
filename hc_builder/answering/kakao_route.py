"""`POST /v1/kakao`: the skill server of a Kakao channel's chatbot. SkillPayload → SkillResponse.

Every chat comes from Kakao's own machines. With a token, which Kakao sends as a header, each user is a client of their
own; without one anybody could make up users, so all that comes from one address is one client.
"""

import asyncio
import secrets
from dataclasses import replace

import msgspec

from feedback_function.admission import Refusal, RequestHead
from feedback_function.responses import JsonAnswer
from feedback_function.settings import EndpointSettings
from hc_builder.answering.agent_events import Sessions
from hc_builder.answering.answers import Answer
from hc_builder.answering.door import QuestionDoor
from hc_builder.answering.kakao import build_busy, build_response
from hc_builder.answering.service import AnswerService, Asked
from hc_builder.answering.thread import Busy
from hc_builder.project import UnknownLanguage

PAGE, TOKEN = "/v1/kakao", "HC_KAKAO_TOKEN"
_SECONDS, _WORDING_SECONDS = 4.0, 3.0
"""Kakao hangs up after five."""
_KOREAN = {"kr": "ko"}
"""What Kakao called it once, and some bots still do."""
_LIMIT = 6  # MOST_ITEMS, and the article that is quoted


class User(msgspec.Struct, frozen=True):
    id: str | None = None


class UserRequest(msgspec.Struct, frozen=True):
    """What a bot does not know, Kakao sends as `null`."""

    utterance: str | None
    lang: str | None = None
    user: User | None = None

    @property
    def user_key(self) -> str:
        """Empty for a user who is not told."""
        return (self.user.id if self.user else None) or ""


class SkillPayload(msgspec.Struct, frozen=True, rename="camel"):
    """As much of Kakao's as is read here."""

    user_request: UserRequest


class KakaoRoute(QuestionDoor):
    """Answers with a bubble wherever it can: on any status but 200 the bot says what Kakao says of broken skills."""

    most_bytes = 65_536

    def __init__(self, settings: EndpointSettings, service: AnswerService, requests: str, token: str) -> None:
        super().__init__(settings, service, requests)
        self._token, self._sessions = token, Sessions()

    def admit(self, head: RequestHead) -> None:
        super().admit(head)
        wanted = f"Bearer {self._token}"
        if self._token and not secrets.compare_digest(head.authorization.encode("latin-1"), wanted.encode()):
            hint = f"Add the header Authorization: Bearer … to the skill, with what {TOKEN} is here."
            raise Refusal(401, "token", "The token is missing or wrong.", hint)

    async def limit_address(self, address: str) -> None:
        """With a token it is Kakao's, for all users."""
        if not self._token:
            await super().limit_address(address)

    async def reply(self, body: bytes) -> JsonAnswer:
        request = _parse(body).user_request
        told = request.lang or ""
        lang = _KOREAN.get(told, told)
        try:
            if self._token:
                await self.limit(request.user_key)
            async with asyncio.timeout(_SECONDS):
                response = build_response(await self._answer_user(request, lang))
        except (Refusal, TimeoutError, Busy):
            response = build_busy(lang)
        return JsonAnswer(200, msgspec.json.encode(response))

    async def _answer_user(self, request: UserRequest, lang: str) -> Answer:
        """In the user's language, or in the site's first where it has no articles in that."""
        session = self._sessions.find(request.user_key) if request.user_key else ""
        asked = Asked(request.utterance or "", PAGE, lang, _LIMIT, session)
        try:
            return await self.service.answer(asked, _WORDING_SECONDS)
        except UnknownLanguage:
            return await self.service.answer(replace(asked, lang=""), _WORDING_SECONDS)


def _parse(body: bytes) -> SkillPayload:
    hint = "Send Kakao's SkillPayload, whose `userRequest` has an `utterance`, as JSON in UTF-8."
    try:
        return msgspec.json.decode(body, type=SkillPayload)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise Refusal(400, "form", "The body is no skill payload.", hint) from None
