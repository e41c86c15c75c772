"""Who types an article's own title wants that article."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.help_center import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.document import TITLE, Document, Window, build_document
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index_of
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


def test_every_title_of_the_example_shop_finds_its_article_first() -> None:
    center = read_help_center(ROOT / "content", Settings(), Renderer(), date(2026, 1, 1))
    documents = [build_document(shown) for shown in center.in_language("ko")]
    firsts = find_firsts(documents, [document.title for document in documents])
    assert firsts == [document.id for document in documents]


@pytest.mark.parametrize("query", ["회원 탈퇴", "회원탈퇴", "회원 탈퇴?"])
def test_the_article_of_that_title_comes_before_one_that_says_it_more_often(query: str) -> None:
    loud = make_article("회원탈퇴 회원탈퇴 안내", "회원탈퇴 " * 30)
    assert find_firsts([loud, make_article("회원 탈퇴", "여기서 해요")], [query]) == ["회원 탈퇴"]
