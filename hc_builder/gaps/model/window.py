"""The stretch of time that a report looks back on, on the shop's clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from feedback_function.clock import find_day, find_day_bounds, find_offsets

WEEK_SECONDS = 7 * 86_400


@dataclass(frozen=True)
class LogWindow:
    """`weeks` times 7 × 24 hours up to `until` (seconds since 1970, UTC); days and hours in it are those of `zone`."""

    until: int
    weeks: int
    zone: ZoneInfo

    @property
    def since(self) -> int:
        return self.until - self.weeks * WEEK_SECONDS

    @cached_property
    def offsets(self) -> tuple[tuple[int, int], ...]:
        """The zone's offsets from UTC in the window, as `find_offsets` has them."""
        return find_offsets(self.since, self.until, self.zone)

    @property
    def last_day(self) -> date:
        """The shop's day on which the window ends."""
        return find_day(datetime.fromtimestamp(self.until - 1, UTC), self.zone)

    def count_weeks_since(self, day: date) -> int:
        """How many whole weeks of the window lie after the beginning of the shop's `day`."""
        begin, _ = find_day_bounds(day, self.zone)
        return max(0, min(self.weeks, int(self.until - begin.timestamp()) // WEEK_SECONDS))
