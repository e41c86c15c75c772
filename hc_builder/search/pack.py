"""The index as bytes: small columns of varints and front-coded words. `theme/assets/search/shards.js` reads them."""

from collections.abc import Iterable, Mapping, Sequence

from hc_builder.search.postings import Posting

FORM_BIT = 4
"""On a kind: the word is a form, and its term stands elsewhere."""
PROMINENT_BIT = 8
"""On a kind: some article has the word in its title, questions, keywords, summary or a heading."""
_MASKED = 30
_BYTES = tuple(bytes((value,)) for value in range(128))


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
        while length < min(len(word), len(before), 255) and word[length] == before[length]:
            length += 1
        shared.append(length)
        rests.append(word[length:])
        before = word
    return pack_number(len(words)) + bytes(shared) + pack_text("\n".join(rests))


def pack_postings(postings: Sequence[Posting]) -> bytes:
    """How many; then the columns: steps between documents, impacts, windows (one bit's number, or 30 and the mask)."""
    before = -1
    steps, windows = bytearray(), bytearray()
    for document, _, mask, _ in postings:
        step = document - before - 1
        steps += pack_number(step) if step > 127 else _BYTES[step]
        before = document
        windows += _BYTES[mask.bit_length() - 1] if mask & (mask - 1) == 0 else _BYTES[_MASKED] + pack_number(mask)
    return pack_number(len(postings)) + steps + bytes(posting.impact for posting in postings) + windows


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
            targets += bytes((weight // 10 * 4 + len(ids),)) + pack_numbers(ids)
    return pack_words(phrases) + bytes(targets)
