"""Reads a project again and again: what has not changed on the disk is taken from the memory of this process."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import msgspec

from hc_builder.cache import Cache
from hc_builder.checks.severities import apply_severities
from hc_builder.config import Config, read_config
from hc_builder.content.files import ContentFile, FileList, list_files, update_files
from hc_builder.content.gathering import gather_help_center, open_pictures, show_page
from hc_builder.content.help_center import Shown
from hc_builder.content.pictures import Picture, PictureFault
from hc_builder.content.reading import PageReader, ReadPage, read_page, read_pages
from hc_builder.content.settings import Settings
from hc_builder.file_memo import FileMemo, FileState, find_state, hash_bytes, is_settled
from hc_builder.problems import Problem
from hc_builder.project import (
    Project,
    build_renderer,
    find_cache,
    list_named_files,
    read_all_synonyms,
    refuse_unreadable,
    shop_today,
)
from hc_builder.search.synonyms import Synonyms
from hc_builder.watching import Changes

_States = tuple[FileState | None, ...]


class _Known(NamedTuple):
    """A file that was read, and its state before that. Where a later write might not show in the state, `content` is
    the hash of its bytes; elsewhere it is empty."""

    state: FileState | None
    content: bytes
    page: ReadPage


class LiveReader:
    """Reads the project of one `mkdocs.yml`, drafts included, whose pages send their events to `endpoint`; the first
    time by `jobs` processes."""

    def __init__(self, path: Path, endpoint: str = "", jobs: int = 1) -> None:
        self._path = path
        self._endpoint = endpoint
        self._jobs = jobs
        self._config: tuple[_States, Config] | None = None
        self._files: tuple[object, FileList] | None = None
        self._reader: PageReader | None = None
        self._known: dict[Path, _Known] = {}
        self._shown: dict[str, tuple[ReadPage, Shown, tuple[str, ...]]] = {}
        self._synonyms: tuple[object, tuple[Mapping[str, Synonyms], list[Problem]]] | None = None
        self._cache: Cache | None = None
        self._pictures: tuple[Path, FileMemo[Picture | PictureFault]] | None = None
        self._own = Cache()  # for this process alone: it waits for no other that writes

    def read(self, changes: Changes) -> Project:
        """The project, of whose faults `problems` has those that reading alone shows. `changes` are those since the
        last time. Raises `ProjectError` where there is nothing to read."""
        config = self._read_config(not changes.are_all)
        refuse_unreadable(config)
        files = self._list_files(config, changes)
        pages = self._read_pages(config, files.articles, changes.files)
        today = shop_today(config.settings)
        named = list_named_files(config)
        pictures = self._open_pictures(config)
        center = gather_help_center(
            config.docs_dir, config.settings, files, pages, today, True, named, pictures, self._show
        )
        synonyms, faults = self._read_synonyms(config)
        problems = sorted(apply_severities([*config.problems, *center.problems, *faults], config.settings.severities))
        return Project(config, today, center, synonyms, tuple(problems), self._open_cache(config))

    def close(self) -> None:
        for cache in filter(None, (self._cache, self._own)):
            cache.close()

    def _read_config(self, anew: bool) -> Config:
        """It tells of files that are missing, so it is read again where any came or went."""
        if self._config and not anew and self._config[0] == _find_states(self._config[1].files):
            return self._config[1]
        before = _find_states(self._config[1].files if self._config else [self._path])
        config = send_events_to(self._endpoint, read_config(self._path))
        if self._config and self._config[1] == config:
            config = self._config[1]
        self._config = _find_states(config.files) if len(before) != len(config.files) else before, config
        return config

    def _list_files(self, config: Config, changes: Changes) -> FileList:
        key = (config.docs_dir, config.settings.media_roots, config.patterns)
        files = self._files[1] if self._files and self._files[0] == key and changes.files else None
        if files and not changes.are_all:
            below = [file for file in changes.files if file.is_relative_to(config.docs_dir)]
            files = update_files(files, config.docs_dir, below, config.patterns)
        if files is None:
            files = list_files(config.docs_dir, config.settings.media_roots, config.patterns, with_drafts=True)
        self._files = key, files
        return files

    def _read_pages(self, config: Config, files: Iterable[ContentFile], changed: frozenset[Path]) -> list[ReadPage]:
        reader = PageReader(config.docs_dir, config.settings, build_renderer(config))
        if self._reader is None or _describe(self._reader) != _describe(reader):
            self._reader, self._known = reader, {}
        if not self._known:
            cache = self._open_cache(config) if self._reader.renderer.is_pure else self._own
            return self._read_all([*files], self._reader, cache)
        may_differ = self._find_doubtful(changed)
        self._known = {
            file.source: self._known[file.source] if not may_differ(file) else self._read_one(file, self._reader)
            for file in files
        }
        return [found.page for found in self._known.values()]

    def _find_doubtful(self, changed: frozenset[Path]) -> Callable[[ContentFile], bool]:
        """Whether a file must be looked at: where the changes are known, those, and what was not settled before."""
        known = self._known
        if not changed:
            return lambda file: True
        return lambda file: file.source in changed or file.source not in known or known[file.source].page.file != file

    def _show(self, page: ReadPage, settings: Settings) -> Shown:
        """The same one for the same page, whose address depends on nothing but the languages."""
        before, shown, languages = self._shown.get(page.file.path, (None, None, None))
        if before is not page or languages != settings.languages or shown is None:
            shown = show_page(page, settings)
            self._shown[page.file.path] = page, shown, settings.languages
        return shown

    def _read_all(self, files: list[ContentFile], reader: PageReader, cache: Cache) -> list[ReadPage]:
        states = _find_states(file.source for file in files)
        pages = read_pages(files, reader, cache, self._jobs)
        self._known = {
            file.source: _Known(state, _hash_unsettled(file.source, state), page)
            for file, state, page in zip(files, states, pages, strict=True)
        }
        return pages

    def _read_one(self, file: ContentFile, reader: PageReader) -> _Known:
        state, known = _find_state(file.source), self._known.get(file.source)
        if known is None or state is None:
            return _Known(state, _hash_unsettled(file.source, state), read_page(file, reader, self._own))
        if known.state == state and (not known.content or known.content == hash_bytes(_read_bytes(file.source))):
            known = known if not known.content else known._replace(content=_hash_unsettled(file.source, state))
            return known if known.page.file == file else known._replace(page=known.page._replace(file=file))
        return _Known(state, _hash_unsettled(file.source, state), read_page(file, reader, self._own))

    def _read_synonyms(self, config: Config) -> tuple[Mapping[str, Synonyms], list[Problem]]:
        file = config.docs_dir / "synonyms.yml"
        key = (config.docs_dir, config.settings.languages, _find_state(file), _read_bytes(file))
        if self._synonyms is None or self._synonyms[0] != key:
            self._synonyms = key, read_all_synonyms(config, self._own)
        return self._synonyms[1]

    def _open_pictures(self, config: Config) -> FileMemo[Picture | PictureFault]:
        if self._pictures is None or self._pictures[0] != config.docs_dir:
            self._pictures = config.docs_dir, open_pictures(config.docs_dir, self._open_cache(config))
        return self._pictures[1]

    def _open_cache(self, config: Config) -> Cache:
        self._cache = self._cache or Cache(find_cache(config))
        return self._cache


def send_events_to(endpoint: str, config: Config) -> Config:
    """A preview's votes go to the preview, whatever the settings say: not into the shop's statistics, nor nowhere."""
    feedback = msgspec.structs.replace(config.settings.feedback, endpoint=endpoint)
    return replace(config, settings=msgspec.structs.replace(config.settings, feedback=feedback))


def _describe(reader: PageReader) -> tuple[object, ...]:
    """All of a reader that a page may depend on."""
    settings, renderer = reader.settings, reader.renderer
    return reader.root, settings.languages, settings.foreign_keys, renderer.dialect, renderer.extensions


def _find_states(files: Iterable[Path]) -> _States:
    return tuple(map(_find_state, files))


def _find_state(file: Path) -> FileState | None:
    try:
        return find_state(file)
    except OSError:
        return None


def _hash_unsettled(file: Path, state: FileState | None) -> bytes:
    return b"" if state and is_settled(state) else hash_bytes(_read_bytes(file))


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
