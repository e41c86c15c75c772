"""Unresolved queries become gaps: one for each question that nobody answers, and for each article that fails."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hc_builder.gaps.model.decisions import Decision, QuestionPlace
from hc_builder.gaps.model.gaps import UNRESOLVED, Gap, count_failures
from hc_builder.gaps.model.queries import QueryStats, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer

_TERMS_SHOWN = 6


def build_gaps(
    decisions: Sequence[Decision],
    shown_terms: frozenset[str],
    places: Mapping[str, QuestionPlace],
    analyzer: QueryAnalyzer,
) -> list[Gap]:
    """The gaps, most worth answering first. `shown_terms` are the words that may be shown; `places` has every wording
    that is not spam."""
    asked = [decision for decision in decisions if decision.outcome != "spam"]
    gathered: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in _settle_scope(asked, places):
        if decision.outcome in UNRESOLVED and count_failures(decision):
            question = places[decision.query.asked].question
            gathered[decision.outcome, decision.article or str(question)].append(decision)
    gaps = [_build_gap(members, places, shown_terms, analyzer) for members in gathered.values()]
    return sorted(gaps, key=lambda gap: (-gap.score, gap.id))


def _settle_scope(decisions: Sequence[Decision], places: Mapping[str, QuestionPlace]) -> list[Decision]:
    """A query that asks the same as a missing one is missing too, however few typed it."""

    def find_question(decision: Decision) -> int:
        return places[decision.query.asked].question

    missing = {find_question(decision) for decision in decisions if decision.outcome == "missing"}
    return [
        replace(d, outcome="missing") if d.outcome == "out_of_scope" and find_question(d) in missing else d
        for d in decisions
    ]


def _build_gap(
    members: Sequence[Decision],
    places: Mapping[str, QuestionPlace],
    shown_terms: frozenset[str],
    analyzer: QueryAnalyzer,
) -> Gap:
    members = sorted(members, key=lambda m: (-count_failures(m), -m.query.sessions, m.query.key))
    wordings = _sum_wordings(members)
    terms = _find_key_terms(members, shown_terms, analyzer)
    title = _find_central([member.query for member in members], places) or " ".join(terms[:4])
    first = members[0]
    return Gap(first.outcome, first.article, places[first.query.asked].topic, tuple(members), title, wordings, terms)


def _find_central(queries: Sequence[QueryStats], places: Mapping[str, QuestionPlace]) -> str:
    """The most central of the wordings that may be shown, of the question that most of them ask."""
    shown = [query for query in queries if query.shown]
    sessions: Counter[int] = Counter()
    for query in shown:
        sessions[places[query.asked].question] += query.sessions
    order = [
        (-sessions[p.question], -p.centrality, -q.sessions, q.shown[0].text) for q in shown if (p := places[q.asked])
    ]
    return min(order)[-1] if order else ""


def _sum_wordings(members: Iterable[Decision]) -> tuple[Wording, ...]:
    shown = [wording for member in members for wording in member.query.shown]
    return tuple(sorted(shown, key=lambda w: (-w.sessions, w.text)))


def _find_key_terms(members: Iterable[Decision], shown: frozenset[str], analyzer: QueryAnalyzer) -> tuple[str, ...]:
    """The words of the group that may be shown: most sessions first, then as they were typed."""
    sessions: dict[str, int] = {}
    for member in members:
        for term in analyzer.find_terms(member.query.asked):
            if term in shown:
                sessions[term] = sessions.get(term, 0) + member.query.sessions
    ordered = sorted(sessions, key=lambda term: -sessions[term])
    return tuple(ordered[:_TERMS_SHOWN])
