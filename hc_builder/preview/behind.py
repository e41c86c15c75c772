"""What is made of all articles at once, in a process of its own: an edit on an open page does not wait for it."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from hc_builder.checks import check_help_center
from hc_builder.checks.severities import apply_severities
from hc_builder.errors import UserError, render_error
from hc_builder.preview.reading import LiveReader
from hc_builder.problems import Problem
from hc_builder.project import Project
from hc_builder.site.files import build_index_files, build_site_files, find_theme_assets, update_index_files
from hc_builder.watching import Changes

_LOOK = 0.2  # seconds between looks whether the preview ends


@dataclass(frozen=True)
class Checked:
    """Every fault of the project."""

    problems: Sequence[Problem]


@dataclass(frozen=True)
class Indexed:
    """Search index, font and redirects, by path in the site: those of `names`, the whole index, that the answer before
    did not have, and all others. The last answer to each request."""

    files: Mapping[str, bytes]
    names: Set[str]


@dataclass(frozen=True)
class Failed:
    """Why there is no other answer."""

    told: str


Answer = Checked | Indexed | Failed


class Worker:
    """The process: started when it is first needed, and again if it ended."""

    def __init__(self, path: Path, endpoint: str) -> None:
        self._arguments = path, endpoint
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_stopping = False

    def work(self) -> Iterator[Answer]:
        """Check and index what is on the disk now; answers come as they are made."""
        try:
            connection = self._reach()
            connection.send(None)
            while not self._is_stopping:
                if connection.poll(_LOOK):
                    yield (answer := connection.recv())
                    if not isinstance(answer, Checked):
                        return
        except (OSError, EOFError):
            self._process = None
            yield Failed("The process that checks and indexes ended; the next edit starts another.")

    def _reach(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._connection is None:
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_run, args=(theirs, *self._arguments), daemon=True)
            self._process.start()
            theirs.close()
        return self._connection

    def stop(self) -> None:
        """End it; an answer that is waited for does not come."""
        self._is_stopping = True
        if self._process:
            self._process.terminate()


def _run(connection: Connection, path: Path, endpoint: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview hears it, and ends this process
    if hasattr(os, "nice"):
        os.nice(10)  # an edit comes first
    reader, indexer = LiveReader(path, endpoint), Indexer()
    while True:
        try:
            connection.recv()
        except EOFError:
            return
        try:
            for answer in _work(reader, indexer):
                connection.send(answer)
        except UserError as error:
            connection.send(Failed(render_error(error)))
        except Exception:
            connection.send(Failed(f"hc itself failed behind the edit.\n{traceback.format_exc()}"))


def _work(reader: LiveReader, indexer: "Indexer") -> Iterator[Answer]:
    project = reader.read(Changes())
    checked = check_help_center(project.center, project.today, cache=project.derived)
    read = set(apply_severities(project.center.problems, project.settings.severities))
    yield Checked(sorted({*checked, *(problem for problem in project.problems if problem not in read)}))
    yield indexer.index(project)


class Indexer:
    """Knows what it answered before, so that an edit sends what it changed."""

    def __init__(self) -> None:
        self._sent: dict[str, bytes] = {}

    def index(self, project: Project) -> Indexed:
        hashes, made = update_index_files(project)
        new = {path for path, content in hashes.items() if self._sent.get(path) != content}
        if not new <= made.keys():  # the first time, or another process kept what it had made
            made = build_index_files(project)
        self._sent = hashes
        others = build_site_files(project, find_theme_assets(project), base="/")
        return Indexed({path: made[path] for path in new} | others, frozenset(hashes))
