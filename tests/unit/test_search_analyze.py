"""What a word is indexed by, whatever particle or ending stands behind it."""

import pytest

from hc_builder.search.analyze import MorphologicalAnalyzer

NOUNS = "매장 세탁 할부 결제 주문 아이디 쿠폰 점포 가구 고장 포장 송장 적립금".split()
BEHIND_ANY = ("만", "도", "에서", "까지", "보다", "하고")
BEHIND_FINAL = ("이", "은", "을", "과", "이요", "이에요", "이나")
BEHIND_VOWEL = ("가", "는", "를", "와", "요", "예요", "나")


@pytest.fixture(scope="module")
def analyzer():
    return MorphologicalAnalyzer()


def find_terms(analyzer, word):
    return [term.text for term in analyzer.analyze(word).terms]


def has_final(syllable):
    return (ord(syllable) - ord("가")) % 28 != 0


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_found_behind_any_particle(analyzer, noun):
    particles = BEHIND_ANY + (BEHIND_FINAL if has_final(noun[-1]) else BEHIND_VOWEL)
    read = {noun + particle: find_terms(analyzer, noun + particle) for particle in particles}
    assert {word: terms for word, terms in read.items() if terms != find_terms(analyzer, noun)} == {}


@pytest.mark.parametrize("word", ["고양이", "종이", "어린이", "많이", "나이", "길이"])
def test_what_only_ends_like_a_particle_stays_whole(analyzer, word):
    assert find_terms(analyzer, word) == [word]


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("바꾸나", ["바꾸"]),
        ("오지만", ["오"]),
        ("열려요", ["열리"]),
        ("배송돼요", ["배송"]),
        ("가상계좌도", ["가상", "계좌"]),
        ("무통장입금이에요", ["통장", "입금"]),
        ("5만원", ["5만원"]),
        ("p302", ["p302"]),
        ("refunds", ["refund"]),
    ],
)
def test_verbs_compounds_numbers_and_codes(analyzer, word, terms):
    assert find_terms(analyzer, word) == terms


def test_a_shops_own_word_is_kept_whole():
    assert "서랍멤버십" in [t.text for t in MorphologicalAnalyzer(words=("서랍멤버십",)).analyze("서랍멤버십은").wider]


@pytest.mark.parametrize("noun", "신규 열람 보안 안내 알림 장애인 멈춤 침해 해지 택배사".split())
def test_a_noun_that_reads_as_a_verb_or_an_ending_is_indexed_beside(analyzer, noun):
    analysis = analyzer.analyze(noun)
    assert noun in [term.text for term in (*analysis.terms, *analysis.wider)]


@pytest.mark.parametrize(
    ("word", "noun"),
    [("배송비와", "배송비"), ("신규가입", "신규"), ("알림톡", "알림"), ("안전하게", "안전"), ("내역에서", "내역")],
)
def test_a_noun_is_indexed_beside_what_hides_it(analyzer, word, noun):
    assert noun in [term.text for term in (*analyzer.analyze(word).terms, *analyzer.analyze(word).wider)]


@pytest.mark.parametrize(
    "word", ["해요", "작고", "남아", "나면", "하려는", "까지예요", "장이나", "메시지인", "지원하거나"]
)
def test_endings_are_no_nouns(analyzer, word):
    assert [term.text for term in analyzer.analyze(word).wider] == []
