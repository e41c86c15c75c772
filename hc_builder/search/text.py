"""Folding and cutting of text, the one thing that the index and the browser must do alike.

`theme/assets/search/text.js` is its counterpart; the patterns are shared facts, and `tests/contracts/search_text.json`
holds both to the same results. NFC, never NFKC, which would turn single jamo into other characters.
"""

import re
import unicodedata

from hc_builder.search.amounts import write_numbers
from hc_builder.search.facts import (
    ACCENTS,
    FULL_WIDTH,
    FULL_WIDTH_SHIFT,
    INVISIBLE,
    NUMBER,
    THOUSANDS,
    WORD_CHARACTERS,
)

_ACCENTED_LETTER = re.compile(ACCENTS)
_INVISIBLE_CHARACTER = re.compile(INVISIBLE)
_WIDE = re.compile(FULL_WIDTH)
_THOUSANDS_COMMA = re.compile(THOUSANDS)
_LETTER_PAIR = re.compile(f"(?<![{WORD_CHARACTERS}])([a-z])[/&.]([a-z])(?![a-z])")
_WORD = re.compile(f"{NUMBER}|[{WORD_CHARACTERS}]+")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_RUN = re.compile(
    "[\uac00-\ud7a3]+|[\u3131-\u3163]+|[\u3040-\u30ff\u3400-\u9fff]+|[^\u3040-\u30ff\u3131-\u3163\u3400-\u9fff\uac00-\ud7a3]+"
)


def fold_text(text: str) -> str:
    """Composed, lower case, without accents, invisible characters, full-width forms and thousands commas.

    `A/S` and `Q&A` become `as` and `qa`: people write them all three ways.
    """
    text = _WIDE.sub(lambda c: chr(ord(c[0]) - FULL_WIDTH_SHIFT), text)
    text = _ACCENTED_LETTER.sub(r"\1", unicodedata.normalize("NFD", _INVISIBLE_CHARACTER.sub("", text)).lower())
    text = _THOUSANDS_COMMA.sub(r"\1", unicodedata.normalize("NFC", text))
    return _LETTER_PAIR.sub(r"\1\2", text)


def split_words(folded: str) -> list[str]:
    """Runs of letters and digits; `1:1` and `3.5` stay whole, and numbers are written in one way (`write_numbers`)."""
    return _WORD.findall(write_numbers(folded))


def split_scripts(word: str) -> list[str]:
    """`qr코드` → `qr`, `코드`: Hangul, single jamo, Chinese and Japanese characters, and the rest, each by itself."""
    return _RUN.findall(word)


def has_hangul(word: str) -> bool:
    return _HANGUL.search(word) is not None


def is_hangul(run: str) -> bool:
    return "\uac00" <= run[0] <= "\ud7a3"


def is_ideographic(run: str) -> bool:
    return "\u3040" <= run[0] <= "\u30ff" or "\u3400" <= run[0] <= "\u9fff"
