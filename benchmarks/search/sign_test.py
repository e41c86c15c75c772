"""Is one run better than another on the same queries, or is the difference chance?"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb, inf


@dataclass(frozen=True)
class SignTest:
    """How many pairs got better and worse; `p`: the chance of a split at least as uneven by tosses of a coin."""

    better: int
    worse: int

    @property
    def p(self) -> float:
        pairs, least = self.better + self.worse, min(self.better, self.worse)
        return min(1.0, 2 * sum(comb(pairs, k) for k in range(least + 1)) / 2**pairs)


def compare_ranks(pairs: Iterable[tuple[int, int]]) -> SignTest:
    """`pairs` are (rank before, rank after) from 1; 0: not found. Ties say nothing."""
    ranks = [(before or inf, after or inf) for before, after in pairs]
    return SignTest(sum(after < before for before, after in ranks), sum(after > before for before, after in ranks))
