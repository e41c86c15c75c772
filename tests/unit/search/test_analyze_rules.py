"""What of a word is indexed: its terms with their kinds, the wider ones beside them, its forms and its tails."""

from collections.abc import Iterator
from itertools import chain

import pytest

from hc_builder.search.analysis import Analysis, Term, list_forms
from hc_builder.search.analyze import MorphologicalAnalyzer

VERB, ADVERB = 1, 2  # as the browser knows them


@pytest.fixture(scope="module")
def analyzer() -> Iterator[MorphologicalAnalyzer]:
    return MorphologicalAnalyzer()


def nouns(text: str) -> tuple[Term, ...]:
    return tuple(map(Term, text.split()))


@pytest.mark.parametrize(
    ("word", "terms", "wider", "tails"),
    [
        ("환불", "환불", "", ""),
        ("환불이", "환불", "", "이"),
        ("배송비는", "배송", "배송비", "는"),  # 비 by itself is a syllable that means nothing
        ("카카오톡으로", "카카오", "카카오톡", "으로"),  # the dictionary says how a compound falls apart
        ("무통장입금", "통장 입금", "무통장 통장입금 무통장입금", ""),
        ("가상계좌", "가상 계좌", "가상계좌", ""),
        ("재입고는", "입고", "재입고", "는"),
        ("고객님께", "고객", "고객님", "께"),
        ("qr코드로", "qr 코드", "qr코드", "로"),
        ("매장이", "매장", "", "이"),  # not a kind of 장이
        ("매장이에요", "매장", "", "이에요"),
        ("매장인데", "매장", "", "인데"),
        ("세탁도", "세탁", "", "도"),  # not 탁도, turbidity
        ("나이", "나이", "", ""),
        ("뷁쉙퓨은", "뷁쉙퓨", "", "은"),  # a word that no dictionary has is a name
        ("뷁은", "뷁", "", "은"),
        ("뷁쉙은", "뷁쉙", "", "은"),
        ("쉙은", "쉙은", "", ""),  # of two syllables neither is taken for a particle
        ("5만원", "5만원", "", ""),
        ("3.5일", "3.5일", "", ""),
        ("1:1", "1:1", "", ""),
        ("p302", "p302", "", ""),
        ("302p", "302p", "", ""),
        ("302번", "302번", "", ""),
        ("中国語", "中 国 語", "中国 国語", ""),
        ("東京abc", "東 京 abc", "東京", ""),
        ("물", "물", "", ""),
        ("무료배송비", "무료 배송", "무료배송 배송비 무료배송비", ""),  # pairs, and the whole
    ],
)
def test_nouns(analyzer: MorphologicalAnalyzer, word: str, terms: str, wider: str, tails: str) -> None:
    assert analyzer.analyze(word) == Analysis(nouns(terms), nouns(wider), (), tuple(tails.split()))


@pytest.mark.parametrize(
    ("word", "stem", "forms", "tails"),
    [
        ("추워요", "춥", "추워 추웠 추우 추운 추울", "요"),
        ("하얀", "하얗", "하야 하얀 하얄 하얍 하얘 하얬", ""),
        ("가", "가", "간 갈 갑 감 갔", ""),
        ("깨져서", "깨지", "깨진 깨질 깨집 깨짐 깨져 깨졌 깨져서", ""),  # the word itself is a form too
    ],
)
def test_a_verb_is_its_stem_with_every_form_of_it(
    analyzer: MorphologicalAnalyzer, word: str, stem: str, forms: str, tails: str
) -> None:
    expected = tuple((form, stem) for form in forms.split())
    assert analyzer.analyze(word) == Analysis((Term(stem, VERB),), (), expected, tuple(tails.split()))


@pytest.mark.parametrize("word", ["빨리", "새", "몇"])
def test_adverbs_and_determiners_are_terms_of_their_own_kind(analyzer: MorphologicalAnalyzer, word: str) -> None:
    assert analyzer.analyze(word) == Analysis((Term(word, ADVERB),))


@pytest.mark.parametrize("word", ["그", "그것", "안녕", "아니요", "또는", "그리고"])
def test_pronouns_conjunctions_and_interjections_are_nothing(analyzer: MorphologicalAnalyzer, word: str) -> None:
    assert analyzer.analyze(word) == Analysis()


def test_a_light_verb_is_only_a_tail(analyzer: MorphologicalAnalyzer) -> None:
    assert analyzer.analyze("되나요") == Analysis(tails=("되", "나요"))


def test_a_noun_before_a_verb_is_a_term_and_the_verb_another(analyzer: MorphologicalAnalyzer) -> None:
    found = analyzer.analyze("환불받을")
    assert found.terms == (Term("환불"), Term("받", VERB))
    assert found.tails == ("을",)


def test_latin_words_are_stemmed_in_their_language(analyzer: MorphologicalAnalyzer) -> None:
    assert analyzer.analyze("refunds") == Analysis((Term("refund"),), forms=(("refunds", "refund"),))
    assert analyzer.analyze("card") == Analysis((Term("card"),))
    assert analyzer.analyze("302") == Analysis((Term("302"),))
    assert MorphologicalAnalyzer("es").analyze("reembolsos").terms == (Term("reembols"),)
    assert MorphologicalAnalyzer("de").analyze("bestellungen").terms == (Term("bestell"),)
    assert MorphologicalAnalyzer("xx").analyze("refunds").terms == (Term("refund"),)


def test_a_shops_own_word_is_added_where_it_is_not_a_term_already() -> None:
    analyzer = MorphologicalAnalyzer(words=("서랍멤", "환불", "없는말"))
    assert Term("서랍멤") in analyzer.analyze("서랍멤버십은").wider
    assert analyzer.analyze("환불") == Analysis((Term("환불"),))


def test_a_word_is_analysed_once(analyzer: MorphologicalAnalyzer) -> None:
    assert analyzer.analyze("배송비") is analyzer.analyze("배송비")


def test_of_two_words_with_one_form_the_first_in_order_does_not_lose_the_last() -> None:
    analyses = {"나": Analysis(forms=(("간", "나"),)), "가": Analysis(forms=(("간", "가"), ("갈", "가")))}
    assert list_forms(analyses) == {"간": "나", "갈": "가"}
    assert list(chain(list_forms(analyses))) == ["간", "갈"]
