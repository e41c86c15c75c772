"""What a source calls a language → its code here."""

import re

_CODES = frozenset(
    "aa ab af ak am ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv dz ee el en eo es et "
    "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki "
    "kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""ISO 639-1."""
_NAMES = {
    "korean": "ko",
    "한국어": "ko",
    "국문": "ko",
    "kr": "ko",
    "english": "en",
    "영어": "en",
    "영문": "en",
    "japanese": "ja",
    "일본어": "ja",
    "日本語": "ja",
    "jp": "ja",
    "chinese": "zh",
    "중국어": "zh",
    "中文": "zh",
    "cn": "zh",
}
_CODE = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?(?:[-_.@].*)?", re.I)


def read_language(text: object) -> str:
    """`en-us` and `English` → `en`; Chinese keeps its region; empty: it is no language."""
    word = text.strip().casefold() if isinstance(text, str) else ""
    if named := _NAMES.get(word):
        return named
    found = _CODE.fullmatch(word)
    if not found or found[1] not in _CODES:
        return ""
    return f"zh-{found[2].upper()}" if found[1] == "zh" and found[2] else found[1]
