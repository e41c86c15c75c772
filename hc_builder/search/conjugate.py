"""Contracted shapes of Korean verb and adjective stems: 깨지 → 깨져, 깨졌, 깨진, 깨질, 깨집.

The browser has no analyser: a query's 깨졌어요 is found because 깨졌 stands in the dictionary as a form of 깨지,
whether or not an article happens to use it. Rules: 한글 맞춤법 (국립국어원), 제18항 for irregular stems and
제34–38항 for contractions.
Forms too many cost a few bytes and match nothing; forms too few lose a customer.
"""

import re
from functools import cache

BASE = ord("가")
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_REGULAR = frozenset("입잡뽑씹접집꼽업좁벗씻웃빗솟앗뺏좋놓넣낳쌓닿찧")
"""Last syllables of stems in ㅂ, ㅅ and ㅎ that keep it before a vowel."""
_BENT_TO_L = re.compile("(?:[걷긷눋듣묻붇싣컫]|[깨내치]닫)$")
"""Stems in ㄷ that become ㄹ before a vowel: all there are (제18항 5). 닫다, 받다, 믿다 and all others keep
it; of the two 걷다 and 묻다 one does."""
_INFINITIVE = {
    "ㅏ": "ㅏ",
    "ㅓ": "ㅓ",
    "ㅗ": "ㅘ",
    "ㅜ": "ㅝ",
    "ㅣ": "ㅕ",
    "ㅚ": "ㅙ",
    "ㅐ": "ㅐ",
    "ㅔ": "ㅔ",
    "ㅕ": "ㅕ",
    "ㅖ": "ㅖ",
}


def split_syllable(syllable: str) -> tuple[int, str, str]:
    """`깨` → (index of the initial, `ㅐ`, `" "`)."""
    code = ord(syllable) - BASE
    return code // 588, VOWELS[code % 588 // 28], FINALS[code % 28]


def join_syllable(initial: int, vowel: str, final: str = " ") -> str:
    return chr(BASE + initial * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


@cache
def conjugate(stem: str, adjective: bool = False) -> tuple[str, ...]:
    """Shapes of `stem` before an ending that differ from the stem itself, in a settled order."""
    if not stem or not "가" <= stem[-1] <= "힣":
        return ()
    head, last = stem[:-1], stem[-1]
    final = split_syllable(last)[2]
    shapes = _vowel_shapes(head, last) if final == " " else _final_shapes(head, last, adjective)
    return tuple(dict.fromkeys(shape for shape in shapes if shape != stem))


def _vowel_shapes(head: str, last: str) -> list[str]:
    initial, vowel, _ = split_syllable(last)
    shapes = [head + join_syllable(initial, vowel, final) for final in "ㄴㄹㅂㅁ"]
    return shapes + _with_past(_infinitive(head, last))


def _infinitive(head: str, last: str) -> str:
    initial, vowel, _ = split_syllable(last)
    bright = bool(head) and "가" <= head[-1] <= "힣" and split_syllable(head[-1])[1] in "ㅏㅗ"
    if last == "하":
        return head + "해"
    if last == "르" and head and "가" <= head[-1] <= "힣" and split_syllable(head[-1])[2] == " ":
        before = split_syllable(head[-1])
        return head[:-1] + join_syllable(before[0], before[1], "ㄹ") + ("라" if bright else "러")
    if vowel == "ㅡ":
        return head + join_syllable(initial, "ㅏ" if bright else "ㅓ")
    return head + join_syllable(initial, _INFINITIVE[vowel]) if vowel in _INFINITIVE else ""


def _with_past(infinitive: str) -> list[str]:
    if not infinitive:
        return []
    initial, vowel, _ = split_syllable(infinitive[-1])
    return [infinitive, infinitive[:-1] + join_syllable(initial, vowel, "ㅆ")]


def _final_shapes(head: str, last: str, adjective: bool) -> list[str]:
    initial, vowel, final = split_syllable(last)
    open_syllable = join_syllable(initial, vowel)
    if final == "ㄹ":
        return [head + open_syllable, *(head + join_syllable(initial, vowel, other) for other in "ㄴㅂ")]
    if last in _REGULAR:
        return []
    if final == "ㅂ":
        return _b_irregular(head + open_syllable, last)
    if final == "ㅎ" and adjective:
        return _h_irregular(head, initial, vowel)
    if _BENT_TO_L.search(head + last):
        return [head + join_syllable(initial, vowel, "ㄹ")]
    if final == "ㅅ":
        return [head + open_syllable + tail for tail in ("어", "었", "아", "았", "은", "을")]
    return []


def _b_irregular(stem: str, last: str) -> list[str]:
    tails = ("와", "왔") if last in "돕곱" else ("워", "웠")
    return [stem + tail for tail in (*tails, "우", "운", "울")]


def _h_irregular(head: str, initial: int, vowel: str) -> list[str]:
    bent = "ㅒ" if vowel in "ㅑㅕ" else "ㅐ"
    shapes = [join_syllable(initial, vowel, final) for final in " ㄴㄹㅂ"]
    return [head + shape for shape in (*shapes, join_syllable(initial, bent), join_syllable(initial, bent, "ㅆ"))]
