"""The index as bytes: small columns of varints and front-coded words. `bytes.js`, `dictionary.js` and
`postings.js` in `theme/assets/search/` read them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hc_builder.search.facts import FORM_BIT, LEVELS, TARGET_BITS, WINDOWS
from hc_builder.search.places import count_slots, find_slots
from hc_builder.search.postings import Numbers, Postings

_MOST_SHARED = 25
_BYTES = [bytes((value,)) for value in range(128)]
Phrases = Mapping[str, Sequence[tuple[int, Sequence[str]]]]
"""A phrase without its spaces → phrases it also means, each a weight in hundredths and its terms (at most three)."""


class Entry(NamedTuple):
    """A word of the dictionary: its kind, the number of its documents, and its term: itself, or of a form the stem."""

    word: str
    kind: int
    documents: int
    term: str


def pack_number(value: int) -> bytes:
    """Seven bits a byte, the lowest first, the high bit on all but the last (LEB128)."""
    if value < 128:
        return _BYTES[value]
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def pack_numbers(values: Iterable[int]) -> bytes:
    return b"".join(map(pack_number, values))


def pack_text(text: str) -> bytes:
    """Its length in bytes, then UTF-8."""
    raw = text.encode()
    return pack_number(len(raw)) + raw


def count_shared(a: str, b: str) -> int:
    """Characters that both begin with."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def join_sorted(words: Iterable[str]) -> str:
    """Sorted words as text of two thirds the size: what each shares with the one before, as a capital letter (they are
    folded and have none), and the rest."""
    parts = []
    before = ""
    for word in words:
        shared = min(count_shared(before, word), _MOST_SHARED)
        parts.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(parts)


def pack_words(words: Sequence[str]) -> bytes:
    """Sorted words: the length each shares with the one before, then the rests, one a line."""
    shared = bytearray()
    rests = []
    before = ""
    for word in words:
        length = count_shared(word[:255], before)
        shared.append(length)
        rests.append(word[length:])
        before = word
    return pack_number(len(words)) + bytes(shared) + pack_text("\n".join(rests))


def pack_postings(postings: Postings) -> list[bytes]:
    """Of each term: how many; then the columns: steps between documents, impacts, windows (the number of one,
    or `WINDOWS` and the mask of several), and for those in a title how many words it asks for."""
    starts, firsts = postings.starts, postings.starts[:-1]
    steps = np.diff(postings.documents, prepend=0) - 1
    steps[firsts] = postings.documents[firsts]
    titled = postings.windows & 1 == 1
    titles = np.concatenate(([0], np.cumsum(titled)))[starts]
    columns = [
        _cut(*pack_column(np.diff(starts)), np.arange(len(starts))),
        _cut(*pack_column(steps), starts),
        _cut(*pack_column(postings.impacts), starts),
        _cut(*_pack_windows(postings.windows), starts),
        _cut(*pack_column(postings.titles[titled]), titles),
    ]
    return [b"".join(parts) for parts in zip(*columns, strict=True)]


def _pack_windows(masks: Numbers) -> tuple[bytes, Numbers]:
    several = (masks & (masks - 1)) != 0
    places = np.concatenate(([0], np.cumsum(1 + several)))
    numbers = np.empty(places[-1], np.int64)
    numbers[places[:-1]] = np.where(several, WINDOWS, np.frexp(masks)[1] - 1)
    numbers[places[:-1][several] + 1] = masks[several]
    data, starts = pack_column(numbers)
    return data, starts[places]


def pack_column(numbers: Numbers) -> tuple[bytes, Numbers]:
    """What `pack_numbers` makes of them, and where in it each begins (and the last ends)."""
    lengths = 1 + np.searchsorted([1 << bits for bits in (7, 14, 21, 28)], numbers, side="right")
    starts = np.concatenate(([0], np.cumsum(lengths)))
    data = np.empty(starts[-1], np.uint8)
    for place in range(lengths.max(initial=0)):
        reaching = lengths > place
        more = np.where(lengths[reaching] > place + 1, 128, 0)
        data[starts[:-1][reaching] + place] = numbers[reaching] >> 7 * place & 127 | more
    return data.tobytes(), starts


def _cut(data: bytes, starts: Numbers, places: Numbers) -> list[bytes]:
    return [data[start:end] for start, end in pairwise(starts[places].tolist())]


def pack_posting_shard(lists: Mapping[str, bytes]) -> bytes:
    """Term → list. A list is found by the hash of its term, and read only when it is asked for."""
    basis, seeds, slots = find_slots([*lists])
    placed = [b""] * count_slots(len(lists))
    for slot, data in zip(slots, lists.values(), strict=True):
        placed[slot] = data
    head = pack_numbers((basis, len(seeds), *seeds, len(placed), *map(len, placed)))
    return head + b"".join(placed)


def pack_dictionary_shard(entries: Sequence[Entry], synonyms: Phrases) -> bytes:
    """Sorted words, with their kinds and levels, the stems of forms, and the synonyms of phrases."""
    stems = [(entry.word, entry.term) for entry in entries if entry.kind & FORM_BIT]
    kinds = bytes(entry.kind for entry in entries)
    words = pack_words([entry.word for entry in entries])
    return words + kinds + _pack_levels(entries) + _pack_stems(stems) + _pack_synonyms(synonyms)


def pack_common_shard(entries: Sequence[Entry]) -> bytes:
    """Sorted words with their levels."""
    return pack_words([entry.word for entry in entries]) + _pack_levels(entries)


def find_level(documents: int) -> int:
    """Their number on a scale of `LEVELS` for each doubling: one article more seldom changes it."""
    return round(LEVELS * math.log2(documents))


def _pack_levels(entries: Iterable[Entry]) -> bytes:
    return bytes(find_level(entry.documents) for entry in entries)


def _pack_stems(pairs: Sequence[tuple[str, str]]) -> bytes:
    """How many characters a form shares with its stem, then the rests of the stems, one a line."""
    shared = [count_shared(*pair) for pair in pairs]
    rests = [stem[length:] for (_, stem), length in zip(pairs, shared, strict=True)]
    return pack_numbers(shared) + pack_text("\n".join(rests))


def _pack_synonyms(synonyms: Phrases) -> bytes:
    """The phrases; all terms they lead to; then of each phrase its targets, whose terms are places in that list."""
    phrases = sorted(synonyms)
    terms = sorted({term for phrase in phrases for _, target in synonyms[phrase] for term in target})
    places = {term: place for place, term in enumerate(terms)}
    targets = bytearray()
    for phrase in phrases:
        targets += pack_number(len(synonyms[phrase]))
        for weight, target in synonyms[phrase]:
            targets += bytes(((weight // 10 << TARGET_BITS) + len(target),))
            targets += pack_numbers(map(places.__getitem__, target))
    return pack_words(phrases) + pack_words(terms) + bytes(targets)
