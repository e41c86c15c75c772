"""A cache of analyses changes nothing but time: what is kept, and what is forgotten."""

from pathlib import Path

import pytest

from hc_builder.cache import Cache
from hc_builder.search import analysis_cache
from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.analysis_cache import open_cache


class Counting(Analyzer):
    """Every word is itself; `asked` are those it was asked for."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked: list[str] = []

    def analyze(self, word: str) -> Analysis:
        self.asked.append(word)
        return Analysis((Term(word),), (Term("나", 1),), forms=((word, word),), tails=("은",))


def ask(cache: Cache | None, *words: str, lang: str = "ko", own: tuple[str, ...] = ()) -> list[str]:
    """The words that were not known from the time before."""
    analyzer = Counting(*own)
    with open_cache(cache, lang, analyzer) as cached:
        assert [cached.analyze(word) for word in words] == [Counting().analyze(word) for word in words]
    return analyzer.asked


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def test_only_new_words_are_analysed(cache: Cache) -> None:
    assert ask(cache, "가", "나", "가") == ["가", "나"]
    assert ask(cache, "나", "다", "가") == ["다"]
    assert ask(cache, "다", "나", "가") == []


def test_a_word_that_one_build_does_not_ask_for_is_known_to_the_next(cache: Cache) -> None:
    ask(cache, "가", "나")
    assert ask(cache, "가", "다") == ["다"]
    assert ask(cache, "나") == []


def test_of_too_many_words_only_those_of_the_last_build_are_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(cache, "가", "나")
    monkeypatch.setattr(analysis_cache, "_MAX_BYTES", 10)
    ask(cache, "나", "다")
    assert ask(cache, "나", "다") == []
    assert ask(cache, "가") == ["가"]


def test_another_language_or_another_list_of_own_words_is_another_cache(cache: Cache) -> None:
    ask(cache, "가")
    assert ask(cache, "가", lang="en") == ["가"]
    assert ask(cache, "가", own=("새말",)) == ["가"]
    assert ask(cache, "가") == []


def test_without_a_cache_nothing_is_kept() -> None:
    assert ask(None, "가") == ["가"]
    assert ask(None, "가") == ["가"]
