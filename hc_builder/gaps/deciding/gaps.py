"""Unresolved queries become gaps: one for each question that nobody answers, and for each article that fails."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from hc_builder.gaps.deciding.outcomes import Decision, Outcome
from hc_builder.gaps.grouping.questions import group_texts
from hc_builder.gaps.model.queries import PRIVATE_BELOW, QueryStats, Wording
from hc_builder.gaps.query_keys import find_terms

UNRESOLVED: tuple[Outcome, ...] = ("missing", "unfindable", "unhelpful")
_WEEKLY_DECAY = 0.8
_TERMS_SHOWN = 6


@dataclass(frozen=True)
class Gap:
    """Queries that lack the same thing. Its members may be private: `wordings` and `terms` are what may be shown.

    `title` is the most central wording of at least `PRIVATE_BELOW` sessions, or the key terms, or empty where those too
    are private.
    """

    kind: Outcome
    article: str
    topic: int
    members: tuple[Decision, ...]
    title: str
    wordings: tuple[Wording, ...]
    terms: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(member.query.key for member in self.members)

    @property
    def sessions(self) -> int:
        return sum(member.query.sessions for member in self.members)

    @property
    def failed(self) -> int:
        """Sessions without an answer; for an unhelpful article those that refused it or went to a person."""
        return sum(count_failures(member) for member in self.members)

    @property
    def contacted(self) -> int:
        return sum(member.query.contacted for member in self.members)

    @property
    def weeks(self) -> tuple[int, ...]:
        """Sessions by week, the latest first."""
        by_member = ([week.sessions for week in member.query.weeks] for member in self.members)
        return tuple(map(sum, zip(*by_member, strict=True)))

    @property
    def score(self) -> float:
        """What answering would save: failed sessions, recent weeks more, and those that cost a contact more."""
        weighed = sum(number * _WEEKLY_DECAY**week for week, number in enumerate(self.weeks))
        failure = self.failed / self.sessions if self.sessions else 0.0
        contacts = self.contacted / self.sessions if self.sessions else 0.0
        return round(weighed * failure * (1 + contacts), 4)

    @property
    def id(self) -> str:
        """A short name that holds no customer's text."""
        seed = f"{self.kind}\n{self.article or min(self.keys)}"
        return f"gap-{blake2s(seed.encode(), digest_size=4).hexdigest()}"


def count_failures(decision: Decision) -> int:
    """Sessions of the query that did not get what they came for."""
    return max(decision.query.failed, decision.refused)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands among all: its question, its topic, and how well it speaks for the question (0 to 1)."""

    question: int
    topic: int
    centrality: float


def place_texts(texts: Sequence[str]) -> dict[str, Place]:
    """Each of the texts and its place among them."""
    groups = group_texts(texts)
    return dict(zip(texts, map(Place, groups.question, groups.topic, groups.centrality), strict=True))


def build_gaps(decisions: Sequence[Decision], known_terms: frozenset[str], places: Mapping[str, Place]) -> list[Gap]:
    """The gaps, most worth answering first. `known_terms` stand in the content, so they may be shown; `places` has
    every wording that is no spam."""
    asked = [decision for decision in decisions if decision.outcome != "spam"]
    shown_terms = known_terms | find_common_terms(decisions)
    gathered: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in _settle_scope(asked, places):
        if decision.outcome in UNRESOLVED and count_failures(decision):
            question = places[decision.query.asked].question
            gathered[decision.outcome, decision.article or str(question)].append(decision)
    gaps = [_build_gap(members, places, shown_terms) for members in gathered.values()]
    return sorted(gaps, key=lambda gap: (-gap.score, gap.id))


def _settle_scope(decisions: Sequence[Decision], places: Mapping[str, Place]) -> list[Decision]:
    """What asks the same as something missing is missing too, however few asked it so."""

    def find_question(decision: Decision) -> int:
        return places[decision.query.asked].question

    missing = {find_question(decision) for decision in decisions if decision.outcome == "missing"}
    return [
        replace(d, outcome="missing") if d.outcome == "out_of_scope" and find_question(d) in missing else d
        for d in decisions
    ]


def find_common_terms(decisions: Iterable[Decision]) -> frozenset[str]:
    """Words that at least `PRIVATE_BELOW` sessions typed."""
    sessions: Counter[str] = Counter()
    for decision in decisions:
        for term in set(find_terms(decision.query.asked)):
            sessions[term] += decision.query.sessions
    return frozenset(term for term, number in sessions.items() if number >= PRIVATE_BELOW)


def _build_gap(members: Sequence[Decision], places: Mapping[str, Place], shown_terms: frozenset[str]) -> Gap:
    members = sorted(members, key=lambda m: (-count_failures(m), -m.query.sessions, m.query.key))
    wordings = _sum_wordings(members)
    terms = _find_key_terms(members, shown_terms)
    title = _find_central([member.query for member in members], places) or " ".join(terms[:4])
    first = members[0]
    return Gap(first.outcome, first.article, places[first.query.asked].topic, tuple(members), title, wordings, terms)


def _find_central(queries: Sequence[QueryStats], places: Mapping[str, Place]) -> str:
    """The most central of the wordings that may be shown, of the question that most of them ask."""
    shown = [query for query in queries if query.shown]
    sessions: Counter[int] = Counter()
    for query in shown:
        sessions[places[query.asked].question] += query.sessions
    order = [(-sessions[p.question], -p.centrality, -q.sessions, q.asked) for q in shown if (p := places[q.asked])]
    return min(order)[-1] if order else ""


def _sum_wordings(members: Iterable[Decision]) -> tuple[Wording, ...]:
    shown = [wording for member in members for wording in member.query.shown]
    return tuple(sorted(shown, key=lambda w: (-w.sessions, w.text)))


def _find_key_terms(members: Iterable[Decision], shown: frozenset[str]) -> tuple[str, ...]:
    """The words of the group that may be shown: most sessions first, then as they were typed."""
    sessions: dict[str, int] = {}
    for member in members:
        for term in find_terms(member.query.asked):
            if term in shown:
                sessions[term] = sessions.get(term, 0) + member.query.sessions
    ordered = sorted(sessions, key=lambda term: -sessions[term])
    return tuple(ordered[:_TERMS_SHOWN])


def find_shares(gaps: Sequence[Gap], all_failed: int, first: int = 10) -> float:
    """The share of all failed searches that the first gaps would answer."""
    return round(sum(gap.failed for gap in gaps[:first]) / all_failed, 4) if all_failed else 0.0
