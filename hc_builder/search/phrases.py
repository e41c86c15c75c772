"""In what shapes a phrase of the lexicon is met in a query.

The browser has no analyser. It looks a phrase up where a word of the query begins, with whatever follows: 돈 돌려받 is
met in 돈 돌려받고 싶어요. So the lexicon writes verbs as a dictionary does (`돈을 돌려받다`), and the build makes their
shapes before an ending: 돈돌려받, 돈을돌려받; 지우다: 지우, 지워, 지웠, 지운, 지울.
"""

import re

from hc_builder.search.conjugate import conjugate, split_syllable
from hc_builder.search.text import fold_text, split_words

_SHORTEST = 2
"""Syllables of the shortest stem that is looked for by itself: 사다 and 쓰다 are met in half of all nouns."""
_VERB = re.compile("[가-힣]다$")
_PARTICLE = re.compile("^[가-힣]+[을를이가]$")


def squeeze(phrase: str) -> str:
    """Folded and without spaces: how a phrase is matched."""
    return "".join(split_words(fold_text(phrase)))


def list_surfaces(phrase: str) -> tuple[str, ...]:
    """How `phrase` is matched: as it stands; a verb in its shapes, and with the particles before it or without."""
    words = split_words(fold_text(phrase))
    if not words or not (_VERB.search(words[-1]) or words[-1] == "다"):
        return (squeeze(phrase),)
    heads = ["".join(words[:-1]), "".join(map(_drop_particle, words[:-1]))]
    stem = words[-1][:-1]
    shapes = [head + shape for head in dict.fromkeys(heads) for shape in (stem, *conjugate(stem, adjective=True))]
    return (squeeze(phrase), *(shape for shape in shapes if len(shape) >= _SHORTEST))


def _drop_particle(word: str) -> str:
    """`돈을` → `돈`; only where the particle agrees with the syllable before it."""
    if len(word) < 2 or not _PARTICLE.match(word):
        return word
    closed = split_syllable(word[-2])[2] != " "
    return word[:-1] if closed == (word[-1] in "을이") else word
