"""Questions and what becomes of them, the same for every channel: an answer, its wording, an event."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from feedback_function.events import Event
from feedback_function.facts import MAX_QUERY
from feedback_function.mask_templates import compile_templates
from feedback_function.masking import mask_text
from hc_builder.answering.agent_events import Reporter, build_search, make_session
from hc_builder.answering.answers import Answer, CitedSentence, Wording
from hc_builder.answering.desk import Desk
from hc_builder.answering.thread import DeskThread
from hc_builder.answering.wording import UNAVAILABLE, Writer
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.gaps.loop.support import BorneSentence
from hc_builder.gaps.loop.writer import LanguageModel

_AT_ONCE = 4  # answers that the model may be wording


@dataclass(frozen=True)
class Asked:
    """A question, and what its event says of where it came from: the conversation's `session` and the channel's path as
    `page`."""

    text: str
    page: str
    lang: str = ""
    limit: int = 5
    session: str = ""


class AnswerService(AbstractContextManager["AnswerService"]):
    """The help center of a `mkdocs.yml`. `model` words answers, `events` is the endpoint's address, both if wanted;
    `mask` are the shop's own forms of numbers, by default those of its settings. Raises `ProjectError`, and
    `ServerError` for an address that can't be used."""

    def __init__(
        self, config: Path, model: LanguageModel | None = None, events: str = "", mask: tuple[str, ...] = ()
    ) -> None:
        self.desk = DeskThread(config)
        settings, site_url = self.desk.call(lambda desk: (desk.settings, desk.site_url))
        try:
            self._own = compile_templates(mask or settings.feedback.mask)
            self._reporter = Reporter(events, site_url) if events else None
        except BaseException:
            self.desk.close()
            raise
        self._writer = Writer(model, settings) if model else None
        self._pool = ThreadPoolExecutor(_AT_ONCE, "model")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._reporter:
            self._reporter.close()
        self.desk.close()

    @property
    def reports(self) -> bool:
        """Whether events are sent."""
        return self._reporter is not None

    @property
    def waiting_events(self) -> int:
        return self._reporter.waiting if self._reporter else 0

    def tell(self, event: Event) -> None:
        """Send an event, if events are wanted."""
        if self._reporter:
            self._reporter.tell(event)

    async def answer(self, asked: Asked, patience: float = 0) -> Answer:
        """`patience` is how many seconds a wording may take; with 0 there is none. Raises `UnknownLanguage` and
        `Busy`."""
        answer = await self.desk.run(lambda desk: desk.ask(asked.text, asked.lang, asked.limit))
        if self._writer and patience and (answer.quote or answer.articles):
            answer = replace(answer, wording=await self._word(self._writer, asked.text, answer, patience))
        if not answer.number and asked.text.strip():  # an order's number is no question, and nobody's business
            self.tell(build_search(asked.text, answer, asked.session or make_session(), asked.page, self._own))
        return answer

    async def _word(self, writer: Writer, text: str, answer: Answer, patience: float) -> Wording:
        sources, addresses = await self.desk.run(lambda desk: _list_sources(desk, answer))
        masked, kept = mask_text(text, self._own)[:MAX_QUERY], None
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                kept = await asyncio.wrap_future(self._pool.submit(writer.word, masked, sources, answer.lang))
        if not kept:
            return UNAVAILABLE if kept is None else Wording("refused")
        return _cite(kept, addresses)


def _list_sources(desk: Desk, answer: Answer) -> tuple[list[Source], dict[str, str]]:
    """Passages, and where each stands: once the model has answered, the content may be another."""
    sources = desk.list_passages(answer)
    return sources, {source.place: desk.find_address(source.place, answer.lang) for source in sources}


def _cite(sentences: list[BorneSentence], addresses: Mapping[str, str]) -> Wording:
    cited = tuple(CitedSentence(said.text, said.place.partition("#")[0], addresses[said.place]) for said in sentences)
    return Wording("kept", " ".join(sentence.text for sentence in cited), cited)
