"""One key for the spellings of a query."""

import pytest

from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
find_terms, normalize_query = KOREAN.find_terms, KOREAN.normalize_query


@pytest.mark.parametrize(
    "spelling", ["환불", "환불하고 싶어요", "환불 하려면", "  환불을   ", "환불!!", "[전화번호] 환불이요"]
)
def test_spellings_of_a_refund_share_one_key(spelling: str) -> None:
    assert normalize_query(spelling) == "환불"


def test_spaces_and_particles_do_not_part_a_compound() -> None:
    assert normalize_query("반품 신청을") == normalize_query("반품신청")


def test_english_is_stemmed_and_case_folded() -> None:
    assert normalize_query("Refunds") == normalize_query("refund")


def test_questions_about_other_things_keep_other_keys() -> None:
    assert normalize_query("환불 언제") != normalize_query("환불 어떻게")


@pytest.mark.parametrize("nothing", ["", "?!…", "[전화번호]", "   "])
def test_nothing_but_signs_and_masked_data_has_an_empty_key(nothing: str) -> None:
    assert normalize_query(nothing) == ""


def test_terms_come_in_order_and_without_particles() -> None:
    assert find_terms("배송비가 얼마인가요?") == ("배송", "얼마")


@pytest.mark.parametrize(
    ("word", "noun"), [("환불받고", "환불"), ("비밀번호를", "비밀번호"), ("배송지연", "배송지연"), ("늦어지면", "")]
)
def test_a_noun_is_cut_whole_and_a_verb_is_none(word: str, noun: str) -> None:
    assert KOREAN.cut_noun(word) == noun
