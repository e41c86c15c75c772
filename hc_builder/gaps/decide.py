"""What became of each query, with the evidence: replay through the real search on the current content decides."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from hc_builder.gaps.coverage import Covering
from hc_builder.gaps.keys import find_terms
from hc_builder.gaps.query_stats import Answer, QueryStats, Refusal

Outcome = Literal["missing", "unfindable", "unhelpful", "answered", "out_of_scope", "spam"]
FOUND_WITHIN = 3
"""A customer on a phone sees about so many results without scrolling."""
_HELPLESS = 0.3
_NOISE = re.compile(r"(.)\1{3,}|https?|www|[<>{}$]|^[ㄱ-ㅎㅏ-ㅣ]{4,}$")


class Hit(Protocol):
    """One article that the search found."""

    @property
    def id(self) -> str: ...


class Result(Protocol):
    """What the search made of a query, best first."""

    @property
    def hits(self) -> Sequence[Hit]: ...


class Search(Protocol):
    """The customers' own search."""

    def search_many(self, queries: Iterable[str]) -> Iterable[Result]: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a query. `article` is the one concerned, empty where there is none.

    `found` are the articles that the search gives for it today; `score` is how near the nearest article comes.
    """

    query: QueryStats
    outcome: Outcome
    article: str
    found: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Knowledge:
    """What deciding looks at besides the events: the current articles and their words."""

    articles: frozenset[str]
    terms: frozenset[str]


def decide_all(
    queries: Sequence[QueryStats], search: Search, covering: Mapping[str, Covering], knowledge: Knowledge
) -> list[Decision]:
    """One decision for each query, in their order. `covering`: key → the nearest article."""
    asked = [query for query in queries if not is_noise(query)]
    results = search.search_many([query.asked for query in asked])
    found = {q.key: tuple(hit.id for hit in result.hits[:10]) for q, result in zip(asked, results, strict=True)}
    return [decide(query, found.get(query.key), covering[query.key], knowledge) for query in queries]


def decide(query: QueryStats, found: tuple[str, ...] | None, covering: Covering, knowledge: Knowledge) -> Decision:
    """The outcome of one query. `found` is None for noise, which is not searched."""
    if found is None:
        return Decision(query, "spam", "", (), 0.0)
    outcome, article = _judge(query, found, covering, knowledge)
    return Decision(query, outcome, article, found, covering.score)


def _judge(query: QueryStats, found: tuple[str, ...], covering: Covering, knowledge: Knowledge) -> tuple[Outcome, str]:
    if refusal := find_refusal(query, knowledge.articles):
        return "unhelpful", refusal.article
    right = find_right_article(query, covering, knowledge.articles)
    if right:
        return ("answered" if right in found[:FOUND_WITHIN] else "unfindable"), right
    if query.settled * 2 >= query.sessions and found:
        return "answered", found[0]
    if not query.contacted and not query.opened and not knowledge.terms.intersection(find_terms(query.asked)):
        return "out_of_scope", ""
    return "missing", ""


def find_refusal(query: QueryStats, articles: frozenset[str]) -> Refusal | None:
    """An article that was opened from the query and then refused too often."""
    for refusal in query.refusals:
        bad = max(refusal.declined, refusal.contacted)
        if refusal.article in articles and bad and bad >= _HELPLESS * refusal.opened:
            return refusal
    return None


def find_right_article(query: QueryStats, covering: Covering, articles: frozenset[str]) -> str:
    """The article that answers: by its words, or because customers ended there; empty where none does."""
    ended = [answer for answer in query.answers if answer.article in articles and _is_agreed(answer, query)]
    if ended:
        return ended[0].article
    return covering.article if covering.covers else ""


def _is_agreed(answer: Answer, query: QueryStats) -> bool:
    """Chance leads single customers to some article; agreement of several does not."""
    return answer.sessions >= 2 and answer.sessions >= 0.25 * query.sessions


def is_noise(query: QueryStats) -> bool:
    """No question at all: nothing but signs, keys held down, links or code."""
    return not query.key or bool(_NOISE.search(query.asked.casefold()))
