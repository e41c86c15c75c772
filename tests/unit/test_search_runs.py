"""The initials of a title, from one of its words on, find it."""

from collections.abc import Iterator

import pytest
from search_site import ARTICLES, build, write_content

from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.engine import SearchEngine
from hc_builder.search.runs import list_runs, to_initials


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine(build(write_content(tmp_path_factory.mktemp("content"), ARTICLES))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("ㅂㅁㅂㅎㄹ", "account/password"),  # 비밀번호를
        ("ㅂㅁㅂㅎㅇㅇ", "account/password"),  # 비밀번호(를) 잊어
        ("ㅂㅅㅈㅎㄴ", "delivery/track"),  # 배송 조회는
        ("ㄲㅈㅅㅍ", "return/broken"),  # 깨진 상품
        ("ㄱㅈㄴㅇㄸ", "refund/card"),  # 결제는 어떻게, from the second word on
    ],
)
def test_initials_of_a_run_find_the_title(engine: SearchEngine, query: str, id: str) -> None:
    assert engine.search(query).hits[0].id == id


def test_initials_of_no_title_find_nothing(engine: SearchEngine) -> None:
    assert engine.search("ㅁㅊㅋㅌㅍㅁ").hits == ()


def test_runs_are_with_particles_and_without_and_end_at_other_letters() -> None:
    analyzer, words = MorphologicalAnalyzer(), ("환불은", "언제", "as")
    runs = set(list_runs(words, {word: analyzer.analyze(word) for word in words}))
    assert runs == {"^ㅎㅂㅇㅇㅈ", "^ㅎㅂㅇㅈ"}
    assert to_initials("환불as") == "ㅎㅂ"
