"""Where the particle or the ending of a written word may begin, by its letters alone."""

import re

_BEHIND_NAMES = frozenset(
    "에서는 에서도 으로는 으로도 이라고 이라는 이라도 까지는 까지도 부터는 에게서 한테서 에서 에게 에는 에도 "
    "으로 이나 이랑 하고 한테 까지 부터 처럼 보다 마다 조차 밖에 라고 라는 라도 로는 로도 이란 은 는 이 가 을 "
    "를 의 에 와 과 도 만 로 랑 나".split()
)
_BEHIND_NOUNS = frozenset(
    "에서는 에서도 으로는 으로도 부터는 부터도 까지는 까지도 한테는 한테도 는 도 만 은 을 를 가 에 의 와 과 "
    "랑 보다 나 라도 로 이요 요 이에요 이예요 예에요 예예요 에요 예요 하거나 거나 이어도 이여야 여야".split()
)
_COPULA = re.compile(
    "(.+)(이|이(?:에요|예요|라서?|면|지만|었.*|네요?|고요?|며|니까?|라면|라도|죠|지|거든요?|신.*|던.*|요|랑|나))$"
)
_LIGHT_VERB = re.compile(
    "(..+?)((?:하|되|시키)(?:고|는|지|면|기|여|여서|게|자|려고|려면|세요|나요|던|며|니|도록)|[한할함해했된될됨돼됐].*|합니다|됩니다|하.*)$"
)
_LONGEST = 3

Ends = tuple[str, str]
"""What stands before, which is not empty, and the end."""


def split_behind_name(word: str) -> Ends:
    """A word that the dictionary doesn't know, and its particle or nothing."""
    return (len(word) > 2 and _split(word, _BEHIND_NAMES, 1)) or (word, "")


def split_behind_nouns(word: str) -> Ends | None:
    """Two syllables or more, and the longest particle or ending that may follow nouns (but 지만 follows verbs)."""
    ends = _split(word, _BEHIND_NOUNS, 2)
    return None if ends and ends[1] == "만" and word.endswith("지만") else ends


def split_copula(word: str) -> Ends | None:
    """At the last 이 that may be the particle or 이다."""
    found = _COPULA.match(word) if "이" in word else None
    return (found[1], found[2]) if found else None


def split_light_verb(word: str) -> Ends | None:
    """Before the first 하다, 되다 or 시키다 in any form."""
    found = _LIGHT_VERB.match(word)
    return (found[1], found[2]) if found else None


def _split(word: str, tails: frozenset[str], least: int) -> Ends | None:
    """The longest of `tails`, behind at `least` so many characters."""
    for at in range(max(least, len(word) - _LONGEST), len(word)):
        if word[at:] in tails:
            return word[:at], word[at:]
    return None
