"""One key for all the spellings of a query: case, spacing, particles and endings fold together.

Worked out once per distinct query, on the way in. Layout slips and typing errors are folded later, by what the search
itself mended.
"""

import re
from functools import cache, lru_cache
from hashlib import blake2b

from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.text import fold_text, split_words

_MASK_TAG = re.compile(r"\[[가-힣]{2,8}\]")
_REMEMBERED = 100_000


@lru_cache(_REMEMBERED)
def fold_query(query: str) -> str:
    """Words in lower case with single spaces; signs and mask tags such as `[전화번호]` are gone."""
    return " ".join(split_words(fold_text(_MASK_TAG.sub(" ", query))))


@lru_cache(_REMEMBERED)
def find_terms(query: str) -> tuple[str, ...]:
    """The words of a query that carry its meaning, in order, without particles and endings."""
    return tuple(term.text for word in fold_query(query).split() for term in _analyzer().analyze(word).terms)


def strip_tails(word: str) -> str:
    """One folded word as it was typed, without the particles and endings behind it: `득템하는` → `득템`."""
    return word.removesuffix("".join(_analyzer().analyze(word).tails)) or word


@lru_cache(_REMEMBERED)
def normalize_query(query: str) -> str:
    """`환불 하고 싶어요!`, `환불하려면` → `환불`. Empty where nothing but signs and masked data is left."""
    return "".join(find_terms(query)) or fold_query(query).replace(" ", "")


def number_text(text: str) -> int:
    """A number for a text: 63 bits of its BLAKE2b. Ten million texts share one with a chance of 1 in 180,000."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


@lru_cache(_REMEMBERED)
def number_query(query: str) -> int:
    """The number of a query's key: that of all its spellings."""
    return number_text(normalize_query(query))


@cache
def _analyzer() -> MorphologicalAnalyzer:
    return MorphologicalAnalyzer()
