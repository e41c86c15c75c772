"""Files of Markdown → articles and heads of folders. What was made of the same bytes before is taken from the cache.

Of an article two parts are kept: what other pages, checks and lists ask of it, which is in memory for all of them, and
its texts, which are fetched when its own page or the search asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.content.article import Article, is_head, parse_article
from hc_builder.content.category import Category, FolderHead, parse_head
from hc_builder.content.files import ContentFile
from hc_builder.content.kept import KeptArticle, KeptRendered, Texts, part_article, read_facts, read_texts
from hc_builder.content.markup import MarkupError, Rendered, Renderer
from hc_builder.content.settings import Settings
from hc_builder.content.text_file import parse_text
from hc_builder.file_memo import FileMemo, hash_bytes, hash_file
from hc_builder.problems import Problem
from hc_builder.progress import track
from hc_builder.workers import map_in_processes

_CHUNK = 50
_WORTH_A_PROCESS = 8
"""Chunks: a process takes as long to start as two hundred articles to render."""
_HINT = "write it in simpler form, or cut the article in two"


class ReadPage(NamedTuple):
    """A file that was read: an article with its rendering, or a category, which may have an article for its text.
    `problems` are those of the file, `faults` those of its rendering. `key` stands for all that was made of the
    article; what `is_new` was not in the cache."""

    file: ContentFile
    article: Article | None
    rendered: Rendered | None
    problems: Sequence[Problem]
    faults: Sequence[Problem]
    key: bytes
    is_new: bool = False
    category: Category | None = None


class Made(NamedTuple):
    """What an article's file was made into, as the cache keeps it."""

    key: bytes
    facts: bytes
    texts: bytes


@dataclass(frozen=True)
class PageReader:
    """Reads the files of one content folder. It can be handed to another process."""

    root: Path
    settings: Settings
    renderer: Renderer

    def find_key(self, file: ContentFile, content: bytes) -> bytes:
        """All that the result depends on; `content` is the hash of the file's bytes."""
        return make_key("article", content, file.path, self._setup)

    @cached_property
    def _setup(self) -> str:
        settings, renderer = self.settings, self.renderer
        languages, foreign = settings.languages, settings.foreign_keys
        variables = settings.variables_by_language
        return repr((self.root.name, languages, foreign, renderer.dialect, renderer.extensions, variables))

    def show_path(self, file: ContentFile) -> str:
        return f"{self.root.name}/{file.path}"

    def make(self, file: ContentFile) -> Made:
        """An article that can't be rendered is shown empty. What is wrong is among what is made."""
        try:
            raw = file.source.read_bytes()
            key = self.find_key(file, hash_bytes(raw))
            text, problems = parse_text(raw, self.show_path(file))
        except OSError as error:
            key = self.find_key(file, repr(error).encode())
            text, problems = "", (_tell_unreadable(self.show_path(file), error),)
        return self._make(key, file, text, problems)

    def make_all(self, files: Iterable[ContentFile]) -> list[Made]:
        return list(map(self.make, files))

    def _make(self, key: bytes, file: ContentFile, text: str, problems: Sequence[Problem]) -> Made:
        article, more = self._parse(file, text)
        rendered, faults = self._render(article, file)
        told = [*problems, *(more if text or not problems else ())]
        facts, texts = map(msgspec.msgpack.encode, part_article(article, rendered, told, faults))
        return Made(key if self.renderer.is_pure else make_key("article", key, facts, texts), facts, texts)

    def _parse(self, file: ContentFile, text: str) -> tuple[Article, list[Problem]]:
        """The faults of a folder's page are told with its category."""
        if is_head(file.path):
            return self._parse_head(file, text)[0].article, []
        settings, path = self.settings, self.show_path(file)
        foreign, variables = frozenset(settings.foreign_keys), settings.variables_by_language
        return parse_article(text, file.path, path, settings.languages, foreign, variables)

    def _render(self, article: Article, file: ContentFile) -> tuple[Rendered, list[Problem]]:
        try:
            variables = self.settings.in_language(article.lang).texts_by_name
            return self.renderer.render(article.body, article.lang, variables), []
        except MarkupError as error:
            line = article.find_line(error.line)
            fault = Problem(self.show_path(file), line, "HC19", error.what, error.hint or _HINT)
            return Rendered("", (), (), (), frozenset()), [fault]

    def read_head(self, file: ContentFile) -> tuple[FolderHead, list[Problem]]:
        """The `index.md` of a folder."""
        path = self.show_path(file)
        try:
            text, problems = parse_text(file.source.read_bytes(), path)
        except OSError as error:
            text, problems = "", (_tell_unreadable(path, error),)
        head, more = self._parse_head(file, text)
        return head, [*problems, *more]

    def _parse_head(self, file: ContentFile, text: str) -> tuple[FolderHead, list[Problem]]:
        settings, path = self.settings, self.show_path(file)
        foreign, variables = frozenset(settings.foreign_keys), settings.variables_by_language
        return parse_head(text, file.path, path, settings.languages, foreign, variables)


