"""A share before and after something was done, and whether the difference is more than chance."""

from math import sqrt

import msgspec

from feedback_function.shares import Share, round_share


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

    @property
    def is_small(self) -> bool:
        """Either side rests on few cases."""
        return self.before.is_small or self.after.is_small


def build_change(before: Share, after: Share) -> Change:
    """With Newcombe's hybrid score interval for independent proportions (R. G. Newcombe 1998, Statistics in Medicine
    17, method 10)."""
    difference = after.share - before.share
    down = sqrt((after.share - after.low) ** 2 + (before.high - before.share) ** 2)
    up = sqrt((after.high - after.share) ** 2 + (before.share - before.low) ** 2)
    return Change(before, after, round_share(difference), round_share(difference - down), round_share(difference + up))
