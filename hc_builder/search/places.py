"""Where things lie in an index, by hashes: what is added or taken away moves little of what stays."""

import zlib
from collections.abc import Iterable, Sequence
from itertools import count

from hc_builder.search.facts import GROUP_SEED, HASH_FACTOR, HASH_PRIME, SLOT_SEED

_ROOM = 4 / 3
"""Numbers for each document, at least: the fuller they are, the more documents one more document moves."""
_GROUP = 3
"""Words that share a seed, in the mean."""
_SPARE = 3
"""A slot is left empty for each so many words, so that seeds are found soon."""


def hash_word(word: str, seed: int = 0) -> int:
    """32 bits: FNV-1a over UTF-16 units (Fowler, Noll & Vo 1991), begun at `seed`; `hashWord` in the browser."""
    value = seed
    for character in word:
        value = (value ^ ord(character)) * HASH_PRIME & 0xFFFFFFFF
    return value


def scatter(value: int, seed: int, size: int) -> int:
    """A place below `size`, another for each seed (multiplicative hashing); `scatter` in the browser."""
    return ((value ^ seed) * (HASH_FACTOR + 2 * seed) & 0xFFFFFFFF) * size >> 32


def hash_text(text: str) -> int:
    """32 bits for what the browser need not find again."""
    return zlib.crc32(text.encode())


def number_documents(ids: Iterable[str]) -> dict[str, int]:
    """A number for each, in a table of a power of two: its hash's place or the next that is free (linear probing, in
    order of the hashes, so that the numbers do not depend on the order of `ids`)."""
    hashed = sorted((hash_text(id), id) for id in ids)
    bits = int(len(hashed) * _ROOM).bit_length()
    numbers: dict[str, int] = {}
    free = 0
    for value, id in hashed:
        numbers[id] = free = max(free, value >> 32 - bits)
        free += 1
    return numbers


def find_slots(words: Sequence[str]) -> tuple[int, list[int], list[int]]:
    """A perfect hash of the words: the basis of their hashes, a seed for each group of them, and each word's slot.

    Hash, displace and compress (Belazzougui, Botelho & Dietzfelbinger 2009): the largest groups choose first, each the
    first seed that leads all its words to free slots. A word that is none of `words` leads to some slot as well.
    """
    basis, values = _find_basis(words)
    groups: list[list[int]] = [[] for _ in range(-(-len(words) // _GROUP))]
    for value in values:
        groups[scatter(value, GROUP_SEED, len(groups))].append(value)
    size, seeds = count_slots(len(words)), [0] * len(groups)
    slots: dict[int, int] = {}
    taken: set[int] = set()
    for place in sorted(range(len(groups)), key=lambda place: -len(groups[place])):
        seeds[place], found = _find_seed(groups[place], size, taken)
        slots.update(zip(groups[place], found, strict=True))
        taken.update(found)
    return basis, seeds, [slots[value] for value in values]


def count_slots(words: int) -> int:
    return words + words // _SPARE


def _find_basis(words: Sequence[str]) -> tuple[int, list[int]]:
    """The first that gives each word a hash of its own, and those: 0 but for one index in a thousand."""
    tried = ((basis, [hash_word(word, basis) for word in words]) for basis in count())
    return next((basis, values) for basis, values in tried if len(set(values)) == len(values))


def _find_seed(values: Sequence[int], size: int, taken: set[int]) -> tuple[int, list[int]]:
    """The first seed that leads all values to free slots, and those. `scatter` is written out, for speed."""
    for seed in count(SLOT_SEED):
        factor = HASH_FACTOR + 2 * seed
        slots = [((value ^ seed) * factor & 0xFFFFFFFF) * size >> 32 for value in values]
        if taken.isdisjoint(slots) and len(set(slots)) == len(slots):
            break
    return seed - SLOT_SEED, slots
