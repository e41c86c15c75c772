"""Shares with their uncertainty, so that chance is not sold as success."""

from math import sqrt

import msgspec

Z95 = 1.959963984540054
FEW = 30
"""Below so many cases a share is called small."""


class Share(msgspec.Struct, frozen=True):
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
    return Share(part, whole, _round(share), _round(low), _round(high))


class Change(msgspec.Struct, frozen=True):
    """A share before and after, and the 95% interval of the difference after − before."""

    before: Share
    after: Share
    difference: float
    low: float
    high: float

    @property
    def is_proven(self) -> bool:
        """The interval leaves out zero: more than chance."""
        return bool(self.before.whole and self.after.whole) and (self.low > 0 or self.high < 0)


def build_change(before: Share, after: Share) -> Change:
    """With Newcombe's hybrid score interval for independent proportions (R. G. Newcombe 1998, Statistics in Medicine
    17, method 10)."""
    difference = after.share - before.share
    down = sqrt((after.share - after.low) ** 2 + (before.high - before.share) ** 2)
    up = sqrt((after.high - after.share) ** 2 + (before.share - before.low) ** 2)
    return Change(before, after, _round(difference), _round(difference - down), _round(difference + up))


def _round(number: float) -> float:
    """Four digits: more would claim too much, and fewer bytes differ between machines."""
    return round(number, 4) + 0.0
