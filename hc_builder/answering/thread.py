"""A desk that many may ask at once: it lives in one thread of its own, and follows the content as that changes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

from hc_builder.answering.desk import Desk, read_content
from hc_builder.errors import UserError
from hc_builder.watching import watch_changes

MOST_WAITING = 50
"""A question takes some milliseconds: who would be the next after so many is better told to come again."""
_LOOK_SECONDS = 60  # until a new day of the shop is noticed
_AGAIN_SECONDS = 5

log = logging.getLogger("hc.answering")

T = TypeVar("T")


class Busy(Exception):
    """Too many questions wait."""


class DeskThread:
    """The desk of a `mkdocs.yml`. To be closed. Raises `ProjectError` where the desk can't be opened."""

    def __init__(self, config: Path) -> None:
        self._config = config.absolute()  # the folder where we started may be replaced
        self._thread = ThreadPoolExecutor(1, "desk")
        self._waiting, self._renewing = 0, asyncio.Lock()
        try:
            self._desk = self._thread.submit(Desk, read_content(self._config, {})).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def close(self) -> None:
        """The process would not end with an engine left open."""
        self._thread.submit(self._desk.close).result()
        self._thread.shutdown()

    def call(self, work: Callable[[Desk], T]) -> T:
        """What `work` gives, for who may wait for it without a loop."""
        return self._thread.submit(work, self._desk).result()

    async def run(self, work: Callable[[Desk], T]) -> T:
        """What `work` gives; who stops waiting takes it out of the line. Raises `Busy`."""
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.wrap_future(self._thread.submit(work, self._desk))
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def keep_fresh(self) -> AsyncIterator[None]:
        """Inside, every change of the content is followed."""
        stop = asyncio.Event()
        works = (self._follow_changes, self._follow_days)
        tasks = [asyncio.create_task(self._follow(work, stop)) for work in works]
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*tasks)

    async def _follow(self, work: Callable[[asyncio.Event], Awaitable[None]], stop: asyncio.Event) -> None:
        """Whatever befalls the files: who stopped following would answer from the same content for good."""
        is_behind = False
        while not stop.is_set():
            try:
                if is_behind:
                    await self.renew()
                await work(stop)
            except Exception as fault:  # its message may hold an article's text, so only its type is logged
                log.error("not_followed", extra={"detail": type(fault).__name__})
                is_behind = True
                await _rest(stop, _AGAIN_SECONDS)

    async def _follow_changes(self, stop: asyncio.Event) -> None:
        async for _ in watch_changes(lambda: self._desk.sources, stop):
            await self.renew()

    async def _follow_days(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await _rest(stop, _LOOK_SECONDS)
            if self._desk.is_of_yesterday:
                await self.renew()

    async def renew(self) -> None:
        """Read the content again, beside the questions; what can't be served is told in the log, and the answers stay
        as they are."""
        async with self._renewing:
            try:
                reading = await asyncio.to_thread(read_content, self._config, self._desk.names)
            except UserError as fault:
                log.warning("not_renewed", extra={"detail": fault.what})
                return
            await asyncio.wrap_future(self._thread.submit(self._desk.take, reading))


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
