"""The shop's clock: the day and the hour of the shop that an instant falls on.

Instants are UTC everywhere; the zone is always an argument. Daylight saving time is followed, so a day may have 23 or
25 hours.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedback_function.errors import UserError

DAY_SECONDS = 86_400
STEP_SECONDS = 900
"""Every zone's offset from UTC is a whole number of quarter hours, and changes on one."""
_FIRST_DAY = date(1970, 1, 1).toordinal()


class UnknownZone(UserError):
    """A name that is not in the IANA time zone database."""


def parse_zone(name: str) -> ZoneInfo:
    """`Asia/Seoul` → its zone. Raises `UnknownZone`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(f"unknown time zone {name!r}", "use an IANA name, such as Asia/Seoul") from None


def find_day(at: datetime, zone: ZoneInfo) -> date:
    """The shop's date at an aware instant."""
    return at.astimezone(zone).date()


def find_day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants at which the shop's `day` and the next one begin, in UTC."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def find_offsets(since: int, until: int, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """The zone's offsets in force from `since` to `until` (seconds since 1970), each as (first second, seconds east of
    UTC), in order of time. One unless the clocks change in between."""
    offsets: list[tuple[int, int]] = []
    for second in (since, *range(since - since % STEP_SECONDS + STEP_SECONDS, until, STEP_SECONDS)):
        offset = _find_offset(second, zone)
        if not offsets or offsets[-1][1] != offset:
            offsets.append((second, offset))
    return tuple(offsets)


def number_day(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _FIRST_DAY


def date_of(number: int) -> date:
    """The date that is `number` days after 1970-01-01."""
    return date.fromordinal(_FIRST_DAY + number)


def _find_offset(second: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
