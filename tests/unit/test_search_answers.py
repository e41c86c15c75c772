"""What is quoted as the answer: whole sentences, rows and steps, word for word, and nothing where nothing answers."""

from collections.abc import Iterator
from datetime import date

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.explain import render_hits, render_json
from hc_builder.search.index import build_index
from hc_builder.search.result import Quote
from hc_builder.search.synonyms import read_synonyms

FEES = """---
title: 배송 요금 안내
summary: 지역과 무게에 따라 요금이 달라요.
---
요금은 보내는 곳에서 정해요. 상자 하나를
기준으로 계산해요.

## 지역마다 다른 요금

| 지역 | 요금 | 걸리는 날 |
| --- | --- | --- |
| 육지 | 3,000원 | 이틀 |
| 제주 | 6,000원 | 사흘 |
| 울릉도 | 9,000원 | 닷새 |

## 지도 보는 법

![울릉도 창고는 바닷가에 있어요.](map.png)
"""
INSTALL = """---
title: 정수기 설치
---
설치는 혼자서도 할 수 있어요.

## 필터 끼우는 방법

1. 뚜껑을 여세요.
2. 필터를 돌려 끼우세요.
3. 물을 흘려 보내세요.

## 보증

- 필터 보증 기간은 6개월이에요.
- 펌프 보증 기간은 3년이에요.
"""
OTHERS = {
    "account/name": "---\ntitle: 이름 바꾸기\n---\n설정에서 이름을 고치세요.\n",
    "account/leave": "---\ntitle: 탈퇴하기\n---\n설정 맨 아래에서 탈퇴를 누르세요. 탈퇴하면 적립금이 바로 사라져요.\n",
    "order/cancel": "---\ntitle: 주문 취소\n---\n출고 전이면 바로 취소돼요. 출고 뒤에는 반품으로 처리해요.\n",
    "shop/map": "---\ntitle: 지도\n---\n![지도는 누가 그렸는지 몰라요.](map.png)\n\n지도는 모두 손으로 그렸어요.\n",
    "order/pay": "---\ntitle: 결제 수단\n---\n카드와 계좌이체로 낼 수 있어요.\n",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    root = tmp_path_factory.mktemp("content")
    for id, text in {"delivery/fees": FEES, "product/install": INSTALL, **OTHERS}.items():
        (root / f"{id}.md").parent.mkdir(exist_ok=True)
        (root / f"{id}.md").write_text(text, "utf-8")
    center = read_help_center(root, Settings(), Renderer(), date(2026, 1, 1))
    with SearchEngine(build_index(center, "ko", read_synonyms(None)[0])) as opened:
        yield opened


def quote(engine: SearchEngine, query: str) -> Quote:
    """What comes nearest to an answer, however doubtful: a site of a few words makes nothing sure."""
    answer = engine.search(query, leastConfidence=0).answer
    assert answer is not None
    return answer


def test_a_row_is_quoted_whole_under_the_headings_of_its_columns(engine: SearchEngine) -> None:
    answer = quote(engine, "제주 배송 요금은 얼마예요?")
    assert (answer.form, answer.parts) == ("row", ("제주", "6,000원", "사흘"))
    assert answer.columns == ("지역", "요금", "걸리는 날")
    assert (answer.article, answer.section) == ("delivery/fees", "지역마다 다른 요금")
    assert answer.url.partition("#")[2]


def test_an_item_is_quoted_by_itself(engine: SearchEngine) -> None:
    answer = quote(engine, "펌프 보증 기간이 얼마나 돼요?")
    assert (answer.form, answer.text) == ("item", "펌프 보증 기간은 3년이에요.")


def test_steps_are_quoted_together(engine: SearchEngine) -> None:
    answer = quote(engine, "필터 어떻게 돌려 끼우나요?")
    assert answer.parts == ("뚜껑을 여세요.", "필터를 돌려 끼우세요.", "물을 흘려 보내세요.")


def test_a_sentence_over_two_lines_is_whole(engine: SearchEngine) -> None:
    assert "상자 하나를 기준으로 계산해요." in quote(engine, "상자 기준으로 계산하나요?").text


def test_what_describes_a_picture_is_never_quoted(engine: SearchEngine) -> None:
    assert "창고" not in quote(engine, "울릉도 창고는 어디에 있어요?").text


@pytest.mark.parametrize("query", ["요금", "제주", "ㅁㄴㅇㄻㄴㅇ", "", "20260315-1234567", "오늘 저녁 날씨 어때?"])
def test_what_asks_nothing_and_what_nothing_answers_is_not_answered(engine: SearchEngine, query: str) -> None:
    assert engine.search(query, leastConfidence=0.5).answer is None


def test_a_mistyped_question_has_the_same_answer(engine: SearchEngine) -> None:
    assert quote(engine, "펌프 보증 가긴이 얼마나 돼요?").text == "펌프 보증 기간은 3년이에요."


def test_the_answer_depends_neither_on_the_number_of_results_nor_on_the_filter_of_doubts(engine: SearchEngine) -> None:
    query = "펌프 보증 기간이 얼마나 돼요?"
    sure = engine.search(query, limit=1, leastConfidence=0).answer
    assert sure == quote(engine, query)
    assert sure is not None
    assert engine.search(query, leastConfidence=min(1, sure.confidence + 0.02)).answer is None


def test_none_is_looked_for_where_none_is_wanted(engine: SearchEngine) -> None:
    assert engine.search("펌프 보증 기간이 얼마나 돼요?", answers=False, leastConfidence=0).answer is None


def test_the_command_tells_the_answer_with_its_article(engine: SearchEngine) -> None:
    result = engine.search("펌프 보증 기간이 얼마나 돼요?", leastConfidence=0)
    assert "  > 펌프 보증 기간은 3년이에요.  [product/install, " in render_hits(result)
    assert '"answer": {"article": "product/install"' in render_json(result)


def test_an_article_that_begins_with_a_picture_is_summed_up_by_its_text(engine: SearchEngine) -> None:
    answer = quote(engine, "지도는 누가 그렸나요?")
    assert answer.text == "지도는 모두 손으로 그렸어요."
