"""Words of other scripts than Hangul: Latin ones by their stems, Chinese and Japanese ones by their characters."""

import re
from functools import cache
from typing import Any

from hc_builder.search.analysis import Analysis, Term
from hc_builder.search.text import is_hangul

_LANGUAGES = {"es": "spanish", "fr": "french", "de": "german", "it": "italian", "pt": "portuguese"}
_LETTER = re.compile("[^0-9가-힣]")


@cache
def find_stemmer(lang: str) -> Any:
    """Of the language, or English, which is mixed into every other."""
    import snowballstemmer  # type: ignore[import-untyped]  # thirty languages are loaded with it

    return snowballstemmer.stemmer(_LANGUAGES.get(lang, "english"))


def stem_latin(word: str, stemmer: Any) -> Analysis:
    if is_hangul(word) or not _LETTER.search(word):
        return Analysis((Term(word),))
    stem = stemmer.stemWord(word)
    return Analysis((Term(stem),), forms=((word, stem),) if stem != word else ())


def cut_ideographs(run: str) -> Analysis:
    """Single characters and pairs: Chinese and Japanese are written without spaces and searched by both."""
    pairs = tuple(Term(run[at : at + 2]) for at in range(len(run) - 1))
    return Analysis(tuple(map(Term, run)), pairs)
