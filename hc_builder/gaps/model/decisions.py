"""What became of a query: the search's results, the articles near it, and the outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from hc_builder.gaps.model.queries import QueryStats

Outcome = Literal["missing", "unfindable", "unhelpful", "answered", "out_of_scope", "spam"]
FOUND_WITHIN = 3
"""A customer on a phone sees about so many results without scrolling."""
COVERED = 0.42
"""Above this score an article is taken to answer; see benchmarks/gaps.md."""


class QueryResult(Protocol):
    """What the search made of a query: the ids of articles, best first, how it read a slip, and the article that it
    quotes the answer from, empty where it quotes none."""

    @property
    def ids(self) -> tuple[str, ...]: ...

    @property
    def mended(self) -> str: ...

    @property
    def quoted(self) -> str: ...


class QuerySearch(Protocol):
    """The customers' own search."""

    def find_many(self, queries: Sequence[str]) -> Sequence[QueryResult]: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a query. `article` is the one concerned, empty where there is none.

    `found` are the articles that the search gives for it today; `score` is how near the nearest article comes;
    `refused` counts the sessions that opened `article` since its last change and were not helped; `quoted` is what
    stands above the results: an article, or a card with `card:` before its id; `mended` is how the search read a slip.
    """

    query: QueryStats
    outcome: Outcome
    article: str = ""
    found: tuple[str, ...] = ()
    score: float = 0.0
    refused: int = 0
    quoted: str = ""
    mended: str = ""


@dataclass(frozen=True)
class Covering:
    """An article near to a query, and how near, 0 to 1."""

    article: str
    score: float

    @property
    def covers(self) -> bool:
        return self.score >= COVERED


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Where a wording stands among those in trouble: its question, its topic, and how well it speaks for the question
    (0 to 1)."""

    question: int
    topic: int
    centrality: float
