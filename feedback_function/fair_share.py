"""How much of the room each client took today, so that no single one can close the endpoint for all.

Kept in memory, by the keyed hash of `clients.py`, and forgotten at midnight. Nothing that was acknowledged is dropped
to make room: a client is refused before its events are taken.
"""

from collections import Counter
from datetime import date
from statistics import median

NEARLY_FULL = 0.8
"""From this share of the quota on, who took far more than others is refused."""
SHARE_A_DAY = 0.05
"""Of the quota, what one client may fill in a day."""
FLOOR_BYTES = 1 << 20
"""What each client may send in a day, however full it is; a long day of one customer is a tenth of it."""
TIMES_THE_MEDIAN = 20
MOST_CLIENTS = 50_000
COUNTS_SHARE = 100
"""The median of so many clients stands for one more count."""


class FairShare:
    """Bytes by client of one day. Not thread-safe: for one event loop."""

    def __init__(self, quota_bytes: int) -> None:
        self._most_a_day = max(FLOOR_BYTES, int(quota_bytes * SHARE_A_DAY))
        self._day: date | None = None
        self._taken: Counter[str] = Counter()
        self._counts = 0
        self._bound, self._outdated = 0.0, 0

    def allows(self, client: str, today: date, fullness: float) -> bool:
        """Whether `client` may send more, with the database at `fullness` of its quota (1: full)."""
        self._begin(today)
        taken = self._taken[client]
        if taken <= FLOOR_BYTES:
            return True
        return taken < self._most_a_day and (fullness < NEARLY_FULL or taken <= self._find_bound())

    def count(self, client: str, size: int) -> None:
        """`client` has sent a body of `size` bytes, which was taken."""
        self._taken[client] += size
        self._counts += 1
        if len(self._taken) > MOST_CLIENTS:
            self._taken = Counter(dict(self._taken.most_common(MOST_CLIENTS // 2)))

    def _begin(self, today: date) -> None:
        if today != self._day:
            self._day = today
            self._taken.clear()
            self._counts = self._outdated = 0

    def _find_bound(self) -> float:
        """Found anew after so many counts that what it costs is shared among them: who is refused pays for nothing."""
        if self._counts >= self._outdated:
            self._bound = max(FLOOR_BYTES, TIMES_THE_MEDIAN * median(self._taken.values()))
            self._outdated = self._counts + 1 + len(self._taken) // COUNTS_SHARE
        return self._bound
