"""The search as customers meet it: an index built in Python, asked through the browser's own engine."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hc_builder.help_center import read_help_center
from hc_builder.markup import Renderer
from hc_builder.search.engine import EngineError, SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from hc_builder.settings import Settings

ARTICLES = {
    "refund/when": (
        "환불은 언제 받을 수 있나요?",
        "환불이 안 들어왔어요",
        "환불은 반품 상품이 도착하고 3일 안에 처리돼요.",
    ),
    "refund/card": (
        "카드 결제는 어떻게 환불되나요?",
        "카드 취소가 안 보여요",
        "카드사가 승인을 취소해요. 오류 코드 P302가 보이면 알려 주세요.",
    ),
    "delivery/fee": ("배송비는 얼마인가요?", "택배비 무료 기준", "5만원 이상 주문하면 무료 배송이에요."),
    "delivery/track": ("배송 조회는 어디서 하나요?", "송장번호로 찾기", "주문 내역에서 배송 조회를 누르세요."),
    "return/broken": (
        "깨진 상품을 받았어요",
        "그릇이 깨졌어요",
        "사진을 찍어 반품신청을 해 주세요. 깨져서 온 그릇은 무료로 바꿔 드려요.",
    ),
    "account/password": ("비밀번호를 잊어버렸어요", "비번 까먹었어요", "로그인 화면에서 비밀번호 재설정을 누르세요."),
    "account/cafe": ("How do I close my account?", "delete membership", "Open settings and choose delete account."),
}


def write_content(root: Path, articles: dict[str, tuple[str, str, str]]) -> Path:
    for id, (title, question, body) in articles.items():
        path = root / f"{id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title!r}\nquestions: [{question!r}]\n---\n{body}\n", "utf-8")
    return root


def build(root: Path, cache: Path | None = None) -> dict[str, bytes]:
    center = read_help_center(root, Settings(), Renderer(), date(2026, 1, 1))
    synonyms, problems = read_synonyms(None)
    assert not problems
    return build_index(center, "ko", synonyms, cache)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine(build(write_content(tmp_path_factory.mktemp("content"), ARTICLES))) as opened:
        yield opened


def first(engine: SearchEngine, query: str) -> str | None:
    hits = engine.search(query).hits
    return hits[0].id if hits else None


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("배송비", "delivery/fee"),
        ("배송비가 얼마예요", "delivery/fee"),
        ("배송비는얼마인가요", "delivery/fee"),
        ("배 송 비", "delivery/fee"),
        ("qothdql", "delivery/fee"),
        ("배숑비", "delivery/fee"),
        ("배송비ㅣ", "delivery/fee"),
        ("베송비", "delivery/fee"),
        ("ㅂㅅㅂ", "delivery/fee"),
        ("비밀ㅂ", "account/password"),
        ("5만원", "delivery/fee"),
        ("5만 원", "delivery/fee"),
        ("P302", "refund/card"),
        ("깨졌는데요", "return/broken"),
        ("반품 신청", "return/broken"),
        ("그릇 파손", "return/broken"),
        ("패스워드 분실", "account/password"),
        ("closing accounts", "account/cafe"),
    ],
)
def test_the_right_article_comes_first_however_it_is_typed(engine: SearchEngine, query: str, id: str) -> None:
    assert first(engine, query) == id


@pytest.mark.parametrize("query", ["", " ", "?!", "asdfqwer", "ㅋㅋㅋㅋ", "뷁쉙퓨", "zzzz", "어떻게 하나요"])
def test_it_stays_quiet_on_what_it_cannot_answer(engine: SearchEngine, query: str) -> None:
    assert engine.search(query).hits == ()


def test_a_mended_query_is_named(engine: SearchEngine) -> None:
    assert engine.search("베송비 얼마").mended == "배송비 얼마"
    assert engine.search("배송비 얼마").mended is None


def test_a_parcel_number_is_not_searched(engine: SearchEngine) -> None:
    result = engine.search("송장번호 6872-0193-4455")
    assert (result.is_number, result.hits) == ("parcel", ())


def test_the_same_content_gives_the_same_bytes_with_and_without_a_cache(tmp_path: Path) -> None:
    root = write_content(tmp_path / "content", ARTICLES)
    fresh = build(root)
    assert build(root, tmp_path / "cache") == fresh
    assert build(root, tmp_path / "cache") == fresh
    for cached in (tmp_path / "cache" / "search").iterdir():
        cached.write_bytes(cached.read_bytes()[:-40])
    assert build(root, tmp_path / "cache") == fresh


def test_files_of_different_builds_are_refused(tmp_path: Path) -> None:
    files = build(write_content(tmp_path, ARTICLES))
    with (
        SearchEngine({"index.json": files["index.json"]}) as opened,
        pytest.raises(EngineError, match="build the site again"),
    ):
        opened.search("환불")
