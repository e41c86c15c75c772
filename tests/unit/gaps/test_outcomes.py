"""What became of a query: the rules, each on the smallest example that shows it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from hc_builder.gaps.deciding.coverage import ContentKnowledge, build_coverage
from hc_builder.gaps.deciding.outcomes import decide, find_refused, is_noise
from hc_builder.gaps.model.decisions import Covering, Decision
from hc_builder.gaps.model.queries import ArticleRefusal, QueryStats, SettledArticle, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.search.result import Found

KOREAN = QueryAnalyzer()
TODAY, CHANGED = 20_000, 19_900
KNOWLEDGE = ContentKnowledge(
    {"a": CHANGED, "b": CHANGED}, frozenset(("환불", "기간")), build_coverage([], KOREAN), TODAY, KOREAN
)


def make_query(text: str = "환불 기간", **changes: Any) -> QueryStats:
    """Ten sessions, nobody helped; `changes` say what they did."""
    weeks = (WeekCounts(changes.get("sessions", 10), changes.get("solved", 0), 0, 0, 0), WeekCounts(0, 0, 0, 0, 0))
    query = QueryStats(text, 10, 10, 0, 0, 0, 0, 0, 0, weeks, (Wording(text, 10),))
    return replace(query, **changes)


def judge(query: QueryStats, found: Sequence[str] | None = (), *near: Covering, quoted: str = "") -> Decision:
    return decide(query, None if found is None else Found(tuple(found), quoted=quoted), near, KNOWLEDGE)


def refuse(
    article: str = "a", opened: int = 10, declined: int = 0, contacted: int = 0, day: int = TODAY
) -> ArticleRefusal:
    return ArticleRefusal(article, day, opened, declined, contacted)


def test_an_article_that_ended_a_quarter_of_the_sessions_and_is_shown_answers() -> None:
    query = make_query(answers=(SettledArticle("a", 3, 3),))
    assert (judge(query, "a").outcome, judge(query, "xyza").outcome) == ("answered", "unfindable")


@pytest.mark.parametrize("sessions", [1, 2])
def test_fewer_than_two_sessions_or_a_quarter_are_chance(sessions: int) -> None:
    assert judge(make_query(answers=(SettledArticle("a", sessions, sessions),))).outcome == "missing"


def test_one_session_of_three_is_chance_as_well() -> None:
    assert judge(make_query(sessions=3, answers=(SettledArticle("a", 1, 1),))).outcome == "missing"


def test_an_article_whose_answer_stands_above_the_results_answers() -> None:
    decision = judge(make_query(sessions=4), "bxxxa", quoted="a")
    assert (decision.outcome, decision.article) == ("answered", "a")


def test_an_answer_that_customers_saw_and_passed_by_answers_nothing() -> None:
    assert judge(make_query(sessions=10, solved=0), "a", quoted="a").outcome == "missing"


def test_an_article_that_is_gone_answers_nothing() -> None:
    assert judge(make_query(answers=(SettledArticle("gone", 9, 9),)), ["gone"]).outcome == "missing"


@pytest.mark.parametrize(
    ("found", "score", "outcome"),
    [
        ("a", 0.34, "answered"),
        ("a", 0.33, "missing"),
        ("ba", 0.42, "answered"),
        ("ba", 0.41, "missing"),
        ("bxxa", 0.52, "unfindable"),
        ("bxxa", 0.51, "missing"),
        ("", 0.6, "unfindable"),
        ("", 0.59, "missing"),
    ],
)
def test_the_worse_the_search_ranks_an_article_the_nearer_its_words_must_be(
    found: str, score: float, outcome: str
) -> None:
    assert judge(make_query(sessions=4), found, Covering("a", score)).outcome == outcome


def test_an_article_shown_for_weeks_to_people_who_passed_it_by_does_not_answer() -> None:
    assert judge(make_query(), "a", Covering("a", 0.9)).outcome == "missing"


def test_an_article_changed_today_has_not_been_passed_by_yet() -> None:
    fresh = replace(KNOWLEDGE, articles={"a": TODAY})
    assert decide(make_query(), Found(("a",)), [Covering("a", 0.9)], fresh).outcome == "answered"


def test_what_half_of_the_sessions_settled_on_is_answered_whatever_its_words() -> None:
    assert (judge(make_query(settled=5), "b").outcome, judge(make_query(settled=4), "b").outcome) == (
        "answered",
        "missing",
    )


def test_an_article_that_readers_leave_for_a_person_is_unhelpful_though_it_is_found() -> None:
    query = make_query(opened=10, refusals=(refuse(contacted=5),), answers=(SettledArticle("a", 5, 5),))
    decision = judge(query, "a")
    assert (decision.outcome, decision.article, decision.refused) == ("unhelpful", "a", 5)


def find_refused_of(query: QueryStats) -> tuple[str, int] | None:
    """The refused article and by how many sessions."""
    found = find_refused([query], KNOWLEDGE.articles)
    return (found[0], found[1][query.key]) if found else None


def test_a_few_refusals_of_many_readers_are_within_chance() -> None:
    assert find_refused_of(make_query(opened=10, refusals=(refuse(declined=4),))) is None
    assert find_refused_of(make_query(opened=10, refusals=(refuse(declined=5),))) == ("a", 5)


def test_of_hardly_any_readers_two_refusals_count_and_one_is_one_persons() -> None:
    assert find_refused_of(make_query(opened=4, refusals=(refuse(opened=4, declined=1),))) is None
    assert find_refused_of(make_query(opened=4, refusals=(refuse(opened=4, declined=2),))) == ("a", 2)


def test_refusals_of_all_wordings_of_a_question_count_together() -> None:
    wordings = [
        make_query(text, sessions=2, opened=2, refusals=(refuse(opened=2, declined=1),)) for text in ("환불", "환불금")
    ]
    found = find_refused(wordings, KNOWLEDGE.articles)
    assert found is not None
    assert (found[0], sum(found[1].values())) == ("a", 2)


def test_a_vote_and_a_contact_of_one_reader_are_one_refusal() -> None:
    refusals = (refuse(declined=6, contacted=6),)
    assert find_refused_of(make_query(opened=10, refusals=refusals)) == ("a", 6)


def test_refusals_before_the_article_was_last_changed_no_longer_count() -> None:
    old, new = refuse(declined=9, day=CHANGED - 1), refuse(declined=9, day=CHANGED)
    assert find_refused_of(make_query(opened=10, refusals=(old,))) is None
    assert find_refused_of(make_query(opened=10, refusals=(new,))) == ("a", 9)


def test_an_article_opened_by_a_minority_is_a_wrong_guess_and_not_unhelpful() -> None:
    assert find_refused_of(make_query(opened=10, refusals=(refuse(opened=4, declined=4),))) is None
    few = make_query(sessions=31, opened=10, refusals=(refuse(declined=10),))
    assert find_refused_of(few) is None


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"text": "비트코인 시세"}, "out_of_scope"),
        ({"text": "비트코인 시세", "contacted": 1}, "missing"),
        ({"text": "비트코인 시세", "opened": 1}, "missing"),
        ({"text": "비트코인 환불 환불"}, "missing"),
        ({"text": "비트코인 환불"}, "out_of_scope"),
    ],
)
def test_most_words_unknown_and_nobody_took_any_trouble_is_another_matter(
    changes: dict[str, Any], outcome: str
) -> None:
    assert judge(make_query(**changes)).outcome == outcome


def test_noise_is_not_searched() -> None:
    assert judge(make_query("ㅋㅋㅋㅋ"), None).outcome == "spam"


@pytest.mark.parametrize("text", ["ㅋㅋㅋㅋ", "aaaa", "http://x.example", "<b>"])
def test_held_keys_links_and_markup_are_noise(text: str) -> None:
    assert is_noise(make_query(text))


def test_initials_are_spam_only_where_the_search_reads_nothing_in_them() -> None:
    assert judge(make_query("ㅁㄴㅇㄹ")).outcome == "spam"
    assert judge(make_query("ㅂㅅㅈㅎ"), "a").outcome != "spam"


@pytest.mark.parametrize("text", ["환불", "ㅎㅂ", "aaa", "p302"])
def test_short_slips_and_codes_are_no_noise(text: str) -> None:
    assert not is_noise(make_query(text))
