"""The words of the pages: the same keys and gaps in every language, and none that nobody shows."""

import re
from pathlib import Path

import pytest

from hc_builder.pages.interface_text import name_language, read_interface_text

ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme"
LANGUAGES = [path.stem for path in (THEME / "lang").glob("*.yml")]
SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder, pattern in (
        (THEME, "*.html"),
        *((THEME / "assets" / name, "*.js") for name in ("ui", "inquiry", "widget")),
        (ROOT / "hc_builder", "*.py"),
    )
    for path in folder.rglob(pattern)
)
COMPOSED = re.compile(  # keys that are put together where they are used
    r"reason_\w+|type_(faq|tutorial)|filter_(category|type)|search_(order|parcel)(_link)?|now_(open|lunch|closed)(_until)?"
    r"|survey_(csat|ces|nps)(_low|_high)?|contact_(weekdays|saturday|sunday|lunch|sat|sun)"
    r"|contact_(phone|email|kakao|naver|chat|form|other)|inquiry_waiting_(offline|server|here)"
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_gaps(lang):
    ours, korean = read_interface_text(lang), read_interface_text("ko")
    assert set(ours) == set(korean)
    gaps = re.compile(r"\{(\w+)\}")
    wrong = [key for key in ours if key != "date" and set(gaps.findall(ours[key])) != set(gaps.findall(korean[key]))]
    assert wrong == []


def test_no_text_is_left_over():
    left = [
        key
        for key in read_interface_text("ko")
        if not re.search(rf"\b{key}\b", SOURCES) and not COMPOSED.fullmatch(key)
    ]
    assert left == []


def test_korean_speaks_in_one_tone():
    formal = [key for key, text in read_interface_text("ko").items() if re.search(r"니다|습니까|십시오", text)]
    assert formal == []


def test_a_language_without_its_own_texts_takes_english():
    assert read_interface_text("fr") == read_interface_text("en")
    assert read_interface_text("ko-KR") == read_interface_text("ko")


def test_a_language_calls_itself_by_its_own_name():
    assert [name_language(lang) for lang in ("ko", "en-US", "ja", "tlh")] == ["한국어", "English", "日本語", "tlh"]
