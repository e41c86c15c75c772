"""A cache of analyses changes nothing but time: what is kept, what is forgotten, and what is not believed."""

from pathlib import Path

import pytest

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.analysis_cache import open_cache, read_analyses, write_analyses


class Counting(Analyzer):
    """Every word is itself; `asked` are those it was asked for."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked: list[str] = []

    def analyze(self, word: str) -> Analysis:
        self.asked.append(word)
        return Analysis((Term(word),), forms=((word, word),), tails=("은",))


def ask(folder: Path | None, *words: str, lang: str = "ko", own: tuple[str, ...] = ()) -> list[str]:
    """The words that were not known from the time before."""
    analyzer = Counting(*own)
    with open_cache(folder, lang, analyzer) as cached:
        assert [cached.analyze(word).terms for word in words] == [(Term(word),) for word in words]
    return analyzer.asked


def test_only_new_words_are_analysed(tmp_path: Path) -> None:
    assert ask(tmp_path, "가", "나", "가") == ["가", "나"]
    assert ask(tmp_path, "나", "다", "가") == ["다"]


def test_words_no_longer_asked_for_are_forgotten(tmp_path: Path) -> None:
    ask(tmp_path, "가", "나")
    assert ask(tmp_path, "가") == []
    assert ask(tmp_path, "가", "나") == ["나"]


def test_an_analysis_comes_back_as_it_was(tmp_path: Path) -> None:
    analysis = Analysis((Term("가", 1),), (Term("나"),), (("다", "라"),), ("마",))
    write_analyses(tmp_path, "ko", Counting(), {"가": analysis})
    assert read_analyses(tmp_path, "ko", Counting()) == {"가": analysis}
    assert [path.suffix for path in (tmp_path / "search").iterdir()] == [".msgpack"]


def test_another_language_or_another_list_of_own_words_is_another_cache(tmp_path: Path) -> None:
    ask(tmp_path, "가")
    assert ask(tmp_path, "가", lang="en") == ["가"]
    assert ask(tmp_path, "가", own=("새말",)) == ["가"]
    assert ask(tmp_path, "가") == []


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 0), slice(0, 32)])
def test_a_torn_file_is_not_believed(tmp_path: Path, cut: slice) -> None:
    ask(tmp_path, "가")
    [path] = (tmp_path / "search").iterdir()
    path.write_bytes(path.read_bytes()[cut])
    assert ask(tmp_path, "가") == ["가"]
    assert ask(tmp_path, "가") == []


def test_an_unchanged_cache_is_not_written_again(tmp_path: Path) -> None:
    ask(tmp_path, "가")
    [path] = (tmp_path / "search").iterdir()
    before = path.stat().st_ino
    ask(tmp_path, "가")
    assert path.stat().st_ino == before


def test_without_a_folder_nothing_is_kept() -> None:
    assert ask(None, "가") == ["가"]
    assert ask(None, "가") == ["가"]
