"""The window that a report looks back on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hc_builder.gaps.model.window import LogWindow

SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")


def make_window(at: str, zone: ZoneInfo = SEOUL, weeks: int = 4) -> LogWindow:
    return LogWindow(int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()), weeks, zone)


def test_a_window_ends_on_the_day_of_its_last_second() -> None:
    assert make_window("2026-11-20T15:00:00").last_day == date(2026, 11, 20)  # midnight in Seoul: the day is over
    assert make_window("2026-11-20T15:00:01").last_day == date(2026, 11, 21)
    assert make_window("2026-11-21T03:00:00", NEW_YORK).last_day == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "weeks"), [(date(2026, 11, 14), 1), (date(2026, 11, 15), 0), (date(2026, 11, 30), 0), (date(2020, 1, 1), 4)]
)
def test_only_whole_weeks_of_the_window_lie_after_a_day(day: date, weeks: int) -> None:
    assert make_window("2026-11-20T15:00:00").count_weeks_since(day) == weeks


def test_weeks_after_a_day_begin_at_the_shops_midnight() -> None:
    assert make_window("2026-11-21T05:00:00", NEW_YORK).count_weeks_since(date(2026, 11, 14)) == 1
    assert make_window("2026-11-21T04:59:59", NEW_YORK).count_weeks_since(date(2026, 11, 14)) == 0
