"""A tiny help center for the tests of the search."""

from datetime import date
from pathlib import Path

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

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


def build(root: Path, cache: Cache | None = None) -> dict[str, bytes]:
    center = read_help_center(root, Settings(), Renderer(), date(2026, 1, 1))
    synonyms, problems = read_synonyms(None)
    assert not problems
    return build_index(center, "ko", synonyms, cache)
