"""Who types an article's own title wants that article."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from search_parts import merge_parts

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.document import TITLE, Document, Window, build_document
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index_of
from hc_builder.search.part import PartMaker
from hc_builder.search.places import number_documents
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.text import fold_text, split_words

ROOT = Path(__file__).parents[2]


def make_article(title: str, body: str) -> Document:
    windows = (Window(TITLE, "title", tuple(split_words(fold_text(title)))),)
    windows += (Window(10, "body", tuple(split_words(fold_text(body)))),)
    return Document(title, "", title, "", "", "", (), (), body, windows)


def find_firsts(documents: list[Document], queries: list[str]) -> list[str | None]:
    with SearchEngine(build_index_of(documents, "ko", Synonyms(()), MorphologicalAnalyzer())) as engine:
        return [found.ids[0] if found.ids else None for found in engine.find_many(queries)]


def squeeze(text: str) -> str:
    return "".join(split_words(fold_text(text)))


def test_every_title_of_the_example_shop_finds_its_article_first() -> None:
    center = read_help_center(ROOT / "content", Settings(), Renderer(), date(2026, 1, 1))
    documents = [build_document(shown) for shown in center.in_language("ko")]
    firsts = find_firsts(documents, [document.title for document in documents])
    assert firsts == [document.id for document in documents]


@pytest.mark.parametrize("query", ["회원 탈퇴", "회원탈퇴", "회원 탈퇴?"])
def test_the_article_of_that_title_comes_before_one_that_says_it_more_often(query: str) -> None:
    loud = make_article("회원탈퇴 회원탈퇴 안내", "회원탈퇴 " * 30)
    assert find_firsts([loud, make_article("회원 탈퇴", "여기서 해요")], [query]) == ["회원 탈퇴"]


@pytest.mark.parametrize("query", ["회원탈퇴", "회원 탈퇴"])
def test_the_article_of_that_title_joined_comes_before_one_that_says_it_apart_more_often(query: str) -> None:
    loud = make_article("회원 탈퇴 안내", "회원 탈퇴 " * 30)
    assert find_firsts([loud, make_article("회원탈퇴", "여기서 해요")], [query]) == ["회원탈퇴"]


def list_words(titles: list[str], place: int) -> set[str]:
    """All that an article of these titles, written one beside the other, is indexed by."""
    documents = [make_article(title, "") for title in titles]
    postings = merge_parts(PartMaker(MorphologicalAnalyzer()).make_all(documents))
    number = number_documents([document.id for document in documents])[documents[place].id]
    stretches = zip(postings.terms, postings.starts, postings.starts[1:], strict=False)
    return {term for term, start, end in stretches if number in postings.documents[start:end]}


def test_words_written_apart_are_indexed_as_another_article_joins_them() -> None:
    assert "회원탈퇴" in list_words(["회원 탈퇴를", "회원탈퇴"], 0)
    assert "회원탈퇴" not in list_words(["회원의 탈퇴", "회원탈퇴"], 0)
    assert "회원탈퇴" not in list_words(["회원 탈퇴", "회원 가입"], 0)


@pytest.mark.parametrize(
    "title", ["보기", "어떻게 하나요?", "저장소", "이동기", "备用代码", "설정 画面", "팀을 위한 설정"]
)
def test_a_title_of_weak_misread_or_foreign_words_finds_its_article_first(title: str) -> None:
    others = [
        make_article(f"{word} {number}", f"{title} 설정 이동 장소 대용 " * 9) for number, word in enumerate("가나다")
    ]
    assert find_firsts([*others, make_article(title, "여기")], [title]) == [title]


MISREAD = frozenset({"Microsoft 365 그룹으로 보내기", "서비스 사용자 키", "Teams에서 손 들기"})
"""Of 4,050: the first is 보내다 to the analyser and 보내기 to the box, the second ends in a word that may go on, in the
third 손 and 들다 are read as two words that stand together elsewhere."""
CORPORA = {
    "adobe-commerce-kb-ko": "ko",
    "alchemyinsights-ko": "ko",
    "arduino-help": "en",
    "plausible-docs": "en",
    "login-gov-help": "en",
}
FIRST_LINE = re.compile("^(?:title: *['\"]?(.+?)['\"]?|# (.+))$", re.MULTILINE)


@pytest.mark.shared
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_title_of_a_corpus_finds_its_article_first(corpus: str, shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "corpora" / corpus).rglob("*.md"))]
    found = [match for text in texts if (match := FIRST_LINE.search(text))]
    titles = [title.strip() for match in found if split_words(fold_text(title := match[1] or match[2]))]
    if corpus == "login-gov-help":
        titles = [title for title in titles if title.isascii()]  # its other languages have indexes of their own
    documents = [
        replace(make_article(title, match.string[match.end() :][:600]), id=str(number))
        for number, (title, match) in enumerate(zip(titles, found, strict=False))
    ]
    numbers = find_firsts(documents, titles)
    firsts = [titles[int(number)] if number else "" for number in numbers]
    lost = [title for title, first in zip(titles, firsts, strict=True) if squeeze(title) != squeeze(first)]
    assert set(lost) <= MISREAD


QUOTED = [
    make_article("반품 안내", "반품이 완료가 되면 " * 9),
    make_article("화면 안내", "상태가 완료 반품으로 보이면 기다려 주세요"),
]


@pytest.mark.parametrize("marks", ['""', "“”", "‘’", "「」", "『』"])
def test_words_in_quotation_marks_are_looked_for_as_they_stand(marks: str) -> None:
    assert find_firsts(QUOTED, ["완료 반품", f"{marks[0]}완료 반품{marks[1]}"]) == ["반품 안내", "화면 안내"]


def test_what_is_quoted_and_nowhere_written_is_looked_for_as_words() -> None:
    assert find_firsts(QUOTED, ['"반품의 완료 상태"이 뭔가요']) != [None]
