"""What only looks alike because all texts are dealt of the same words is no group of a report."""

import random

from hc_builder.gaps.grouping.chance import measure_chance
from hc_builder.gaps.grouping.neighbours import STRANGER
from hc_builder.gaps.grouping.questions import place_texts
from hc_builder.gaps.grouping.vectors import Vectorizer
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
WORDS = "쿠폰 포장 배송 환불 교환 적립 회원 주소 결제 영수증 사이즈 재고 예약 할부 선물 리뷰".split()


def measure(texts: list[str]) -> float:
    vectorizer = Vectorizer(KOREAN)
    vectorizer.learn(texts)
    return measure_chance(texts, vectorizer)


def draw_texts(seed: int, number: int = 120) -> list[str]:
    chance = random.Random(seed)
    return sorted({" ".join(chance.sample(WORDS, 3)) for _ in range(number)})


def test_texts_of_few_words_are_nearer_by_chance_than_strange_ones() -> None:
    strange = [chr(0xAC00 + 90 * number) + chr(0xAC2D + 90 * number) for number in range(100)]
    assert STRANGER <= measure(strange) < 0.5 < measure(draw_texts(1))
    assert measure(draw_texts(1)) == measure(draw_texts(1))


def test_a_matter_stands_together_among_texts_of_the_same_words() -> None:
    mine = ["휴면 계정 풀기", "휴면 계정 풀기 방법", "계정 휴면 풀기", "휴면 계정을 풀기"]
    places = place_texts([*mine, *draw_texts(2)], KOREAN)
    assert len({places[text].question for text in mine}) == 1
    own = places[mine[0]].question
    assert [text for text, place in places.items() if place.question == own and text not in mine] == []
