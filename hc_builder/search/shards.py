"""An index cut into the files that a browser fetches, named by a hash of all of it.

So every file but the manifest can be cached for ever, and a browser that holds yesterday's manifest finds nothing
rather than something else.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from hc_builder.search.facts import ARTICLES, DICTIONARY, FORM_BIT, KEY_LENGTH, POSTINGS
from hc_builder.search.pack import pack_dictionary_shard, pack_posting_shard

T = TypeVar("T")
Phrases = Mapping[str, Sequence[tuple[int, Sequence[int]]]]
DICTIONARY_SHARD, POSTING_SHARD, ROW_SHARD = 2_000, 1_000, 800
"""Bytes a shard is filled to. A query touches a shard for almost every syllable, and wants little of each."""
WHOLE = 40_000
"""Bytes of dictionary and postings up to which each is one file and both are fetched at once: one round trip is worth
more than the bytes."""
_WORD, _PHRASE, _STRANGER = 6, 12, 4
"""Bytes that a word, a phrase with its targets and one without take, about."""

Entry = tuple[str, int, int, int]
"""Word, kind, number of documents, id of its term."""


@dataclass(frozen=True)
class Shard:
    """`first` is the beginning of its words, its first term id or its first document."""

    first: str | int
    data: bytes


def cut_words(entries: Sequence[Entry], phrases: Phrases, lists: Sequence[bytes]) -> dict[str, list[Shard]]:
    """Dictionary and postings; on a small site a shard each."""
    size = _WORD * len(entries) + _measure(phrases, phrases) + sum(map(len, lists))
    most = (WHOLE, WHOLE) if size <= WHOLE else (DICTIONARY_SHARD, POSTING_SHARD)
    return {DICTIONARY: _cut_dictionary(entries, phrases, most[0]), POSTINGS: _cut_postings(lists, most[1])}


def _cut_dictionary(entries: Sequence[Entry], phrases: Phrases, most: int) -> list[Shard]:
    """Cut between beginnings of `KEY_LENGTH` characters, never inside one: the browser looks words up by them."""
    words, keys = _group_by_start(entries, lambda entry: entry[0]), _group_by_start(sorted(phrases), str)
    sizes = {
        start: _WORD * len(words.get(start, ())) + _measure(phrases, keys.get(start, ()))
        for start in words.keys() | keys.keys()
    }
    shards = []
    next_id = 0
    for starts in _batch_by_size(sorted(sizes), sizes, most):
        inside = [entry for start in starts for entry in words.get(start, ())]
        chosen = {phrase: phrases[phrase] for start in starts for phrase in keys.get(start, ())}
        shards.append(Shard(starts[0], pack_dictionary_shard(next_id, inside, chosen)))
        next_id += sum(not entry[1] & FORM_BIT for entry in inside)
    return shards


def _measure(phrases: Phrases, some: Iterable[str]) -> int:
    return sum(_PHRASE if phrases[phrase] else _STRANGER for phrase in some)


def _group_by_start(items: Iterable[T], word: Callable[[T], str]) -> dict[str, list[T]]:
    return {start: list(group) for start, group in groupby(items, key=lambda item: word(item)[:KEY_LENGTH])}


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


def _cut_postings(lists: Sequence[bytes], most: int) -> list[Shard]:
    return [Shard(first, pack_posting_shard(part)) for first, part in _cut_by_size(lists, most)]


def cut_rows(values: Iterable[object]) -> list[Shard]:
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


def name_shards(head: dict[str, object], shards: dict[str, list[Shard]]) -> dict[str, bytes]:
    """File name → bytes: the shards, and `head` with what tells a browser where to look as `index.json`."""
    digest = hashlib.sha256(json.dumps(head, sort_keys=True).encode())
    for group in shards.values():
        for shard in group:
            digest.update(shard.data)
    build = digest.hexdigest()[:10]
    manifest = head | {
        "build": build,
        "whole": len(shards[DICTIONARY]) == len(shards[POSTINGS]) == 1,
        "words": [shard.first for shard in shards[DICTIONARY]],
        "lists": _steps([int(shard.first) for shard in shards[POSTINGS]]),
        "articles": _steps([int(shard.first) for shard in shards[ARTICLES]]),
    }
    named = {f"{table}{place}-{build}.bin": shard.data for table in shards for place, shard in enumerate(shards[table])}
    return {"index.json": json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode(), **named}


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
