"""The search index of one language: a manifest and shards, as bytes to be written under `search/<lang>/`.

A shard's name carries a hash of the whole index, so every file but the manifest can be cached for ever, and a browser
that holds yesterday's manifest finds nothing rather than something else.
"""

import gc
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from hc_builder.content.help_center import HelpCenter
from hc_builder.search.analysis_cache import open_cache
from hc_builder.search.analyze import Analysis, Analyzer, MorphologicalAnalyzer, list_forms
from hc_builder.search.document import TITLE, Document, build_document
from hc_builder.search.pack import (
    FORM_BIT,
    PROMINENT_BIT,
    pack_common_shard,
    pack_dictionary_shard,
    pack_posting_shard,
    pack_postings,
)
from hc_builder.search.postings import BIGRAM_MARK, Postings, build_postings
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.vocabulary import find_tails, find_weak_words, resolve_synonyms

T = TypeVar("T")
FORMAT = 2
DICTIONARY_SHARD, POSTING_SHARD, ROW_SHARD = 2_000, 1_000, 800
"""Bytes a shard is filled to. A query touches a shard for almost every syllable, and wants little of each."""
COMMON_WORDS = 1_000
WHOLE = 40_000
"""Bytes of dictionary and postings up to which all is fetched at once: one round trip is worth more than the bytes."""
_TITLE_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


Entry = tuple[str, int, int, int]
"""Word, kind, number of documents, id of its term."""


@dataclass(frozen=True)
class Shard:
    """`first` is the beginning of its words, its first term id or its first document."""

    first: str | int
    data: bytes


