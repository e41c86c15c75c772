"""Each change tried before it is told: a help center with it is searched for what customers typed.

One change of every gap at a time, since changes of different articles hardly meet; what a change breaks is told
with it, and one that breaks much is not told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from hc_builder.gaps.advice.candidates import Candidate
from hc_builder.gaps.deciding.evidence import is_shown
from hc_builder.gaps.model.decisions import Decision, QuerySearch
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.search.cures import Cure, Shop, apply_cure

OpenSearch = Callable[[Shop], AbstractContextManager[QuerySearch]]
_MOST_TOLD, _LEAST = 3, 2
_WATCHED = 400
"""So many questions that work are asked again, those of most sessions."""
_PRICE = 4
"""What a change breaks must be worth a quarter of what it answers, or less."""


@dataclass(frozen=True)
class Advice:
    """A change, the sessions of its gap that it would answer of all that are led nowhere, and the queries: answered
    and broken."""

    cure: Cure
    answers: int
    lost: int
    answered: tuple[Decision, ...]
    broken: tuple[Decision, ...]

    @property
    def is_worth_it(self) -> bool:
        price = sum(decision.query.sessions for decision in self.broken)
        return self.answers >= _LEAST and self.answers >= _PRICE * price


def advise(
    candidates: Sequence[Candidate],
    gaps: Iterable[Gap],
    decisions: Sequence[Decision],
    shop: Shop,
    open_search: OpenSearch,
    analyzer: QueryAnalyzer,
) -> dict[str, tuple[Advice, ...]]:
    """By the id of the gap what to change, the change that answers most first. A gap is left once a change answers all
    of it; of the questions that work, those are asked again that have a word of a change."""
    members = {gap.id: [m for m in gap.members if not is_shown(gap.article, m)] for gap in gaps}
    working = [d for d in decisions if d.outcome == "answered" and d.article and is_shown(d.article, d)]
    watched = sorted(working, key=lambda d: (-d.query.sessions, d.query.key))[:_WATCHED]
    tried: dict[str, list[Advice]] = defaultdict(list)
    for candidates_once in _list_rounds(candidates):
        together = [c for c in candidates_once if not any(a.answers == a.lost for a in tried[c.gap])]
        touched = _list_touched(watched, together, analyzer)
        for candidate, advice in _try(together, members, touched, shop, open_search) if together else ():
            if advice.is_worth_it:
                tried[candidate.gap].append(advice)
    return {id: tuple(_choose(found)) for id, found in tried.items() if found}


def _list_touched(
    watched: Iterable[Decision], together: Iterable[Candidate], analyzer: QueryAnalyzer
) -> list[Decision]:
    """Those with a word, or a part of one, of what is added."""
    added = {term for c in together for term in analyzer.find_terms(f"{c.cure.text} {c.cure.target}")}
    return [d for d in watched if any(term in analyzer.normalize_query(d.query.asked) for term in added)]


def _choose(tried: Sequence[Advice]) -> list[Advice]:
    """Those that answer what none before them does."""
    chosen: list[Advice] = []
    answered: set[str] = set()
    for advice in sorted(tried, key=lambda advice: -advice.answers):
        keys = {decision.query.key for decision in advice.answered}
        if not keys <= answered and len(chosen) < _MOST_TOLD:
            chosen.append(advice)
            answered |= keys
    return chosen


def _list_rounds(candidates: Sequence[Candidate]) -> Iterable[list[Candidate]]:
    """The first of each gap, the second of each, and so on."""
    rounds: dict[int, list[Candidate]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for candidate in candidates:
        rounds[counts[candidate.gap]].append(candidate)
        counts[candidate.gap] += 1
    return rounds.values()


def _try(
    together: Sequence[Candidate],
    members: Mapping[str, Sequence[Decision]],
    watched: Sequence[Decision],
    shop: Shop,
    open_search: OpenSearch,
) -> Iterable[tuple[Candidate, Advice]]:
    changed = shop
    for candidate in together:
        center, synonyms = apply_cure(changed, candidate.article, candidate.cure)
        changed = replace(changed, center=center, synonyms=synonyms)
    asked = [decision for candidate in together for decision in members[candidate.gap]]
    with open_search(changed) as search:
        after = _replay([*asked, *watched], search)
    broken = [(d, after[d.query.key]) for d in watched if not is_shown(d.article, after[d.query.key])]
    for candidate in together:
        lost = members[candidate.gap]
        answered = tuple(d for d in lost if is_shown(candidate.article, after[d.query.key]))
        price = tuple(was for was, now in broken if is_shown(candidate.article, now))
        yield candidate, Advice(candidate.cure, _sum(answered), _sum(lost), answered, price)


def _replay(decisions: Sequence[Decision], search: QuerySearch) -> dict[str, Decision]:
    found = search.find_many([decision.query.asked for decision in decisions])
    pairs = zip(decisions, found, strict=True)
    return {d.query.key: replace(d, found=result.ids, quoted=result.quoted) for d, result in pairs}


def _sum(decisions: Iterable[Decision]) -> int:
    return sum(decision.query.sessions for decision in decisions)
