"""What became of a question, by all that the sessions behind its wordings did."""

from dataclasses import replace
from typing import Any

from hc_builder.gaps.deciding.coverage import ContentKnowledge, build_coverage
from hc_builder.gaps.deciding.evidence import is_troubled, link_landings, link_rewordings
from hc_builder.gaps.deciding.questions import settle_questions
from hc_builder.gaps.model.decisions import Decision, Outcome, QuestionPlace
from hc_builder.gaps.model.queries import ArticleRefusal, QueryStats, Rewording, SettledArticle, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer, number_text

KOREAN = QueryAnalyzer()
KNOWLEDGE = ContentKnowledge({"a": 0, "b": 0}, frozenset(("환불", "기간")), build_coverage([], KOREAN), 20_000, KOREAN)
PLACE = QuestionPlace(0, 0, 1.0)


def make(text: str, outcome: Outcome = "answered", article: str = "a", found: str = "a", **changes: Any) -> Decision:
    """Typed by one session, which got nothing of what the search shows; `changes` say what it did."""
    query = QueryStats(text, 1, 1, 0, 0, 0, 0, 0, 0, (WeekCounts(1, 0, 0, 0, 0),), (Wording(text, 1),))
    return Decision(replace(query, **changes), outcome, article if outcome != "missing" else "", tuple(found))


def settle(*decisions: Decision) -> list[Decision]:
    return settle_questions(decisions, {decision.query.asked: PLACE for decision in decisions}, KNOWLEDGE)


def led(article: str, direct: int = 0) -> dict[str, Any]:
    return {"solved": 1, "settled": direct, "answers": (SettledArticle(article, 1, direct),)}


def test_what_the_words_call_answered_is_missing_where_nobody_was_served() -> None:
    failed = [make(f"환불 기간 {number}") for number in range(8)]
    assert {decision.outcome for decision in settle(*failed)} == {"missing"}


def test_what_a_few_failed_stays_answered_where_those_who_asked_alike_were_served() -> None:
    failed, served = [make(f"환불 기간 {n}") for n in range(3)], [make(f"기간 {n}", **led("a", 1)) for n in range(9)]
    assert {decision.outcome for decision in settle(*failed, *served)} == {"answered"}


def test_where_sessions_end_that_do_not_see_the_article_is_where_all_are_led() -> None:
    lost = [make(f"환불 {number}", "missing", found="b") for number in range(6)]
    found = [make(f"기간 {number}", "missing", found="b", **led("a")) for number in range(3)]
    assert {(d.outcome, d.article) for d in settle(*lost, *found)} == {("unfindable", "a")}


def test_one_session_that_ended_somewhere_leads_nobody() -> None:
    lost = [make(f"환불 기간 {number}", "missing", found="b") for number in range(6)]
    assert {d.outcome for d in settle(*lost, make("기간", "missing", found="b", **led("a")))} == {"missing"}


def test_foreign_words_are_missing_where_one_went_to_a_person_or_came_back() -> None:
    foreign = make("로또 번호", "out_of_scope", "", "")
    assert [d.outcome for d in settle(foreign)] == ["out_of_scope"]
    assert [d.outcome for d in settle(replace(foreign, query=replace(foreign.query, contacted=1)))] == ["missing"]
    again = replace(foreign.query, rewordings=(Rewording(1, 1),))
    assert [d.outcome for d in settle(replace(foreign, query=again))] == ["missing"]


def test_refusals_of_all_wordings_make_an_article_unhelpful() -> None:
    refused = (ArticleRefusal("a", 20_000, 1, 1, 0),)
    decisions = [make(f"환불 {number}", opened=1, refusals=refused) for number in range(5)]
    assert {(d.outcome, d.article, d.refused) for d in settle(*decisions)} == {("unhelpful", "a", 1)}


def test_trouble_is_what_the_search_did_not_serve_by_itself() -> None:
    assert is_troubled(make("환불"))
    assert is_troubled(make("환불", found="b", **led("a", 1)))  # reached by browsing
    assert not is_troubled(make("환불", **led("a", 1)))


def test_wordings_are_linked_by_who_typed_both_and_by_where_they_ended() -> None:
    one = make("환불", found="b", rewordings=(Rewording(number_text("기간"), 1),), **led("a"))
    other = make("기간", found="b", **led("a"))
    assert list(link_rewordings([one.query, other.query])) == [("환불", "기간")]
    assert list(link_landings([one, other])) == [("환불", "기간")]
