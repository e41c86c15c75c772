"""What a gap weighs, when a dismissed one comes back, and what may be printed of it."""

from datetime import date

import pytest

from hc_builder.gaps.deciding.gaps import build_gaps
from hc_builder.gaps.model.decisions import Decision, QuestionPlace
from hc_builder.gaps.model.gaps import FollowedGap, Gap, GapRecord, count_failures, find_shares
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()


def make_decision(
    text: str = "해외 배송", weeks: tuple[int, ...] = (10, 0), solved: int = 0, contacted: int = 0, refused: int = 0
) -> Decision:
    counts = tuple(WeekCounts(number, 0, 0, 0, 0) for number in weeks)
    total = sum(weeks)
    query = QueryStats(text, total, total, 0, 0, 0, solved, 0, contacted, counts, (Wording(text, total),))
    return Decision(query, "missing", refused=refused)


def make_gap(*members: Decision) -> Gap:
    return Gap("missing", "", 0, members, "", (), ())


def test_a_gap_weighs_its_failed_sessions() -> None:
    assert make_gap(make_decision()).score == 10.0
    assert make_gap(make_decision(solved=5)).score == 5.0


def test_a_week_weighs_four_fifths_of_the_week_after_it() -> None:
    assert make_gap(make_decision(weeks=(0, 10))).score == 8.0
    assert make_gap(make_decision(weeks=(0, 0, 10))).score == 6.4


def test_a_session_that_cost_a_contact_weighs_twice() -> None:
    assert make_gap(make_decision(contacted=10)).score == 20.0
    assert make_gap(make_decision(contacted=5)).score == 15.0


def test_a_gap_that_nobody_met_weighs_nothing() -> None:
    assert make_gap(make_decision(weeks=(0, 0))).score == 0.0


def test_who_refused_an_article_failed_though_the_search_solved_it() -> None:
    assert count_failures(make_decision(solved=10, refused=4)) == 4
    assert count_failures(make_decision(solved=2, refused=4)) == 8


def test_the_share_of_the_first_gaps_is_of_all_failed_sessions() -> None:
    gaps = [make_gap(make_decision()) for _ in range(3)]
    assert (find_shares(gaps, 40), find_shares(gaps, 40, first=2), find_shares([], 0)) == (0.75, 0.5, 0.0)


@pytest.mark.parametrize(("sessions", "hidden"), [(19, True), (20, False)])
def test_a_dismissed_gap_stays_hidden_until_twice_as_many_ask(sessions: int, hidden: bool) -> None:
    record = GapRecord("gap-1", "missing", "", (), date(2026, 11, 1), 10, "dismissed", dismissed_at=10)
    assert FollowedGap(make_gap(make_decision(weeks=(sessions,))), record, True, False).is_hidden is hidden


def build(*decisions: Decision, known: frozenset[str] = frozenset()) -> list[Gap]:
    places = {decision.query.asked: QuestionPlace(0, 0, 1.0) for decision in decisions}
    return build_gaps(decisions, known, places, KOREAN)


def test_a_wording_of_two_sessions_is_not_printed_and_its_words_only_where_they_are_known() -> None:
    (gap,) = build(
        make_decision("홍길동 환불", weeks=(2,)), make_decision("환불 김철수", weeks=(2,)), known=frozenset(("환불",))
    )
    assert (gap.wordings, gap.terms, gap.title) == ((), ("환불",), "환불")


def test_what_fewer_than_three_sessions_lacked_is_no_gap() -> None:
    assert build(make_decision("해외 배송", weeks=(2,))) == []


def test_a_wording_of_three_sessions_is_the_title() -> None:
    (gap,) = build(make_decision("홍길동 환불", weeks=(3,)))
    assert gap.title == "홍길동 환불"


def test_queries_that_ask_the_same_are_one_gap_and_those_that_failed_nowhere_none() -> None:
    (gap,) = build(make_decision("해외 배송"), make_decision("외국 배송"), make_decision("배송비", solved=10))
    assert [member.query.key for member in gap.members] == ["외국 배송", "해외 배송"]


def test_missing_questions_of_one_topic_are_one_gap_and_those_of_another_their_own() -> None:
    one, near, other = (make_decision(text) for text in ("해외 배송", "해외 배송비", "선물 포장"))
    topics = {one: (0, 0), near: (1, 0), other: (2, 1)}
    places = {d.query.asked: QuestionPlace(question, topic, 1.0) for d, (question, topic) in topics.items()}
    found = build_gaps([one, near, other], frozenset(), places, KOREAN)
    assert {frozenset(gap.keys) for gap in found} == {
        frozenset(("해외 배송", "해외 배송비")),
        frozenset(("선물 포장",)),
    }
