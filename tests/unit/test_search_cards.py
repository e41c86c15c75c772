"""Cards in the search: found in every way that articles are, shown above them, and never among them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hc_builder.content.cards import CardLink
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
        ("이용약관", "policy-1"),
        ("개인정보처리방침", "policy-2"),
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
    assert card.links == (CardLink("전화 상담 1588-0000", "tel:1588-0000", "phone"),)
    assert card.lines[0] == "평일 09:00–18:00"


@pytest.mark.parametrize(
    "query", ["제 주문 어디에 있나요?", "where is my order", "주문 조회 어떻게 하나요?", "지금 전화돼요?"]
)
def test_a_question_that_a_card_alone_answers_finds_it(tmp_path: Path, query: str) -> None:
    config = (
        "site_name: 가게\ndocs_dir: content\ntheme: {name: helpcenter}\nplugins:\n  - helpcenter:\n"
        "      shop: {order_lookup: 'https://x.example/o'}\n"
        "      contact: {channels: [{type: phone, value: 1588-0000}], hours: {weekdays: '09:00-18:00'}}\n"
    )
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/fee.md").write_text("---\ntitle: 반품 택배비\n---\n삼천 원이에요.\n", "utf-8")
    past = "- words: [지난 행사]\n  title: 지난 행사\n  until: 2020-01-01\n"
    (tmp_path / "content/cards.yml").write_text(past, "utf-8")
    with load_project(tmp_path / "mkdocs.yml").open_search() as engine:
        result = engine.search(query)
        assert result.hits == ()
        assert result.answer is None
        assert engine.search("지난 행사").card is None
