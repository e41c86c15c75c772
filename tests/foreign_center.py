"""A flower shop's help center as another tool has it, and what the shop sets once it has moved in."""

from pathlib import Path

PAGES = {
    "docusaurus.config.js": """module.exports = {
  title: '풀잎꽃집', baseUrl: '/', i18n: {defaultLocale: 'ko', locales: ['ko']},
};
""",
    "docs/delivery/_category_.json": '{"label": "배송", "position": 1}',
    "docs/delivery/fee.mdx": """---
title: 배송비는 얼마인가요?
description: 지역마다 다른 배송비를 알려 드려요.
slug: /shipping-fee
---

import Tabs from '@theme/Tabs';

:::note
배송비는 한 번에 3,000원이에요.
:::

50,000원 넘게 주문하면 배송비를 받지 않아요. 제주도는 3,000원이 더 들어요.

받는 날은 [배송은 며칠 걸리나요?](./days.md)에 있어요.
""",
    "docs/delivery/days.md": """---
sidebar_position: 2
---

# 배송은 며칠 걸리나요?

오후 2시 전에 주문하면 그날 보내요. 꽃은 보통 하루나 이틀 뒤에 도착해요.
""",
    "docs/returns/_category_.json": '{"label": "교환과 환불", "position": 2}',
    "docs/returns/refund.md": """---
title: 환불은 언제 되나요?
---

꽃이 시들어서 왔다면 받은 날 사진을 보내 주세요. 카드로 낸 돈은 사흘에서 닷새 안에 돌아가요.
""",
    "docs/returns/cancel.md": """---
title: 주문을 취소하고 싶어요
---

배송이 시작되기 전이면 주문 내역에서 취소할 수 있어요. 그다음은 [환불은 언제 되나요?](refund.md)를 보세요.
""",
}
FLOW = """title: 꽃에 문제가 있어요
steps:
  state:
    ask: 꽃이 어떤가요?
    choices:
      - {say: 시들어서 왔어요, article: returns/refund}
      - {say: 아직 안 왔어요, article: delivery/days}
      - {say: 다른 문제예요, person: true}
"""
_SHOP = """site_name: 풀잎꽃집 고객센터
site_url: %s
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko]
      contact:
        hours: {weekdays: 09:00-18:00, zone: Asia/Seoul, holidays: KR}
"""
_SERVED = """        channels:
          - {type: form, label: 1:1 문의}
          - {type: phone, label: 전화 상담, value: 1544-0000}
        inquiry:
          endpoint: /v1/inquiries
          topics: {flower: {name: 꽃 상태, reply_hours: 8}, other: {name: 그 밖의 문의, reply_hours: 16}}
      feedback: {endpoint: /v1/events}
"""
_ALONE = """        channels:
          - {type: phone, label: 전화 상담, value: 1544-0000}
          - {type: email, label: 메일 문의, url: "mailto:help@shop.example"}
"""


def write_settings(address: str, is_alone: bool = False) -> str:
    """`mkdocs.yml` of a site at that address, with an endpoint at its own host, or `alone`."""
    return _SHOP % address + (_ALONE if is_alone else _SERVED)


def write_center(folder: Path) -> Path:
    """The other tool's folder."""
    for path, text in PAGES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
