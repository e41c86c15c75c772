"""An index cut into the files that a browser fetches, each named by a hash of what it holds.

So every file but the manifest can be cached for ever, an edit renames only the files it changes, and a browser that
holds yesterday's manifest finds nothing rather than something else.

Cuts depend on what lies near them alone, like those of content-defined chunking (Muthitacharoen, Chen & Mazières 2001):
a new word moves the cuts around it and no others.
"""

import hashlib
import math
from base64 import urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import NamedTuple, TypeVar

import msgspec

from hc_builder.search.facts import (
    ARTICLES,
    DICTIONARY,
    FORM_BIT,
    HASH_LENGTH,
    KEY_LENGTH,
    LONGEST_KEY,
    POSTING_NAMES,
    POSTINGS,
)
from hc_builder.search.pack import Entry, Phrases, join_sorted, pack_dictionary_shard, pack_posting_shard
from hc_builder.search.places import hash_text, hash_word, scatter

T = TypeVar("T")
_LEAST, _MOST = 0.7, 1.3
"""A shard of the dictionary ends between these, in shares of the size that is aimed at."""
_SHARE, _SMALLEST, _LARGEST = 1.8, 512.0, 1448.0
"""The size that is aimed at, in shares of the root of the dictionary's bytes, and its bounds. A query touches a shard
for almost every syllable, and wants little of each; but the manifest has a line for each."""
POSTING_SHARD = 1_000
"""Bytes of postings in a file, about."""
FULL = 2_500
"""Most bytes of a file of postings that holds more than the lists of one word."""
WHOLE = 40_000
"""Bytes of dictionary and postings up to which each is one file and both are fetched at once: one round trip is worth
more than the bytes."""
_WORD, _PHRASE, _STRANGER = 6, 12, 4
"""Bytes that a word, a phrase with its targets and one without take, about."""


class Piece(NamedTuple):
    """What one shard is to hold: words from `first` on, and phrases."""

    first: str
    entries: Sequence[Entry]
    phrases: Phrases

    def list_terms(self) -> list[str]:
        """Words that have postings: all but forms."""
        return [entry.word for entry in self.entries if not entry.kind & FORM_BIT]


class Cut(NamedTuple):
    """Lists by term in each file, which the first `length` characters of the term decide."""

    length: int
    files: Sequence[Mapping[str, bytes]]


@dataclass(frozen=True)
class Shard:
    """Words from `first` on, which no other shard holds: their dictionary, and the files of their postings, dealt out
    by their first `length` characters."""

    first: str
    dictionary: bytes
    length: int
    postings: tuple[bytes, ...]


class ShardNames(msgspec.Struct, frozen=True, array_like=True):
    """What the manifest tells of a shard: how many files of postings it has, and the hashes in names of its files."""

    first: str
    length: int
    lists: int
    dictionary: str
    postings: tuple[str, ...]


def cut_words(entries: Sequence[Entry], phrases: Phrases, measure_lists: Callable[[], int]) -> tuple[list[Piece], bool]:
    """Parts of the dictionary, and whether there is but one, with one file of postings: on a small site, where
    `measure_lists`, the bytes of all postings, are few too. Cut between beginnings of `KEY_LENGTH` characters, never
    inside one: the browser looks words up by them."""
    words, keys = _group_by_start(entries, lambda entry: entry.word), _group_by_start(sorted(phrases), str)
    starts = sorted(words.keys() | keys.keys())
    sizes = [_WORD * len(words.get(start, ())) + _measure_phrases(phrases, keys.get(start, ())) for start in starts]
    total = sum(sizes)
    is_whole = total <= WHOLE and total + measure_lists() <= WHOLE
    pieces = []
    for batch in [starts] if is_whole else batch_by_size(starts, sizes, find_size(total)):
        inside = [entry for start in batch for entry in words.get(start, ())]
        chosen = {phrase: phrases[phrase] for start in batch for phrase in keys.get(start, ())}
        pieces.append(Piece(batch[0] if batch else "", inside, chosen))
    return pieces, is_whole


def pack_shard(piece: Piece, lists: Mapping[str, bytes], is_whole: bool) -> Shard:
    """`lists` are the postings of the piece's terms."""
    cut = _deal(lists, 1, KEY_LENGTH) if is_whole else _cut_postings(lists)
    postings = tuple(map(pack_posting_shard, cut.files))
    return Shard(piece.first, pack_dictionary_shard(piece.entries, piece.phrases), cut.length, postings)


def _measure_phrases(phrases: Phrases, some: Iterable[str]) -> int:
    return sum(_PHRASE if phrases[phrase] else _STRANGER for phrase in some)


def _group_by_start(items: Iterable[T], word: Callable[[T], str]) -> dict[str, list[T]]:
    return {start: list(group) for start, group in groupby(items, key=lambda item: word(item)[:KEY_LENGTH])}


