"""No noun is lost: each noun of each title, alone, finds the article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lindera import Tokenizer, load_dictionary

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.document import TITLE, Document, Window, build_document
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index_of
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.text import fold_text, split_words
from hc_builder.search.vocabulary import find_weak_words

ROOT = Path(__file__).parents[2]
CANDIDATES = 80
"""The engine scores so many articles in full: a noun of more need not find each."""
MISREAD = frozenset("동안 보고 예기 지도 한자 비나 감지 유효 체크 필터 이동 교육 이선 양성".split())
"""No nouns in their sentences (예기치 않게, 시도 중, 접속할 수 있는지도, 라이선스, 가양성), a verb's form
as well (감지), or the beginning of a longer noun that is found whole (유효성, 체크아웃, 교육용)."""
FIRST_LINE = re.compile("^(?:title: *['\"]?(.+?)['\"]?|# (.+))$", re.MULTILINE)


def list_nouns(titles: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Place of the title, noun: as the analyser reads it in its sentence, not alone as the index does.

    Words in 이 are left out: in 배송이 it reads a 송이.
    """
    tokenizer = Tokenizer(load_dictionary("embedded://ko-dic"))
    weak = find_weak_words("ko").split()
    for place, title in enumerate(titles):
        for token in tokenizer.tokenize(fold_text(title)):
            if (
                token.details[0] in ("NNG", "NNP")
                and re.fullmatch("[가-힣]+[^이]", token.surface)
                and token.surface not in weak
            ):
                yield place, token.surface


def find_lost(documents: list[Document]) -> dict[str, str]:
    titles = defaultdict(set)
    for place, noun in list_nouns(document.title for document in documents):
        titles[noun].add(documents[place].id)
    with SearchEngine(build_index_of(documents, "ko", Synonyms(()), MorphologicalAnalyzer())) as engine:
        found = {noun: {hit.id for hit in engine.search(noun, limit=CANDIDATES).hits} for noun in titles}
    return {noun: sorted(ids)[0] for noun, ids in titles.items() if len(found[noun]) < CANDIDATES and ids - found[noun]}


def make_title(title: str) -> Window:
    return Window(TITLE, "title", tuple(split_words(fold_text(title))))


def make_titled(number: int, title: str) -> Document:
    return Document(str(number), "", title, "", "", "", (), (), "", (make_title(title),))


def test_each_noun_of_a_title_of_the_example_shop_finds_its_article() -> None:
    center = read_help_center(ROOT / "content", Settings(), Renderer(), date(2026, 1, 1))
    assert find_lost([build_document(shown) for shown in center.in_language("ko")]) == {}


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["adobe-commerce-kb-ko", "alchemyinsights-ko"])
def test_each_noun_of_a_title_of_a_corpus_finds_its_article(corpus: str, shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "corpora" / corpus).rglob("*.md"))]
    titles = [next(filter(None, found.groups())) for text in texts if (found := FIRST_LINE.search(text))]
    lost = find_lost([make_titled(number, title) for number, title in enumerate(titles)])
    assert lost.keys() <= MISREAD
