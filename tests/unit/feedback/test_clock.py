"""Days and hours of the shop's clock, daylight saving time included."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feedback_function.clock import (
    UnknownZone,
    date_of,
    find_day,
    find_day_bounds,
    find_offsets,
    number_day,
    parse_zone,
)

NEW_YORK, SEOUL = ZoneInfo("America/New_York"), ZoneInfo("Asia/Seoul")
SPRING = datetime(2026, 3, 8, 7, tzinfo=UTC)  # 02:00 becomes 03:00 in New York


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def test_three_at_night_utc_is_the_day_before_in_new_york_and_noon_of_the_day_in_seoul() -> None:
    at = datetime(2026, 11, 21, 3, tzinfo=UTC)
    assert (find_day(at, NEW_YORK), find_day(at, SEOUL)) == (date(2026, 11, 20), date(2026, 11, 21))


def test_the_day_on_which_clocks_go_forward_has_23_hours() -> None:
    start, end = find_day_bounds(date(2026, 3, 8), NEW_YORK)
    assert (start, end) == (datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC))


def test_a_zone_without_daylight_saving_has_one_offset() -> None:
    assert find_offsets(0, 86_400, SEOUL) == ((0, 9 * 3600),)


def test_offsets_change_in_the_second_in_which_the_clocks_do() -> None:
    begin = seconds(SPRING) - 3601
    assert find_offsets(begin, seconds(SPRING) + 1, NEW_YORK) == ((begin, -5 * 3600), (seconds(SPRING), -4 * 3600))


def test_a_window_that_ends_as_the_clocks_change_has_the_old_offset_only() -> None:
    begin = seconds(SPRING) - 3600
    assert find_offsets(begin, seconds(SPRING), NEW_YORK) == ((begin, -5 * 3600),)


def test_zones_off_by_quarter_hours_are_exact() -> None:
    assert find_offsets(seconds(SPRING), seconds(SPRING) + 60, ZoneInfo("Asia/Kathmandu"))[0][1] == 20_700


def test_days_are_numbered_from_1970() -> None:
    assert (number_day(date(1970, 1, 2)), date_of(1)) == (1, date(1970, 1, 2))


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "KST+9", "/etc/localtime"])
def test_an_unknown_zone_is_told_with_an_example(name: str) -> None:
    with pytest.raises(UnknownZone, match="hint: use an IANA name, such as Asia/Seoul"):
        parse_zone(name)
