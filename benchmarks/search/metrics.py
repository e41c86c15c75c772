"""How good a ranking is. A ranking is a list of article ids, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

Ranking = Sequence[str]
Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Scores:
    """Shares of queries, 0 to 1: the right article first, in the first five; and the mean of 1/rank to rank 10."""

    hit_1: float
    hit_5: float
    mrr_10: float


def score(rankings: Sequence[Ranking], right: Sequence[str]) -> Scores:
    """`right[i]` is the id that `rankings[i]` should have."""
    ranks = [find_rank(ranking, id) for ranking, id in zip(rankings, right, strict=True)]
    return Scores(
        fmean(rank == 1 for rank in ranks),
        fmean(0 < rank <= 5 for rank in ranks),
        fmean(1 / rank if 0 < rank <= 10 else 0 for rank in ranks),
    )


def find_rank(ranking: Ranking, id: str) -> int:
    """From 1; 0 when it isn't there."""
    return ranking.index(id) + 1 if id in ranking else 0


def find_percentile(values: Sequence[Number], share: float) -> Number:
    """The nearest-rank percentile: `share` of the values are no greater."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
