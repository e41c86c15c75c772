"""What became of each query, with the evidence: replay through the real search on the current content decides."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from hc_builder.gaps.coverage import Covering
from hc_builder.gaps.keys import find_terms
from hc_builder.gaps.knowledge import Knowledge
from hc_builder.gaps.query_stats import Answer, QueryStats

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

    `found` are the articles that the search gives for it today; `score` is how near the nearest article comes;
    `refused` counts the sessions that opened `article` since its last change and were not helped.
    """

    query: QueryStats
    outcome: Outcome
    article: str = ""
    found: tuple[str, ...] = ()
    score: float = 0.0
    refused: int = 0


def decide_all(queries: Sequence[QueryStats], search: Search, knowledge: Knowledge) -> list[Decision]:
    """One decision for each query, in their order."""
    covering = knowledge.cover(queries)
    asked = [query for query in queries if not is_noise(query)]
    results = search.search_many([query.asked for query in asked])
    found = {q.key: tuple(hit.id for hit in result.hits[:10]) for q, result in zip(asked, results, strict=True)}
    return [decide(query, found.get(query.key), covering[query.key], knowledge) for query in queries]


def decide(query: QueryStats, found: tuple[str, ...] | None, covering: Covering, knowledge: Knowledge) -> Decision:
    """The outcome of one query. `found` is None for noise, which is not searched."""
    if found is None:
        return Decision(query, "spam")
    if refused := find_refused(query, knowledge.articles):
        article, sessions = refused
        return Decision(query, "unhelpful", article, found, covering.score, sessions)
    if right := find_right_article(query, covering, knowledge.articles):
        outcome: Outcome = "answered" if right in found[:FOUND_WITHIN] else "unfindable"
        return Decision(query, outcome, right, found, covering.score)
    if query.settled * 2 >= query.sessions and found:
        return Decision(query, "answered", found[0], found, covering.score)
    known = query.contacted or query.opened or knowledge.terms.intersection(find_terms(query.asked))
    return Decision(query, "missing" if known else "out_of_scope", "", found, covering.score)


def find_refused(query: QueryStats, articles: Mapping[str, int]) -> tuple[str, int] | None:
    """The article most often refused of those that were opened from the query and refused too often, and by how many
    sessions. What was refused before the article's last change no longer counts."""
    opened: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for refusal in query.refusals:
        if refusal.article in articles and refusal.day >= articles[refusal.article]:
            opened[refusal.article] += refusal.opened
            bad[refusal.article] += max(refusal.declined, refusal.contacted)
    refused = {article: number for article, number in bad.items() if number and number >= _HELPLESS * opened[article]}
    return min(refused.items(), key=lambda item: (-item[1], item[0]), default=None)


def find_right_article(query: QueryStats, covering: Covering, articles: Mapping[str, int]) -> str:
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
