"""The articles of every language, read and embedded in the background, and asked one question at a time.

The model works in one thread: what is computed of new articles goes in small batches, so that questions pass between.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from feedback_function.meaning.articles import Articles, UnreadableArticles, read_articles
from feedback_function.meaning.nearness import Near, Nearness, list_everyday, list_passages, list_titles
from feedback_function.meaning.vectors import Text, VectorStore
from feedback_function.settings import EndpointSettings

REFRESH_SECONDS = 600
_BATCH = 16
_KEPT_EVERY = 1_000
Result = TypeVar("Result")

log = logging.getLogger("hc.feedback")


class Library:
    """Opened by `run`, which reads the sources again from time to time: a new site may have been published."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._sources = settings.meaning
        self._folder = Path(settings.meaning_cache)
        self._thread = ThreadPoolExecutor(1, "meaning")
        self._store: VectorStore | None = None
        self._read: dict[str, Articles] = {}
        self._near: dict[str, Nearness] = {}
        self.is_ready = False
        """Whether all that could be read has been embedded."""

    def knows(self, lang: str) -> bool:
        return lang in self._near

    async def find(self, question: str, lang: str) -> list[Near]:
        """The articles of a known language that are near the question."""
        assert self._store is not None
        store, nearness = self._store, self._near[lang]
        return await self._call(lambda: nearness.find(store.embed_question(question)))

    async def run(self) -> None:
        """Until cancelled. What goes wrong is logged, and tried again the next time."""
        while True:
            try:
                await self.refresh()
            except Exception as fault:
                log.error("meaning_fault", extra={"detail": f"{type(fault).__name__}: {fault}"})
            await asyncio.sleep(REFRESH_SECONDS)

    async def refresh(self) -> None:
        """Read the sources, and embed what has changed in them."""
        if self._store is None:
            self._store = await self._call(self._open_store)
        store = self._store
        read = {source: await self._read_source(source) for source in self._sources}
        found = {source: articles for source, articles in read.items() if articles}
        changed = [articles for source, articles in found.items() if articles != self._read.get(source)]
        self._read |= found
        if changed:
            await self._embed(store, list_texts(self._read.values()))
        for articles in changed:
            await self._open(store, articles)
        self.is_ready = True

    def _open_store(self) -> VectorStore:
        return VectorStore(self._folder)

    def close(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _read_source(self, source: str) -> Articles | None:
        """What was read before stays in use where it can't be had now."""
        try:
            return await asyncio.to_thread(read_articles, source)
        except UnreadableArticles as fault:
            log.warning("meaning_unreadable", extra={"detail": f"{fault.what}; {fault.hint}"})
            return None

    async def _embed(self, store: VectorStore, texts: Sequence[Text]) -> None:
        new = store.list_new(texts)
        for start in range(0, len(new), _BATCH):
            await self._call(partial(store.add, new[start : start + _BATCH]))
            if start % _KEPT_EVERY < _BATCH:
                await self._call(lambda: _keep(store, texts))
        await self._call(lambda: _keep(store, texts))

    async def _open(self, store: VectorStore, articles: Articles) -> None:
        if articles.articles:
            self._near[articles.lang] = await self._call(lambda: open_nearness(store, articles))
        log.info("meaning_ready", extra={"detail": f"{len(articles.articles)} articles in {articles.lang}"})

    async def _call(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _keep(store: VectorStore, texts: Sequence[Text]) -> None:
    try:
        store.keep(texts)
    except OSError as fault:
        log.warning("meaning_not_kept", extra={"detail": str(fault)})


def list_texts(found: Iterable[Articles]) -> list[Text]:
    """All that is compared."""
    texts = list(list_everyday())
    for articles in found:
        texts += [passage.text for passage in list_passages(articles.articles)] + list_titles(articles.articles)
    return texts


def open_nearness(store: VectorStore, articles: Articles) -> Nearness:
    """Of articles whose texts the store has."""
    passages = list(list_passages(articles.articles))
    vectors = store.stack(passage.text for passage in passages)
    titles, everyday = store.stack(list_titles(articles.articles)), store.stack(list_everyday())
    return Nearness(articles.articles, passages, vectors, titles, everyday)
