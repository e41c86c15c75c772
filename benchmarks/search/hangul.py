"""Syllables, jamo and keys of the two-set Korean keyboard, by the Unicode standard's arithmetic (chapter 3.12).

Written apart from the search engine's own code, so that a mistake there can't hide here.
"""

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_PAIRS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ", "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
}  # fmt: skip
_JOINED = {pair: single for single, pair in _PAIRS.items()}
KEYBOARD_ROWS = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
_SHIFTED = "ㅃㅉㄸㄲㅆㅒㅖ"
_KEYS = dict(zip("".join(KEYBOARD_ROWS) + _SHIFTED, "qwertyuiopasdfghjklzxcvbnmQWERTOP", strict=True))


def is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def is_hangul(text: str) -> bool:
    return bool(text) and all(map(is_syllable, text))


def split_syllable(syllable: str) -> tuple[str, str, str]:
    """`불` → `ㅂ`, `ㅜ`, `ㄹ`; the final may be empty."""
    code = ord(syllable) - ord("가")
    return INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]


def join_syllable(initial: str, vowel: str, final: str = "") -> str:
    return chr(ord("가") + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def has_final(word: str) -> bool:
    return is_syllable(word[-1]) and split_syllable(word[-1])[2] != ""


def split_keystrokes(text: str) -> str:
    """`환불` → `ㅎㅗㅏㄴㅂㅜㄹ`: the jamo in the order they are typed."""
    jamo = (part for char in text for part in (split_syllable(char) if is_syllable(char) else char))
    return "".join(_PAIRS.get(part, part) for part in jamo)


def type_english(text: str) -> str:
    """`환불` → `ghksqnf`: the same keys with the English layout on."""
    return "".join(_KEYS.get(jamo, jamo) for jamo in split_keystrokes(text))


def compose_keystrokes(keys: str) -> str:
    """What an input method makes of the jamo, typed one after the other. `ㅎㅗㄴㅏ` → `호나`."""
    done, initial, vowel, final = "", "", "", ""
    for key in keys:
        if key in VOWELS and final:
            moved = _PAIRS.get(final, final)[-1]
            done += join_syllable(initial, vowel, final[:0] if final == moved else _PAIRS[final][0])
            initial, vowel, final = moved, key, ""
        elif key in VOWELS and vowel and (joined := _JOINED.get(vowel + key)):
            vowel = joined
        elif key in VOWELS and initial and not vowel:
            vowel = key
        elif key in FINALS and initial and vowel and not final:
            final = key
        elif final and (joined := _JOINED.get(final + key)):
            final = joined
        else:
            done += _settle(initial, vowel, final)
            initial, vowel, final = (key, "", "") if key in INITIALS else ("", "", "")
            done += "" if initial else key
    return done + _settle(initial, vowel, final)


def _settle(initial: str, vowel: str, final: str) -> str:
    return join_syllable(initial, vowel, final) if vowel else initial
