"""The index as bytes: small columns of varints and front-coded words. `bytes.js`, `dictionary.js` and
`postings.js` in `theme/assets/search/` read them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from hc_builder.search.facts import FORM_BIT, TARGET_BITS, WINDOWS
from hc_builder.search.postings import Numbers, Postings


def pack_number(value: int) -> bytes:
    """Seven bits a byte, the lowest first, the high bit on all but the last (LEB128)."""
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


def pack_words(words: Sequence[str]) -> bytes:
    """Sorted words: the length each shares with the one before, then the rests, one a line."""
    shared = bytearray()
    rests = []
    before = ""
    for word in words:
        length = 0
        for character, above in zip(word[:255], before, strict=False):
            if character != above:
                break
            length += 1
        shared.append(length)
        rests.append(word[length:])
        before = word
    return pack_number(len(words)) + bytes(shared) + pack_text("\n".join(rests))


def pack_postings(postings: Postings) -> list[bytes]:
    """Of each term: how many; then the columns: steps between documents, impacts, windows (the number of one,
    or `WINDOWS` and the mask of several)."""
    starts, firsts = postings.starts, postings.starts[:-1]
    steps = np.diff(postings.documents, prepend=0) - 1
    steps[firsts] = postings.documents[firsts]
    columns = [
        _cut(*pack_column(np.diff(starts)), np.arange(len(starts))),
        _cut(*pack_column(steps), starts),
        _cut(*pack_column(postings.impacts), starts),
        _cut(*_pack_windows(postings.windows), starts),
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


def pack_posting_shard(lists: Sequence[bytes]) -> bytes:
    """Lengths first, so that a list is read only when it is asked for."""
    return pack_number(len(lists)) + pack_numbers(map(len, lists)) + b"".join(lists)


def pack_dictionary_shard(
    first_id: int,
    entries: Sequence[tuple[str, int, int, int]],
    synonyms: Mapping[str, Sequence[tuple[int, Sequence[int]]]],
) -> bytes:
    """`entries` are (word, kind, documents, id of the term); ids of all but the forms count up from `first_id`.

    `synonyms` lead from a phrase without its spaces to phrases, each a weight in hundredths and the ids of its terms
    (at most three).
    """
    next_id = first_id
    columns = [bytearray(), bytearray(), bytearray()]
    for _, kind, documents, id in entries:
        columns[0].append(kind)
        columns[1] += pack_number(documents)
        if kind & FORM_BIT:
            columns[2] += pack_number(id)
        else:
            assert id == next_id
            next_id += 1
    words = pack_words([entry[0] for entry in entries])
    return pack_number(first_id) + words + b"".join(columns) + _pack_synonyms(synonyms)


def pack_common_shard(entries: Sequence[tuple[str, int, int, int]]) -> bytes:
    """Sorted words with the number of their documents and their ids."""
    words = pack_words([entry[0] for entry in entries])
    return words + pack_numbers(entry[2] for entry in entries) + pack_numbers(entry[3] for entry in entries)


def _pack_synonyms(synonyms: Mapping[str, Sequence[tuple[int, Sequence[int]]]]) -> bytes:
    phrases = sorted(synonyms)
    targets = bytearray()
    for phrase in phrases:
        targets += pack_number(len(synonyms[phrase]))
        for weight, ids in synonyms[phrase]:
            targets += bytes(((weight // 10 << TARGET_BITS) + len(ids),)) + pack_numbers(ids)
    return pack_words(phrases) + bytes(targets)
