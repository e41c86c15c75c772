"""What is proposed to make an article findable: words of that matter alone, each tried before it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.advice.candidates import list_candidates
from hc_builder.gaps.advice.trial import Advice, advise
from hc_builder.gaps.discretion import Discretion
from hc_builder.gaps.model.decisions import Decision, QuerySearch
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.model.queries import QueryStats, Retry, SettledArticle, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.proposals import build_proposals
from hc_builder.search.cures import Cure, Shop
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms

KOREAN = QueryAnalyzer()
ARTICLES = {
    "points": "title: 적립금은 언제 들어오나요?\nkeywords: [적립금]\n---\n구매 확정 다음 날 들어와요.",
    "fee": "title: 배송비는 얼마인가요?\n---\n3,000원이에요.",
    "card": "title: 카드 할부가 되나요?\n---\n다섯 달까지 돼요.",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    content, cache = tmp_path_factory.mktemp("content"), Cache()
    for name, text in ARTICLES.items():
        (content / f"{name}.md").write_text(f"---\n{text}\n", encoding="utf-8")
    center = read_help_center(content, Settings(), Renderer(), date(2026, 11, 21))

    def build(changed: HelpCenter, synonyms: Synonyms) -> dict[str, bytes]:
        return build_index(changed, "ko", synonyms, cache)

    return Shop(center, Synonyms(()), "ko", build)


@contextmanager
def open_search(shop: Shop) -> Iterator[QuerySearch]:
    with SearchEngine(shop.build(shop.center, shop.synonyms)) as engine:
        yield engine


def ask(text: str, sessions: int = 5, article: str = "points", ended: int = 2, **more: Any) -> Decision:
    """Asked in vain for `article`, at which `ended` sessions came out all the same; for none: it is missing."""
    answers = (SettledArticle(article, ended, 0),) if article and ended else ()
    retries = more.pop("retries", ())
    query = QueryStats(
        KOREAN.normalize_query(text), sessions, sessions, 0, 0, 0, 0, 0, 0, (WeekCounts(sessions, 0, 0, 0, 0),),
        (Wording(text, sessions),), answers, retries=retries,
    )  # fmt: skip
    return Decision(query, "unfindable" if article else "missing", article, **more)


def answered(text: str, article: str, sessions: int = 9) -> Decision:
    return replace(ask(text, sessions, article), outcome="answered", found=(article,))


def make_gap(*members: Decision) -> Gap:
    wordings = tuple(wording for member in members for wording in member.query.shown)
    return Gap("unfindable", "points", 0, members, "", wordings, ())


def propose(shop: Shop, gap: Gap, *others: Decision) -> list[Cure]:
    judge = Discretion(KOREAN, frozenset(t for m in (*gap.members, *others) for t in KOREAN.find_terms(m.query.asked)))
    decisions = [*gap.members, *others]
    return [found.cure for found in list_candidates([gap], decisions, shop.center, KOREAN, judge)]


def words(cures: list[Cure]) -> list[str]:
    return [cure.text for cure in cures if cure.kind == "keyword"]


def test_a_word_of_this_matter_alone_is_proposed_and_the_customers_question(shop: Shop) -> None:
    cures = propose(shop, make_gap(ask("페이백 언제 와요"), ask("페이백")))
    assert words(cures) == ["페이백"]
    assert [cure.text for cure in cures if cure.kind == "question"] == ["페이백 언제 와요", "페이백"]


@pytest.mark.parametrize(
    "text", ["시킨 거 왔어요", "해 주세요", "언제", "없나요", "적립금 12345", "사람", "수정하나요", "적립금이"]
)
def test_neither_verbs_nor_everyday_words_nor_known_words_are_proposed(text: str, shop: Shop) -> None:
    assert words(propose(shop, make_gap(ask(text, 9)))) == []


def test_a_word_of_a_missing_topic_leads_nowhere(shop: Shop) -> None:
    assert words(propose(shop, make_gap(ask("페이백 언제", 5)), ask("페이백 양도", 5, article=""))) == []


def test_what_nobody_who_typed_it_was_led_by_is_not_proposed(shop: Shop) -> None:
    assert propose(shop, make_gap(ask("페이백 언제", ended=0), ask("적립 언제"))) == [Cure("question", "적립 언제")]
    assert words(propose(shop, make_gap(ask("페이백 언제", ended=1)))) == []


def test_what_another_article_is_called_by_is_no_question_of_this_one(shop: Shop) -> None:
    assert propose(shop, make_gap(ask("배송비"), ask("배송비 적립"))) == [Cure("question", "배송비 적립")]


def test_a_slip_that_the_search_mends_is_not_proposed(shop: Shop) -> None:
    assert propose(shop, make_gap(ask("페이벡 언제", mended="페이백 언제"))) == []


def test_a_word_for_which_customers_then_typed_another_is_its_synonym(shop: Shop) -> None:
    helped = ask("페이백", retries=(Retry(KOREAN.normalize_query("적립금"), 3),))
    assert Cure("synonym", "페이백", "적립금") in propose(shop, make_gap(helped))


def test_each_change_is_tried_and_tells_whom_it_helps(shop: Shop) -> None:
    gap = make_gap(ask("페이백", 7), ask("페이백 양도", 4))
    others = [answered("배송비 얼마", "fee")]
    judge = Discretion(KOREAN, frozenset(("페이백", "양도")))
    candidates = list_candidates([gap], [*gap.members, *others], shop.center, KOREAN, judge)
    found = advise(candidates, [gap], [*gap.members, *others], shop, open_search, KOREAN)[gap.id]
    told = [(a.cure.kind, a.cure.text, a.answers, a.lost, a.broken) for a in found]
    assert told[0] == ("question", "페이백", 11, 11, ())
    (proposal, *_) = build_proposals(found, gap, shop.center)
    assert (proposal.answers, proposal.lost, proposal.examples, proposal.broken) == (
        11,
        11,
        ("페이백", "페이백 양도"),
        0,
    )
    assert yaml.safe_load(proposal.text) == ["페이백"]


def test_keywords_are_a_line_that_holds_those_that_are_there(shop: Shop) -> None:
    advice = Advice(Cure("keyword", "페이백"), 3, 3, (), ())
    (proposal,) = build_proposals([advice], make_gap(ask("페이백")), shop.center)
    assert yaml.safe_load(proposal.text) == {"keywords": ["적립금", "페이백"]}
    assert Path(proposal.file).name == "points.md"


def test_what_would_break_as_much_is_not_told(shop: Shop) -> None:
    lost, works = ask("페이백", 8), answered("카드 할부", "card", 3)
    assert Advice(Cure("keyword", "페이백"), 8, 8, (lost,), ()).is_worth_it
    assert not Advice(Cure("keyword", "페이백"), 8, 8, (lost,), (works,)).is_worth_it
    assert not Advice(Cure("keyword", "페이백"), 1, 8, (lost,), ()).is_worth_it