def _tell_unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        path, 0, "HC16", f"the file can't be read: {error.strerror}", "give the one who builds the right to read it"
    )


def read_pages(files: Sequence[ContentFile], reader: PageReader, cache: Cache, jobs: int = 1) -> list[ReadPage]:
    """Every file, in order. Only articles that the cache does not know are parsed and rendered, where they are many by
    `jobs` processes."""
    hashes = FileMemo(cache, f"hashes {reader.root.absolute()}", hash_file, bytes)
    cache = cache if reader.renderer.is_pure else Cache()
    heads = {file.path: reader.read_head(file) for file in files if is_head(file.path)}
    articles = [file for file in files if file.path not in heads or heads[file.path][0].has_text]
    keys = {file.path: _find_key(file, reader, hashes) for file in articles}
    known = _find_whole(keys.values(), cache)
    missing = [file for file in articles if keys[file.path] not in known]
    new = {file.path for file in missing}
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    results = map_in_processes(reader.make_all, chunks, jobs if len(chunks) >= _WORTH_A_PROCESS else 1)
    work = zip(chunks, results, strict=True)
    for chunk, made in track("Reading articles", work, len(missing), _CHUNK):
        keys.update((file.path, item.key) for file, item in zip(chunk, made, strict=True))
        known.update((item.key, item.facts) for item in made)
        cache.put_many({item.key: item.facts for item in made} | {_name_texts(item.key): item.texts for item in made})
    hashes.save()
    read = {
        file.path: _put_together(file, keys[file.path], known, reader, cache)._replace(is_new=file.path in new)
        for file in articles
    }
    return [
        _join(file, *heads[file.path], read.get(file.path)) if file.path in heads else read[file.path] for file in files
    ]


def read_page(file: ContentFile, reader: PageReader, cache: Cache) -> ReadPage:
    """One file that has just changed. Of a renderer that is not pure, `cache` must not outlive the process."""
    if not is_head(file.path):
        return _read_article(file, reader, cache)
    head, problems = reader.read_head(file)
    return _join(file, head, problems, _read_article(file, reader, cache) if head.has_text else None)


def _read_article(file: ContentFile, reader: PageReader, cache: Cache) -> ReadPage:
    made = reader.make(file)
    cache.put_many({made.key: made.facts, _name_texts(made.key): made.texts})
    return _put_together(file, made.key, {made.key: made.facts}, reader, cache)


def _join(file: ContentFile, head: FolderHead, problems: Sequence[Problem], text: ReadPage | None) -> ReadPage:
    """A folder's page; a comment alone is no text of it."""
    if text and text.rendered and text.rendered.has_contents:
        return text._replace(category=head.category, problems=problems)
    faults = text.faults if text else ()
    return ReadPage(file, None, None, [*problems, *faults], (), b"", category=head.category)


def _find_key(file: ContentFile, reader: PageReader, hashes: FileMemo[bytes]) -> bytes:
    try:
        return reader.find_key(file, hashes.find(file.source))
    except OSError:
        return b""  # it will be told when the file is read


def _find_whole(keys: Iterable[bytes], cache: Cache) -> dict[bytes, bytes]:
    """The facts of those whose texts are known too."""
    found = cache.get_many(keys)
    texts = cache.find_known(map(_name_texts, found))
    return {key: facts for key, facts in found.items() if _name_texts(key) in texts}


def _name_texts(key: bytes) -> bytes:
    return key + b" texts"


def _put_together(
    file: ContentFile, key: bytes, known: Mapping[bytes, bytes], reader: PageReader, cache: Cache
) -> ReadPage:
    facts, load = read_facts(known[key]), partial(_load, file, key, reader, cache)
    article = KeptArticle(file.path, facts, load)
    return ReadPage(file, article, KeptRendered(facts, load), facts.problems, facts.faults, key)


def _load(file: ContentFile, key: bytes, reader: PageReader, cache: Cache) -> Texts:
    return read_texts(cache.get(_name_texts(key)) or reader.make(file).texts)  # a cache may be torn at any time
