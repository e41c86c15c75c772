"""Words of everyday Korean: which of them a site's index names as strangers, and how common its own are."""

import pytest

from hc_builder.search.everyday import find_everyday_level, find_strangers
from hc_builder.search.facts import FORM_BIT, NOUN, PROMINENT_BIT, VERB


@pytest.mark.parametrize(
    ("word", "kind", "least"), [("시간", NOUN, 3), ("선거", NOUN, 2), ("만들", VERB, 3), ("이력서", NOUN, 1)]
)
def test_common_words_have_a_level(word: str, kind: int, least: int) -> None:
    assert find_everyday_level(word, kind) >= least


@pytest.mark.parametrize(("word", "kind"), [("운송장", NOUN), ("배송비", NOUN), ("만들", NOUN), ("쀍뷁", NOUN)])
def test_other_words_have_none(word: str, kind: int) -> None:
    assert find_everyday_level(word, kind) == 0


def find(kinds: dict[str, int], tails: str = "가 고 기 거 는") -> set[str]:
    return set(find_strangers("ko", kinds, tails.split()))


def test_words_of_the_site_are_no_strangers() -> None:
    assert {"선거", "날씨"} <= find({})
    assert "선거" not in find({"선거": NOUN})


def test_a_word_of_the_site_with_an_ending_is_no_stranger() -> None:
    assert "사고" in find({"사": VERB})
    assert "사고" not in find({"사": VERB | PROMINENT_BIT})
    assert "감기" in find({"감": VERB | FORM_BIT | PROMINENT_BIT})
    assert "선거" in find({"선": NOUN | PROMINENT_BIT})


def test_other_languages_have_none() -> None:
    assert list(find_strangers("en", {}, [])) == []