@contextmanager
def pause_collector() -> Iterator[None]:
    """Of cyclic garbage. Analysing makes a million small tuples and keeps them: looking through them again and again
    for rubbish that isn't there takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@pause_collector()
def build_index(center: HelpCenter, lang: str, synonyms: Synonyms, cache_dir: Path | None = None) -> dict[str, bytes]:
    """File name → bytes; the same input gives the same bytes."""
    documents = [build_document(shown) for shown in center.in_language(lang)]
    with open_cache(cache_dir, lang, MorphologicalAnalyzer(lang, center.settings.words)) as analyzer:
        return build_index_of(documents, lang, synonyms, analyzer)


def build_index_of(
    documents: Iterable[Document], lang: str, synonyms: Synonyms, analyzer: Analyzer
) -> dict[str, bytes]:
    ordered = sorted(documents, key=lambda document: (document.category, document.type, document.id))
    analyses = _analyze_words(ordered, analyzer)
    postings = build_postings(ordered, analyses)
    ids = {term: number for number, term in enumerate(postings.terms)}
    entries = _list_entries(postings, ids, list_forms(analyses))
    phrases = resolve_synonyms(synonyms, analyzer, ids, postings.find_prominent)
    shards = {
        "d": _cut_dictionary(entries, phrases),
        "m": [Shard(0, pack_common_shard(_choose_common(entries)))],
        "p": _cut_postings(pack_postings(postings)),
        "a": _cut_rows(map(_describe, ordered)),
    }
    groups = Counter((document.category, document.type) for document in ordered)
    head = {
        "format": FORMAT,
        "lang": lang,
        "documents": len(ordered),
        "titles": "".join(_TITLE_DIGITS[count] for count in _count_title_words(ordered, analyses)),
        "groups": [[*key, count] for key, count in groups.items()],
        "weak": find_weak_words(lang),
        "tails": find_tails(lang, analyses),
    }
    return _name_shards(head, shards)


def _analyze_words(documents: Sequence[Document], analyzer: Analyzer) -> dict[str, Analysis]:
    words = sorted(set().union(*(window.words for document in documents for window in document.windows)))
    return {word: analyzer.analyze(word) for word in words}


def _list_entries(postings: Postings, ids: Mapping[str, int], forms: Mapping[str, str]) -> list[Entry]:
    """The dictionary: terms and forms, sorted. A form has the kind, number of documents and id of its term."""
    bits = [kind | PROMINENT_BIT * about for kind, about in zip(postings.kinds, postings.list_prominent(), strict=True)]
    terms = list(zip(postings.terms, bits, postings.count_documents(), range(len(ids)), strict=True))
    stems = ((form, terms[ids[stem]]) for form, stem in forms.items() if stem in ids and form not in ids)
    return sorted([*terms, *((form, kind | FORM_BIT, documents, id) for form, (_, kind, documents, id) in stems)])


def _choose_common(entries: Sequence[Entry]) -> list[Entry]:
    """The words most articles are about: where a slip may have hit the first key, only they are compared."""
    chosen = [entry for entry in entries if entry[1] & PROMINENT_BIT and not entry[1] & FORM_BIT and len(entry[0]) > 1]
    chosen = [entry for entry in chosen if not entry[0].startswith(BIGRAM_MARK)]
    return sorted(sorted(chosen, key=lambda entry: (-entry[2], entry[0]))[:COMMON_WORDS])


def _count_title_words(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> list[int]:
    """How many terms a title asks for; the browser ranks an article higher the more of its title is in the query."""
    weak = set(find_weak_words("ko").split())
    counts = []
    for document in documents:
        words = next(window.words for window in document.windows if window.bit == TITLE)
        terms = [term.text for word in words for term in analyses[word].terms if term.text not in weak]
        counts.append(min(len(terms), len(_TITLE_DIGITS) - 1))
    return counts


def _cut_dictionary(
    entries: Sequence[Entry], phrases: Mapping[str, Sequence[tuple[int, Sequence[int]]]]
) -> list[Shard]:
    """Cut between beginnings of two characters, never inside one: the browser looks words up by their beginning."""
    words, keys = _group_by_start(entries, lambda entry: entry[0]), _group_by_start(sorted(phrases), str)
    sizes = {
        start: 6 * len(words.get(start, ())) + 20 * len(keys.get(start, ())) for start in words.keys() | keys.keys()
    }
    shards = []
    next_id = 0
    for starts in _batch_by_size(sorted(sizes), sizes, DICTIONARY_SHARD):
        inside = [entry for start in starts for entry in words.get(start, ())]
        chosen = {phrase: phrases[phrase] for start in starts for phrase in keys.get(start, ())}
        shards.append(Shard(starts[0], pack_dictionary_shard(next_id, inside, chosen)))
        next_id += sum(not entry[1] & FORM_BIT for entry in inside)
    return shards


def _group_by_start(items: Iterable[T], word: Callable[[T], str]) -> dict[str, list[T]]:
    return {start: list(group) for start, group in groupby(items, key=lambda item: word(item)[:2])}


def _batch_by_size(starts: Sequence[str], sizes: Mapping[str, int], most: int) -> list[list[str]]:
    batches: list[list[str]] = []
    filled = most
    for start in starts:
        if filled >= most:
            batches.append([])
            filled = 0
        batches[-1].append(start)
        filled += sizes[start]
    return batches


def _cut_postings(lists: Sequence[bytes]) -> list[Shard]:
    return [Shard(first, pack_posting_shard(part)) for first, part in _cut_by_size(lists, POSTING_SHARD)]


def _cut_rows(values: Iterable[object]) -> list[Shard]:
    """One row of JSON for each article."""
    rows = [json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() for value in values]
    return [Shard(first, b"[" + b",".join(part) + b"]") for first, part in _cut_by_size(rows, ROW_SHARD)]


def _cut_by_size(items: Sequence[bytes], size: int) -> list[tuple[int, Sequence[bytes]]]:
    """(Place of the first, items) of parts that each reach `size` bytes, but for the last."""
    parts = []
    start = filled = 0
    for place, item in enumerate(items):
        filled += len(item)
        if filled >= size or place == len(items) - 1:
            parts.append((start, items[start : place + 1]))
            start, filled = place + 1, 0
    return parts


def _describe(document: Document) -> list[object]:
    """What a result shows. `sections` as pairs, windows as the section each belongs to, the text for its excerpt."""
    return [
        document.id,
        document.url,
        document.title,
        document.summary,
        document.category,
        document.type,
        [list(section) for section in document.sections],
        list(document.section_of),
        document.body,
    ]


def _name_shards(head: dict[str, object], shards: dict[str, list[Shard]]) -> dict[str, bytes]:
    digest = hashlib.sha256(json.dumps(head, sort_keys=True).encode())
    for group in shards.values():
        for shard in group:
            digest.update(shard.data)
    build = digest.hexdigest()[:10]
    size = sum(len(shard.data) for shard in (*shards["d"], *shards["p"]))
    manifest = head | {
        "build": build,
        "whole": size <= WHOLE,
        "words": [shard.first for shard in shards["d"]],
        "lists": _steps([int(shard.first) for shard in shards["p"]]),
        "articles": _steps([int(shard.first) for shard in shards["a"]]),
    }
    named = {f"{kind}{place}-{build}.bin": shard.data for kind in shards for place, shard in enumerate(shards[kind])}
    return {"index.json": json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode(), **named}


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
