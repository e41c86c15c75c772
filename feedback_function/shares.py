"""Shares with their uncertainty, so that chance is not sold as success."""

from collections.abc import Iterable
from math import sqrt

from msgspec import Struct

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""
FEW = 30
"""A share of fewer cases is called small."""


class Share(Struct, frozen=True):
    """`part` of `whole`, and the 95% interval of the share (0 to 1). All zero where `whole` is 0."""

    part: int
    whole: int
    share: float
    low: float
    high: float

    @property
    def is_small(self) -> bool:
        return self.whole < FEW


def build_share(part: int, whole: int) -> Share:
    """With Wilson's score interval (E. B. Wilson 1927, "Probable inference", JASA 22), good for small numbers too."""
    if not whole:
        return Share(0, 0, 0.0, 0.0, 0.0)
    part = min(part, whole)
    share = part / whole
    spread = Z95 * sqrt(share * (1 - share) / whole + Z95**2 / (4 * whole**2))
    centre, scale = share + Z95**2 / (2 * whole), 1 + Z95**2 / whole
    low, high = max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
    return Share(part, whole, round_share(share), round_share(low), round_share(high))


def sum_shares(shares: Iterable[Share]) -> Share:
    """The share of all their cases together."""
    every = list(shares)
    return build_share(sum(share.part for share in every), sum(share.whole for share in every))


def round_share(number: float) -> float:
    """Four digits: more would claim too much, and machines differ in the last ones."""
    return round(number, 4) + 0.0
