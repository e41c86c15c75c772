"""A question's keywords, as a customer in a hurry would type them: its nouns, without particles and endings."""

import re
from functools import cache
from typing import Any

_NOUNS = frozenset(("NNG", "NNP", "SL", "SH", "SN", "XPN", "XSN", "NR"))
_EMPTY = frozenset("무엇 누구 어디 언제 경우 이유 정도 때문 사람 이름 다음 당시 이후 이전 가장 이것 그것 하나".split())
_ENGLISH_EMPTY = frozenset(
    "a about an and are as at be by can do does for from has have how i i’m i'm if in is isn’t it me my no not of on "
    "or our should so some that the these this to was what when where which who why will with you your didn’t".split()
)


@cache
def load_tokenizer() -> Any:
    from lindera import Tokenizer, load_dictionary

    return Tokenizer(load_dictionary("embedded://ko-dic"))


def tokenize(text: str) -> list[tuple[str, str]]:
    """Korean text → (surface, first part-of-speech tag of ko-dic), in order."""
    return [(token.surface, token.details[0].split("+")[0]) for token in load_tokenizer().tokenize(text)]


def find_keywords(question: str, lang: str, most: int = 3) -> list[str]:
    """At most `most` words in their order; none twice, no numbers alone, no single syllables."""
    found = _find_english(question) if lang == "en" else _find_korean(question)
    return list(dict.fromkeys(found))[:most]


def _find_korean(question: str) -> list[str]:
    words = (re.sub(r"^[^가-힣A-Za-z0-9]+|[^가-힣A-Za-z0-9]+$", "", word) for word in question.split())
    nouns = (cut_noun(word) for word in words if word)
    return [noun for noun in nouns if len(noun) > 1 and noun not in _EMPTY and re.fullmatch("[가-힣]+|[A-Za-z]+", noun)]


@cache
def cut_noun(word: str) -> str:
    """`양도되기로` → `양도`: the nouns that the word begins with, joined.

    The full stop keeps ko-dic from reading a particle as a noun's end; it doesn't know the particle 이 at all.
    """
    nouns = []
    for surface, tag in tokenize(word + "."):
        if tag not in _NOUNS:
            break
        nouns.append(surface)
    noun = "".join(nouns)
    return noun[:-1] if noun == word and len(nouns) > 1 and noun.endswith("이") else noun


def _find_english(question: str) -> list[str]:
    words = (word.strip("’'-") for word in re.findall(r"[a-z0-9’'-]+", question.lower()))
    return [word for word in words if len(word) > 2 and word not in _ENGLISH_EMPTY]
