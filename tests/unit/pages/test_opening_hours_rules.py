"""Opening hours day by day: which are closed, for how long ahead, and how they are told."""

from datetime import date

import msgspec
import pytest

from hc_builder.content.contact_settings import ContactSettings, Hours
from hc_builder.content.settings import Settings
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.opening_hours import (
    build_opening_hours,
    describe_hours,
    find_hours_problems,
    parse_day,
    parse_span,
    settle_hours,
)

NINE_TO_SIX = (540, 1080)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("00:01-00:02", (1, 2)),
        ("09:30-09:30", None),  # no time at all
        ("09:30-24:00", (570, 1440)),
        ("09:30-24:01", None),
        ("1:05~2:06", (65, 126)),
        ("09:00-18:00, 19:00-20:00", None),
        ("009:00-18:00", None),
    ],
)
def test_a_span_has_a_beginning_before_its_end_within_a_day(text: str, span: tuple[int, int] | None) -> None:
    assert parse_span(text) == span


def test_a_day_is_an_iso_date() -> None:
    assert parse_day("2026-05-01") == date(2026, 5, 1)
    assert parse_day("2026-02-30") is None
    assert parse_day("5월 1일") is None


@pytest.mark.parametrize(
    ("hours", "week"),
    [
        (Hours(weekdays="09:00-18:00"), (NINE_TO_SIX,) * 5 + (None, None)),
        (Hours(saturday="09:00-18:00"), (None,) * 5 + (NINE_TO_SIX, None)),
        (Hours(sunday="09:00-18:00"), (None,) * 6 + (NINE_TO_SIX,)),
    ],
)
def test_the_week_goes_from_monday_to_sunday(hours: Hours, week: tuple[tuple[int, int] | None, ...]) -> None:
    built = build_opening_hours(hours, date(2026, 11, 1))
    assert built.week == week
    assert built.is_known


def test_closed_days_are_those_of_this_year_and_the_next_on_days_that_are_open() -> None:
    closed = build_opening_hours(Hours(weekdays="09:00-18:00"), date(2026, 11, 1)).closed
    assert {day[:4] for day in closed} == {"2026", "2027"}
    assert list(closed) == sorted(closed)
    assert {date.fromisoformat(day).weekday() for day in closed} <= set(range(5))
    sundays = build_opening_hours(Hours(sunday="09:00-18:00"), date(2026, 11, 1)).closed
    assert {date.fromisoformat(day).weekday() for day in sundays} == {6}


def test_without_a_country_only_the_shops_own_days_are_closed() -> None:
    hours = Hours(weekdays="09:00-18:00", holidays="", closed=("2026-12-24", "2026-12-26", "soon"))
    assert build_opening_hours(hours, date(2026, 11, 1)).closed == ("2026-12-24",)  # the 26th is a Saturday


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        (Hours(weekdays="09:00-18:00", holidays=""), ("평일 09:00–18:00", "토요일·일요일 휴무")),
        (
            Hours(weekdays="09:05-18:00", saturday="10:00-13:30"),
            ("평일 09:05–18:00", "토요일 10:00–13:30", "일요일·공휴일 휴무"),
        ),
        (
            Hours(weekdays="09:00-18:00", saturday="10:00-13:00", sunday="10:00-12:00", holidays=""),
            ("평일 09:00–18:00", "토요일 10:00–13:00", "일요일 10:00–12:00"),
        ),
    ],
)
def test_hours_are_told_with_the_days_that_are_closed(hours: Hours, lines: tuple[str, ...]) -> None:
    assert describe_hours(build_opening_hours(hours, date(2026, 11, 1)), read_interface_text("ko")) == lines


def test_every_fault_is_told_at_once() -> None:
    hours = Hours("nine", "ten", "x", "y", "Asia/Soul", "KOREA", ("soon", "2026-05-01"))
    problems = find_hours_problems(hours, "mkdocs.yml")
    told = [problem.what.split("hours: ")[1].split("`")[0] for problem in problems]
    assert told == ["weekdays", "saturday", "sunday", "lunch", "closed", "zone", "holidays"]
    assert {(problem.path, problem.line, problem.code) for problem in problems} == {("mkdocs.yml", 0, "HC06")}
    assert "`soon` can't be read" in problems[4].what


def test_no_country_and_no_hours_are_no_fault() -> None:
    assert find_hours_problems(Hours(holidays=""), "mkdocs.yml") == []
    assert find_hours_problems(Hours(zone="UTC"), "mkdocs.yml") == []


def test_faulty_hours_count_as_none_and_right_ones_stay() -> None:
    faulty = Settings(contact=ContactSettings(hours=Hours(weekdays="nine")), languages=("en",))
    settled, [problem] = settle_hours(faulty, "mkdocs.yml")
    assert "weekdays" in problem.what
    assert settled == msgspec.structs.replace(faulty, contact=ContactSettings())
    right = Settings(contact=ContactSettings(hours=Hours(weekdays="09:00-18:00")))
    assert settle_hours(right, "mkdocs.yml") == (right, [])
