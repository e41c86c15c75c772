"""When an article is an answer, and when it is better to show none; which reading of a query wins."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_site import ARTICLES, build, write_content

from hc_builder.search.engine import SearchEngine

MORE = {
    "delivery/abroad": ("해외로도 배송해 주나요?", "미국 배송", "일본과 미국으로 보내 드려요. 관세는 받는 분이 내요."),
    "delivery/setup": ("How do I set up a parcel alert?", "turn on alerts", "Open the app. The setup takes a minute."),
    "order/cancel": ("주문 취소는 어떻게 하나요?", "취소하고 싶어요", "주문 내역에서 취소를 누르세요."),
    "order/address": ("배송지 변경은 어디서 하나요?", "주소 변경", "출고 전까지 배송지를 변경할 수 있어요."),
    "gift/wrap": ("선물 포장이 되나요?", "리본 포장", "선물 포장을 골라 주세요."),
    "app/government": ("Government accounts", "gov accounts", "Accounts of the government use a gov address."),
    "app/going": ("Where do I go?", "go home", "Tap home to go back."),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine(build(write_content(tmp_path_factory.mktemp("content"), ARTICLES | MORE))) as opened:
        yield opened


def find_ids(engine: SearchEngine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query).hits]


@pytest.mark.parametrize(
    "query",
    ["여의도 맛집", "환풍기 소음", "취향 오이", "배추 김치", "해와 달", "미용실 화분", "주민 축제", "나환희"],
)
def test_words_that_only_look_like_an_articles_are_no_answer(engine: SearchEngine, query: str) -> None:
    assert find_ids(engine, query) == []


def test_a_short_slip_is_believed_by_itself_but_not_beside_a_word_that_nobody_knows(engine: SearchEngine) -> None:
    assert find_ids(engine, "환블")[0] == "refund/when"
    assert find_ids(engine, "환블 뷁쉙") == []


def test_one_word_that_is_certain_is_believed_beside_others_that_are(engine: SearchEngine) -> None:
    assert find_ids(engine, "주문 취소")[0] == "order/cancel"
    assert find_ids(engine, "주문 라벤더 취소")[0] == "order/cancel"


@pytest.mark.parametrize(
    "query",
    [
        "선거 주소", "로또 취소", "감기 선물", "이력서 변경", "수능 조회", "날씨 안내", "비행기 포장",
        "자기소개서 주소", "등산 리본", "국가장학금 변경", "축구 포장", "변기 환불",
    ],
)  # fmt: skip
def test_a_word_that_the_site_never_writes_speaks_against_an_answer(engine: SearchEngine, query: str) -> None:
    assert not any(query.split()[0][:2] in reason.query for hit in engine.search(query).hits for reason in hit.why)
    found = engine.search(query)
    assert found.mended is None


@pytest.mark.parametrize("query", ["deliveryxq", "feeqwx", "ㅇㅇㅇㅇ"])
def test_letters_that_begin_like_a_synonym_are_not_that_synonym(engine: SearchEngine, query: str) -> None:
    assert find_ids(engine, query) == []


def test_no_article_is_found_by_the_beginning_of_a_latin_word(engine: SearchEngine) -> None:
    reasons = [reason for hit in engine.search("deliveryxq 환불").hits for reason in hit.why]
    assert {reason.query for reason in reasons} == {"환불"}


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("delivery fee", "delivery/fee"),
        ("change address", "order/address"),
        ("cancel order", "order/cancel"),
        ("overseas shipping", "delivery/abroad"),
        ("딜리버리", "delivery/fee"),
        ("gift wrapping", "gift/wrap"),
    ],
)
def test_english_finds_korean_articles_by_phrases_and_by_words(engine: SearchEngine, query: str, id: str) -> None:
    assert id in find_ids(engine, query)[:3]


def test_words_written_apart_find_those_written_as_one_and_stay_themselves(engine: SearchEngine) -> None:
    assert find_ids(engine, "set up parcel alert")[0] == "delivery/setup"
    assert find_ids(engine, "set up")[0] == "delivery/setup"


def test_the_last_latin_word_may_still_grow(engine: SearchEngine) -> None:
    assert {"app/going", "app/government"} <= set(find_ids(engine, "go"))
    assert find_ids(engine, "governm acc")[0] == "app/government"


def test_a_slip_that_makes_another_word_is_doubted_where_nothing_answers(tmp_path: Path) -> None:
    articles = ARTICLES | {
        "shop/japan": ("매장 안내", "매장 위치", "일본 매장은 관람만 할 수 있어요."),
        "shop/lending": ("책 안내", "책 보기", "인본은 책을 이르는 말이에요."),
    }
    with SearchEngine(build(write_content(tmp_path, articles))) as opened:
        answer = opened.search("인본 관람")
        assert answer.hits[0].id == "shop/japan"
        assert answer.mended == "일본 관람"


def test_did_you_mean_is_said_only_where_a_word_was_exchanged(engine: SearchEngine) -> None:
    assert engine.search("주문 취서").mended == "주문 취소"
    assert engine.search("주문 취소").mended is None
    assert engine.search("delivery fee").mended is None


@pytest.mark.parametrize(
    "query", ["주소 걱정", "취소 시절", "동생 선물", "남나요", "주문 돌아요", "리본 검은색", "취소 떼어", "배송비 봄비"]
)
def test_good_korean_is_no_slip(engine: SearchEngine, query: str) -> None:
    assert engine.search(query).mended is None


@pytest.mark.parametrize(("query", "id"), [("동생 배송비욕", "delivery/fee"), ("졸업식 배송비이", "delivery/fee")])
def test_a_slip_in_a_long_word_is_believed_beside_a_word_that_the_site_never_writes(
    engine: SearchEngine, query: str, id: str
) -> None:
    assert id in find_ids(engine, query)


@pytest.mark.parametrize(
    ("plain", "chat"),
    [
        ("환불 됬나요", "환불 됬나여"),
        ("주문 취소 안됬나요", "주문 취소 안됬나염"),
        ("선물 포장 되나요", "선물 포장 되나욤"),
        ("배송지 변경 가능한가요", "배송지 변경 가능한가용"),
    ],
)
def test_endings_of_chats_are_endings(engine: SearchEngine, plain: str, chat: str) -> None:
    assert find_ids(engine, chat) == find_ids(engine, plain) != []


@pytest.mark.parametrize("query", ["주문한 거 취소", "어제 주문한 거 취소", "어제 한 주문 취소", "그제 주문한 걸 취소"])
def test_words_of_every_text_throw_out_no_article(engine: SearchEngine, query: str) -> None:
    assert find_ids(engine, query)[0] == "order/cancel"
