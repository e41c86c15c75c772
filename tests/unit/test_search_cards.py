"""Cards in the search: found in every way that articles are, shown above them, and never among them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hc_builder.project import load_project
from hc_builder.search.engine import SearchEngine

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def engine() -> Iterator[SearchEngine]:
    with load_project(ROOT / "mkdocs.yml").open_search() as opened:
        yield opened


def find_card(engine: SearchEngine, query: str) -> str:
    card = engine.search(query).card
    return card.id.removeprefix("card:") if card else ""


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("상담원 연결", "contact"),
        ("고객센터", "contact"),
        ("상담원연결해줘", "contact"),
        ("고객센터 전화번호", "phone"),
        ("고객쎈터 전화번호", "phone"),
        ("1588-0000", "phone"),
        ("영업시간", "hours"),
        ("지금 전화돼요?", "hours"),
        ("몇시까지해요", "hours"),
        ("ㅅㄷㅅㄱ", "hours"),
        ("휴무일", "holidays"),
        ("사업자등록번호", "company"),
        ("회사 주소가 어디예요", "company"),
        ("주믄 조회", "order"),
        ("wnans whghl", "order"),
        ("배송조회", "parcel"),
        ("개인정보처리방침", "policy-1"),
        ("로그인이 안 돼요", "flow-login"),
    ],
)
def test_what_the_settings_answer_is_a_card_however_it_is_typed(engine: SearchEngine, query: str, card: str) -> None:
    assert find_card(engine, query) == card


@pytest.mark.parametrize(
    "query",
    [
        "환불 언제 돼요",
        "전화번호 바꾸고 싶어요",
        "주문 취소",
        "배송지 주소 변경",
        "추석 연휴 배송",
        "주문 확인 문자",
        "배송비",
        "탈퇴",
    ],
)
def test_what_an_article_answers_is_no_card(engine: SearchEngine, query: str) -> None:
    result = engine.search(query)
    assert result.card is None
    assert result.hits


def test_a_card_is_never_among_the_articles(engine: SearchEngine) -> None:
    for query in ("상담", "전화", "주문 조회", "영업시간", "뷁쉙퓨"):
        result = engine.search(query, 50)
        assert not any(hit.id.startswith("card:") for hit in (*result.hits, *result.nearest))


def test_a_filter_leaves_no_card(engine: SearchEngine) -> None:
    assert engine.search("주문 조회", category="delivery").card is None


def test_a_card_holds_what_the_page_shows(engine: SearchEngine) -> None:
    card = engine.search("고객센터 전화번호").card
    assert card
    assert card.links == (("전화 상담 1588-0000", "tel:1588-0000", "phone"),)
    assert card.lines[0] == "평일 09:00–18:00"