def find_size(total: int) -> float:
    """Bytes that a shard of a dictionary of `total` is aimed at: the next power of the root of two, so that only a
    dictionary that doubles is cut anew."""
    aim = _SHARE * math.sqrt(max(1, total))
    return min(_LARGEST, max(_SMALLEST, math.pow(2, round(2 * math.log2(aim)) / 2)))


def batch_by_size(starts: Sequence[str], sizes: Sequence[int], size: float) -> list[Sequence[str]]:
    """Parts of about `size` bytes: of the places where one may end, that whose start has the least hash."""
    ends = [0, *accumulate(sizes)]
    batches = []
    at = 0
    while at < len(starts):
        end = _find_cut(starts, ends, at, size)
        batches.append(starts[at:end])
        at = end
    return batches


def _find_cut(starts: Sequence[str], ends: Sequence[int], at: int, size: float) -> int:
    if ends[-1] - ends[at] <= _MOST * size:
        return len(starts)
    low = max(at + 1, bisect_left(ends, ends[at] + _LEAST * size))
    high = min(len(starts), bisect_right(ends, ends[at] + _MOST * size))
    return min(range(low, max(high, low + 1)), key=lambda place: hash_text(starts[place]) if place < len(starts) else 0)


def _cut_postings(lists: Mapping[str, bytes]) -> Cut:
    """Dealt out by hashes of how their terms begin: where a list is, the browser knows from the term alone, and words
    that begin alike, whose lists are alike, are together. The beginnings are as short as leaves no file too full."""
    count = max(1, round(sum(map(len, lists.values())) / POSTING_SHARD))
    cuts = (_deal(lists, count, length) for length in range(KEY_LENGTH, LONGEST_KEY))
    fitting = (cut for cut in cuts if max(map(_measure, cut.files)) <= FULL)
    return next(fitting, None) or _deal(lists, count, LONGEST_KEY)


def _deal(lists: Mapping[str, bytes], count: int, length: int) -> Cut:
    files: list[dict[str, bytes]] = [{} for _ in range(count)]
    for term, data in lists.items():
        files[scatter(hash_word(term[:length]), 0, count)][term] = data
    return Cut(length, files)


def _measure(lists: Mapping[str, bytes]) -> int:
    return sum(map(len, lists.values()))


def name_shard(shard: Shard) -> tuple[ShardNames, dict[str, bytes]]:
    """With its files by name."""
    files: dict[str, bytes] = {}
    words = _add_group(files, {_name_words(shard): shard.dictionary})
    lists = tuple(_add_group(files, group) for group in _group_postings(shard))
    return ShardNames(shard.first, shard.length, len(shard.postings), words, lists), files


def name_articles(articles: Mapping[int, str]) -> tuple[str, dict[str, bytes]]:
    """Of rows by number: the hash that they share, and their files."""
    files: dict[str, bytes] = {}
    return _add_group(files, {f"{ARTICLES}{number}": row.encode() for number, row in sorted(articles.items())}), files


def name_table(table: str, data: bytes) -> tuple[str, dict[str, bytes]]:
    """The same of a table in one file."""
    files: dict[str, bytes] = {}
    return _add_group(files, {table: data}), files


def build_manifest(
    head: Mapping[str, object],
    shards: Sequence[ShardNames],
    articles: Sequence[str],
    tables: Mapping[str, str],
) -> bytes:
    """`index.json`, which tells a browser where to look; `articles` and `tables` are hashes in names of files."""
    names = {
        DICTIONARY: [shard.dictionary for shard in shards],
        POSTINGS: [name for shard in shards for name in shard.postings],
        ARTICLES: articles,
        **tables,
    }
    manifest = dict(head) | {
        "whole": [shard.lists for shard in shards] == [1],
        "words": join_sorted([shard.first for shard in shards]),
        "lists": [shard.lists for shard in shards],
        "lengths": "".join(str(shard.length) for shard in shards),
        "names": {table: "".join(hashes) for table, hashes in names.items()},
    }
    manifest["build"] = _hash(msgspec.json.encode(manifest))
    return msgspec.json.encode(manifest)


def _add_group(files: dict[str, bytes], group: Mapping[str, bytes]) -> str:
    """Adds files that share a hash, and returns it."""
    shared = _hash(b"".join(b"%d %b" % (len(data), data) for data in group.values()))
    files |= {f"{name}-{shared}.bin": data for name, data in group.items()}
    return shared


def _name_words(shard: Shard) -> str:
    return f"{DICTIONARY}{hash_word(shard.first):x}"


def _group_postings(shard: Shard) -> list[dict[str, bytes]]:
    groups: list[dict[str, bytes]] = [{} for _ in shard.postings[:POSTING_NAMES]]
    for place, data in enumerate(shard.postings):
        groups[place % POSTING_NAMES][f"{POSTINGS}{hash_word(shard.first):x}.{place}"] = data
    return groups


def _hash(data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(data).digest())[:HASH_LENGTH].decode()
