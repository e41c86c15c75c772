"""Which of customers' words may be printed."""

import pytest

from hc_builder.gaps.discretion import Discretion, find_common, list_rare_terms
from hc_builder.gaps.model.queries import QueryStats, Spread, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
KNOWN = frozenset(KOREAN.find_terms("배송비 환불 주문 취소 사이즈 갤럭시 iphone15 고무줄"))
DISCRETION = Discretion(KOREAN, KNOWN)
IDENTIFIERS = [
    "minji_kim99 로그인",
    "환불 minji.kim_99",
    "abcd1234",
    "qwer1234! 환불",
    "Pass!word 주문",
    "12가3456",
    "123가 4567 주차",
    "주문 1234567",
    "김민지입니다 환불",
    "김민지가 주문했어요",
    "최도윤 주문 취소",
    "정소율이라고 해요",
    "홍길동 씨 주문",
]


@pytest.mark.parametrize("text", IDENTIFIERS)
def test_what_is_shaped_like_an_identifier_is_none_of_ours_to_print(text: str) -> None:
    everything = Discretion(KOREAN, KNOWN, frozenset(KOREAN.find_terms(text)))
    assert everything.holds_identifier(text)
    assert not everything.may_print(text)


@pytest.mark.parametrize(
    "text",
    [
        "배송비예요",
        "환불 50000원",
        "iphone15 환불",
        "갤럭시 주문 취소",
        "고무줄이에요",
        "주문 95사이즈",
        "이벤트가 뭐예요",
    ],
)
def test_ordinary_questions_are_no_identifiers(text: str) -> None:
    assert not DISCRETION.holds_identifier(text)


def test_a_word_that_the_content_lacks_is_printed_once_it_is_common() -> None:
    assert DISCRETION.may_print("환불 취소")
    assert not DISCRETION.may_print("환불 페이백")
    assert Discretion(KOREAN, KNOWN, frozenset(KOREAN.find_terms("페이백"))).may_print("환불 페이백")


@pytest.mark.parametrize(("sessions", "days", "common"), [(3, 2, True), (3, 1, False), (2, 2, False)])
def test_a_word_is_common_by_three_sessions_on_two_days(sessions: int, days: int, common: bool) -> None:
    assert bool(find_common([Spread("페이백", sessions, days)])) is common


def test_a_text_with_an_identifier_speaks_for_none_of_its_words() -> None:
    assert list(list_rare_terms(["페이백 minji_kim99", "환불 페이백"], DISCRETION)) == [
        ("환불 페이백", term) for term in KOREAN.find_terms("페이백")
    ]


def test_a_marked_wording_is_not_shown_and_a_query_of_such_alone_is_not_remembered() -> None:
    week = WeekCounts(8, 0, 0, 0, 0)
    texts = (Wording("환불 페이백", 4), Wording("환불", 4))
    query = QueryStats("환불", 8, 8, 0, 0, 0, 0, 0, 0, (week,), texts)
    (marked,) = DISCRETION.mark([query])
    assert [wording.text for wording in marked.shown] == ["환불"]
    assert marked.is_kept
    (alone,) = DISCRETION.mark([QueryStats("x", 4, 4, 0, 0, 0, 0, 0, 0, (week,), texts[:1])])
    assert (alone.shown, alone.is_kept) == ((), False)
