"""`POST /v1/meaning`: a question, answered by the articles that are near it in meaning."""

import asyncio
from datetime import UTC, datetime

import msgspec

from feedback_function.addresses import find_client_address
from feedback_function.admission import Refusal, RequestHead, admit, refuse_client, refuse_slow_body
from feedback_function.clients import ClientLimits
from feedback_function.door import Door, Receive, read_body
from feedback_function.facts import MAX_QUERY
from feedback_function.mask_templates import compile_templates
from feedback_function.masking import MaskRule, list_tags, mask_text
from feedback_function.meaning.form import NearArticle, NearArticles, Question
from feedback_function.meaning.library import Library
from feedback_function.meaning.nearness import Near
from feedback_function.metrics import Metrics
from feedback_function.responses import JsonAnswer
from feedback_function.settings import EndpointSettings

MOST_BYTES = 2_048
MOST_WAITING = 20
RETRY_SECONDS = 30


class MeaningRoute(Door):
    """The library's answers. Questions are neither logged nor stored."""

    def __init__(self, settings: EndpointSettings, metrics: Metrics, library: Library) -> None:
        super().__init__(settings, metrics)
        self._library = library
        self._limits = ClientLimits(settings, settings.meaning_requests)
        self._own = compile_templates(settings.mask)
        self._waiting = 0

    async def answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        """200 with what is near, which may be nothing."""
        admit(head, self.settings, MOST_BYTES)
        address = find_client_address(head.peer, head.forwarded_for, self.settings.trusted_proxies)
        if not await self._limits.allow(self._limits.identify(address, datetime.now(UTC).date()), 1):
            raise refuse_client()
        try:
            async with asyncio.timeout(self.settings.request_seconds):
                question = _parse(await read_body(receive, MOST_BYTES))
                found = await self._find(question)
        except TimeoutError:
            raise refuse_slow_body() from None
        self.metrics.count_meaning(bool(found))
        return JsonAnswer(200, msgspec.json.encode(NearArticles([_describe(near) for near in found])))

    async def _find(self, question: Question) -> list[Near]:
        words = _clean(question.query, self._own)
        if not self._library.knows(question.lang):
            raise _refuse_unknown() if self._library.is_ready else _refuse_busy()
        if self._waiting >= MOST_WAITING:
            raise _refuse_busy()
        self._waiting += 1
        try:
            return await self._library.find(words, question.lang) if words else []
        finally:
            self._waiting -= 1


def _clean(query: str, own: tuple[MaskRule, ...]) -> str:
    """Masked, and without the marks of that, which mean nothing."""
    words = mask_text(query, own)[:MAX_QUERY]
    for tag in list_tags():
        words = words.replace(tag, " ")
    return " ".join(words.split())


def _parse(body: bytes) -> Question:
    try:
        return msgspec.json.decode(body, type=Question)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        error = "The body is not a question."
        raise Refusal(400, "not_json", error, 'Send {"query": "…", "lang": "ko"} as JSON in UTF-8.') from None


def _describe(near: Near) -> NearArticle:
    article, section = near.article, near.section
    return NearArticle(
        id=article.id,
        url=article.url,
        title=article.title,
        summary=article.summary,
        category=article.category,
        type=article.type,
        anchor=section.anchor if section else "",
        section=section.title if section else "",
        score=near.score,
    )


def _refuse_unknown() -> Refusal:
    return Refusal(404, "language", "No articles of this language are here.", "Name the language's file in HC_MEANING.")


def _refuse_busy() -> Refusal:
    return Refusal(503, "meaning_busy", "The second look is not ready.", "Ask again later.", RETRY_SECONDS)
