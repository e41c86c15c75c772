"""The state of `hc serve`: the last good pages, what is wrong, and the browsers that wait for the next."""

import asyncio
import gc
import json
import traceback
from collections import deque
from collections.abc import Mapping, Set
from pathlib import Path

from hc_builder.errors import UserError, render_error
from hc_builder.korean import say
from hc_builder.preview.behind import Answer, Checked, Failed, Indexed, Worker
from hc_builder.preview.reading import LiveReader
from hc_builder.preview.site import LiveSite, drop_outdated, renew_look
from hc_builder.problems import Problem, has_errors, render_problems
from hc_builder.project import list_sources
from hc_builder.watching import Changes
from hc_builder.workers import count_jobs

ALL = Changes()
"""Anything may have changed."""
_PAGES_TRIED = 4
_QUIET = 0.15  # seconds without an edit, before what is slow is begun


class Preview:
    """Pages are made when they are asked for. What is made of all articles at once (their checks, the search index)
    follows behind each edit, in another process.

    Whatever goes wrong in an edit is in `refused`, and the last good pages are still shown; `found` are the faults that
    do not stop a page from being shown.
    """

    def __init__(self, path: Path, endpoint: str = "") -> None:
        """Pages send their events to `endpoint`."""
        self.site: LiveSite | None = None
        self.generated: Mapping[str, bytes] = {}
        self.refused = ""
        self.found: list[Problem] = []
        self.waiting: dict[asyncio.Queue[str], str] = {}
        self.is_stopping = False
        self.indexed = asyncio.Event()
        self._behind = asyncio.Event()
        self._reader = LiveReader(path, endpoint, count_jobs())
        self._worker = Worker(path, endpoint)
        self._asked = deque([""], maxlen=_PAGES_TRIED)
        self._watched: tuple[Path, ...] = (path.absolute(),)
        self._told = ""
        self._last_search: Set[str] = frozenset()

    @property
    def problems(self) -> str:
        """What is an error, as the terminal and the page tell it."""
        return self.refused or (render_problems(self.found) if has_errors(self.found) else "")

    @property
    def warnings(self) -> str:
        return "" if self.problems or not self.found else render_problems(self.found)

    @property
    def watched(self) -> tuple[Path, ...]:
        """Everything the site is made from, whether it exists or not."""
        return self._watched

    def renew(self, changes: Changes = ALL) -> None:
        """Make the site anew of what changed. Raises nothing: what goes wrong is in `refused`."""
        try:
            self._renew(ALL if self.refused else changes)
            self.refused = ""
        except UserError as error:
            self.refused = render_error(error)
        except Exception:
            self.refused = _render_bug()

    def _renew(self, changes: Changes) -> None:
        project, before = self._reader.read(changes), self.site
        self._watched = list_sources(project.config)
        custom = project.config.theme.custom_dir
        is_new = not changes.files or any(custom and file.is_relative_to(custom) for file in changes.files)
        look = renew_look(before.look if before else None, project.config, is_new)
        site = LiveSite(project, look, before)
        if before:
            site.refuse_faulty(before.project)
        site.try_out(self._choose_tried())
        self.found = drop_outdated(self.found, before.project, project) if before else list(project.problems)
        self.site = site
        if before is None:
            gc.collect()
            gc.freeze()  # what was read first stays: to look at all of it again and again takes 0.1 s at 5,000 articles

    def _choose_tried(self) -> list[str]:
        """The open pages, or those that were asked for last."""
        return list(dict.fromkeys([*self.waiting.values(), *self._asked]))[:_PAGES_TRIED]

    def render(self, url: str) -> str | None:
        """The page at `url`; `None`, and a word about it, where it can't be made."""
        assert self.site is not None
        if url in self.site.places:
            self._asked.append(url)
        try:
            return self.site.render(url)
        except UserError as error:
            self.refused = render_error(error)
        except Exception:
            self.refused = _render_bug()
        return None

    def find_file(self, path: str) -> bytes | Path | None:
        """What stands at `path` and is no page."""
        assert self.site is not None
        data = self.generated.get(path) or self.site.scripts.get(path)
        file = data if data is not None else self.site.copied.get(path)
        if file is not None or path.endswith("/") or not path:
            return file  # a page need not wait for the list of all exports
        export = self.site.exports.get(path)
        return export.make() if export else None

    def show_change(self) -> None:
        """Tell the browsers to show their page again, or what is wrong, and the terminal what is new."""
        self.tell(json.dumps({"problems": self.refused}))
        if self.refused:
            self.print_news()
        else:
            self._behind.set()

    async def follow(self, stop: asyncio.Event) -> None:
        """Check and index behind the edits, when they rest."""
        self._behind.set()
        while not stop.is_set():
            await self._behind.wait()
            self._behind.clear()
            await asyncio.sleep(_QUIET)
            if not self._behind.is_set() and not stop.is_set():
                await self._follow()

    async def _follow(self) -> None:
        answers = self._worker.work()
        while answer := await asyncio.to_thread(next, answers, None):
            self._take(answer)
            self.print_news()
            self.tell_found()
        self.indexed.set()

    def _take(self, answer: Answer) -> None:
        match answer:
            case Checked(problems):
                self.found = list(problems)
            case Failed(told):
                self.refused = self.refused or told
            case Indexed(files, names):
                kept = self._last_search | names  # those before stay for pages that are reading them
                before = {path: data for path, data in self.generated.items() if path in kept}
                self.generated = {**before, **files}
                self._last_search = names

    def print_news(self) -> None:
        """What the terminal is told, once."""
        told = self.problems or self.warnings
        if told == self._told or (not told and self._behind.is_set()):
            return
        self._told = told
        print(told or say("Fixed."), flush=True)

    def tell_found(self) -> None:
        self.tell(json.dumps({**self._list_told(), "stays": True}))

    def tell(self, message: str) -> None:
        for queue in self.waiting:
            queue.put_nowait(message)

    def greet(self) -> str:
        """What a page is told that has just been opened; `""`: nothing."""
        return json.dumps(self._list_told()) if self.problems or self.warnings else ""

    def _list_told(self) -> dict[str, str]:
        return {"problems": self.problems, "warnings": self.warnings, "dismiss": say("Dismiss")}

    def hang_up(self) -> None:
        """End the channels to the browsers, so that the server can stop at once."""
        self.is_stopping = True  # for a channel that is only being opened
        self._worker.stop()
        self._behind.set()
        self.indexed.set()
        self.tell("")

    def close(self) -> None:
        self._worker.stop()
        self._reader.close()


def _render_bug() -> str:
    return f"hc itself failed; the last good pages are still shown.\n{traceback.format_exc()}"
