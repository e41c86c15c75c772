"""In what shapes a phrase of the lexicon is met in a query.

The browser has no analyser. It looks a phrase up where a word of the query begins, with whatever follows: 돈 돌려받 is
met in 돈 돌려받고 싶어요. So the lexicon writes verbs as a dictionary does (`돈을 돌려받다`), and the build makes their
shapes before an ending: 돈을돌려받, 돈돌려받; 지우다: 지우, 지운, 지울, 지움, 지워, 지웠.
"""

import re
from functools import cache

from hc_builder.search.conjugate import conjugate, split_syllable
from hc_builder.search.text import fold_text, split_words

_SHORTEST = 2
"""Syllables of the shortest stem that is looked for by itself: 사다 and 쓰다 are met in half of all nouns."""
_VERB = re.compile("[가-힣]다$")
_PARTICLE = re.compile("^[가-힣]+[을를이가]$")
_COUNTABLE = re.compile("[a-z]{3}$")
_FORMAL = "ㅂ"
"""지웁니다: nobody asks so of what they want to do."""


@cache
def split_phrase(phrase: str) -> tuple[str, ...]:
    """Its words, folded."""
    return tuple(split_words(fold_text(phrase)))


@cache
def squeeze(phrase: str) -> str:
    """Folded and without spaces: how a phrase is matched."""
    return "".join(split_phrase(phrase))


def is_verb(phrase: str) -> bool:
    """Written as a dictionary writes verbs and adjectives: 지우다, 돈을 내다."""
    words = split_phrase(phrase)
    return bool(words) and (words[-1] == "다" or _VERB.search(words[-1]) is not None)


@cache
def list_surfaces(phrase: str) -> tuple[str, ...]:
    """How `phrase` is matched: as it stands; of a verb also its shapes, with and without the particles before it; of
    an English noun also its plural."""
    if is_verb(phrase):
        return _list_shapes(split_phrase(phrase))
    whole = squeeze(phrase)
    return (whole, _pluralize(whole)) if _COUNTABLE.search(whole) and not whole.endswith("s") else (whole,)


def _list_shapes(words: tuple[str, ...]) -> tuple[str, ...]:
    """캐나다 is no verb: what stands alone is kept as it stands."""
    heads = dict.fromkeys(("".join(words[:-1]), "".join(map(_drop_particle, words[:-1]))))
    stem = words[-1][:-1]
    ends = [stem, *(shape for shape in conjugate(stem, adjective=True) if split_syllable(shape[-1])[2] != _FORMAL)]
    shapes = [head + end for head in heads for end in ends]
    return tuple(dict.fromkeys([*(words if len(words) == 1 else ()), *filter(_is_long, shapes)]))


def _is_long(shape: str) -> bool:
    return len(shape) >= _SHORTEST


def _drop_particle(word: str) -> str:
    """`돈을` → `돈`; only where the particle agrees with the syllable before it."""
    if len(word) < 2 or not _PARTICLE.match(word):
        return word
    closed = split_syllable(word[-2])[2] != " "
    return word[:-1] if closed == (word[-1] in "을이") else word


def _pluralize(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("x", "ch", "sh")) else "s")
