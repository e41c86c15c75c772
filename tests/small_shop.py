"""A help center of a few articles as a project on disk, for tests of what reads one."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

CONFIG = """
site_name: 서랍 고객센터
site_url: https://help.shop.example/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko, en]
      shop:
        order_lookup: https://shop.example/orders
      contact:
        channels:
          - {type: kakao, label: 카카오톡 상담, url: https://pf.kakao.com/_shop/chat}
          - {type: phone, label: 전화 상담, value: 1588-0000}
          - {type: email, label: 이메일, value: help@shop.example}
        hours: {weekdays: 09:00-18:00}
      feedback: {mask: [ON-######]}
"""
ARTICLES = {
    "account/locked.md": """---
title: 로그인이 잠겼다고 나와요
questions: [비밀번호 몇 번 틀리면 잠기나요]
---
비밀번호를 5번 틀리면 30분 동안 잠겨요. 시간이 지나면 저절로 풀려요.

## 바로 풀고 싶을 때

1. 비밀번호 찾기를 누르세요.
2. 메일의 링크를 여세요.
""",
    "refund/when.md": """---
title: 환불은 언제 받을 수 있나요?
questions: [환불이 안 들어왔어요]
updated: 2026-11-02
---
환불은 반품한 상품이 도착하고 3일 안에 처리돼요. 카드 결제는 카드사에 따라 2일 더 걸려요.

## 결제 수단마다 달라요

| 결제 | 걸리는 날 |
|---|---|
| 카드 | 5일 |
| 계좌이체 | 3일 |
""",
    "refund/when.en.md": """---
title: When do I get my refund?
---
Refunds are made within 3 days after the parcel arrives.
""",
    "delivery/fee.md": """---
title: 배송비는 얼마인가요?
questions: [택배비 무료 기준]
---
배송비는 3,000원이고 5만 원부터 무료예요.

- 제주는 3,000원을 더 받아요.
- 도서 지역은 5,000원을 더 받아요.
""",
    "secret/staff.md": """---
title: 직원용 환불 안내
unlisted: true
---
직원만 보는 글이에요.
""",
}
IN_TWO_LANGUAGES = {
    "when.md": "---\ntitle: 언제 환불되나요?\n---\n사흘\n",
    "when.en.md": "---\ntitle: When?\n---\n사흘\n",
}
"""One article and its translation."""


def write_shop(folder: Path, config: str = CONFIG, articles: Mapping[str, str] = MappingProxyType(ARTICLES)) -> Path:
    """Its `mkdocs.yml`; `articles` are texts by their path below content/."""
    for name, text in articles.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder / "mkdocs.yml"
