"""Groups of questions."""

import random
from functools import partial

import pytest

from hc_builder.gaps.grouping import questions
from hc_builder.gaps.query_keys import QueryAnalyzer

group_texts = partial(questions.group_texts, analyzer=QueryAnalyzer())

SYLLABLES = "감갑강개객거건검격결경계고골공과관광교구국군권궁귀규극근금급기길난남내녹논농뇌단담"
ASKED = {
    "refund": [
        "환불 언제 되나요",
        "환불은 언제 돼요?",
        "환불 며칠 걸려요",
        "환불금 언제 들어와요",
        "환불이 언제 되는지요",
    ],
    "fee": ["배송비 얼마예요", "배송비가 얼마인가요", "배송비 궁금해요", "배송비는 얼마죠", "배송비 무료인가요"],
    "password": ["비밀번호 잊어버렸어요", "비밀번호 찾기", "비밀번호를 모르겠어요", "비밀번호 분실", "비밀번호 재설정"],
    "track": ["where is my order", "where's my parcel order", "track my order", "order tracking", "track an order"],
}


def test_questions_that_ask_the_same_come_together_in_korean_and_english() -> None:
    texts = [text for texts in ASKED.values() for text in texts]
    groups = group_texts(texts).question
    for start in range(0, len(texts), 5):
        own = groups[start : start + 5]
        assert max(own.count(group) for group in own) >= 3
        assert not set(own) & set(groups[:start])


def test_groups_do_not_depend_on_the_order_of_the_texts() -> None:
    texts = [text for texts in ASKED.values() for text in texts]
    mixed = random.Random(1).sample(texts, len(texts))
    straight, shuffled = group_texts(texts).question, group_texts(mixed).question
    pairs = {(straight[texts.index(text)], group) for text, group in zip(mixed, shuffled, strict=True)}
    assert len(pairs) == len(set(straight))


def test_equal_texts_share_a_group_and_a_question_has_one_topic() -> None:
    texts = [text for texts in ASKED.values() for text in texts] * 2
    groups = group_texts(texts)
    assert groups.question[: len(texts) // 2] == groups.question[len(texts) // 2 :]
    assert len(set(zip(groups.question, groups.topic, strict=True))) == len(set(groups.question))


def test_the_most_central_text_says_what_all_of_its_group_ask() -> None:
    texts = ["배송비 얼마예요", "배송비 얼마", "배송비 얼마인가요 알려주세요", "배송비 제주도 얼마", "비밀번호 찾기"]
    groups = group_texts(texts)
    assert len(set(groups.question[:4])) == 1
    assert min(groups.centrality[:3]) > groups.centrality[3]
    assert groups.centrality[4] == 1.0


def test_few_texts_or_none_are_groups_too() -> None:
    assert group_texts([]).question == ()
    assert group_texts(["환불"]).question == (0,)
    assert group_texts(["환불", "배송"]).question == (0, 1)
    assert group_texts(["", "?", "!"]).question == (0, 0, 0)


def test_texts_that_share_nothing_stay_alone() -> None:
    texts = [chr(0x4E00 + 2 * number) + chr(0x4E01 + 2 * number) for number in range(200)]
    assert len(set(group_texts(texts).question)) > 180  # the analyser takes a few for the same word


@pytest.mark.parametrize("size", [5, 10])
def test_the_number_of_neighbours_follows_the_size_of_the_groups(size: int) -> None:
    """Customers' wordings of `size` forms for each of 40 matters: neither cut up nor thrown together."""
    chance = random.Random(size)
    matters = ["".join(chance.choice(SYLLABLES) for _ in range(4)) for _ in range(40)]
    forms = ["{} 어떻게 하나요", "{} 방법", "{}", "{} 알려주세요", "{}가 안 돼요", "{} 문의", "{}는 어디서 해요"]
    forms += ["{} 가능한가요", "{} 하고 싶어요", "{} 언제 되나요"]
    texts = [form.format(matter) for matter in matters for form in forms[:size]]
    groups = group_texts(texts)
    assert len(set(groups.question)) == pytest.approx(40, abs=4)
    same = [len(set(groups.question[start : start + size])) == 1 for start in range(0, len(texts), size)]
    assert sum(same) >= 32


def test_manners_of_speaking_do_not_group() -> None:
    texts = ["선물 포장 해 주세요", "주소 변경 해 주세요", "영수증 발급 받고 싶어요", "쿠폰 받고 싶어요"]
    assert len(set(group_texts(texts).question)) == 4


def test_what_was_typed_one_after_the_other_asks_the_same_though_it_shares_no_letter() -> None:
    texts = ["휴면 해제", "휴면 풀기", "휴면 계정", "잠자는 아이디", "잠자는 내 아이디", "아이디 깨우기"]
    texts += [f"{thing} {what}" for thing in ("소파", "침대", "이불") for what in ("세탁", "색상", "치수", "재입고")]
    links = [(one, other) for one in texts[:3] for other in texts[3:6]]
    found = questions.group_texts(texts, QueryAnalyzer(), links=links).question
    assert len(set(found[:6])) == 1
    assert found[0] not in found[6:]
    assert len(set(group_texts(texts).question[:6])) > 1


def test_a_text_that_others_say_nearly_so_is_placed_beside_them_and_moves_no_group() -> None:
    asked = ["휴면 해제", "선물 포장"]
    places = questions.place_texts(asked, QueryAnalyzer(), others=["휴면 해제 해 주세요", "날씨"])
    assert places["휴면 해제 해 주세요"] == places["휴면 해제"] != places["선물 포장"]
    assert "날씨" not in places
