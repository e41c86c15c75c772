"""When a person answers: settings → hours, closed days and words."""

from datetime import date

import pytest

from hc_builder.content.contact_settings import Hours
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.opening_hours import build_opening_hours, describe_hours, find_hours_problems, parse_span

SHOP = Hours(weekdays="09:00-18:00", lunch="12:00-13:00")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09:00-18:00", (540, 1080)),
        (" 9:30 ~ 17:00 ", (570, 1020)),
        ("00:00–24:00", (0, 1440)),
        ("18:00-09:00", None),
        ("09:00-25:00", None),
        ("아홉 시부터", None),
        ("", None),
    ],
)
def test_a_span_of_hours_is_read(text, span):
    assert parse_span(text) == span


def test_korean_holidays_and_their_substitutes_are_closed_days():
    closed = build_opening_hours(SHOP, date(2026, 11, 1)).closed
    assert "2026-12-25" in closed  # 성탄절
    assert "2027-02-09" in closed  # 설날 대체공휴일
    assert "2026-08-15" not in closed  # a Saturday: closed anyhow


def test_the_shops_own_days_are_closed_too():
    closed = build_opening_hours(Hours(weekdays="09:00-18:00", closed=("2026-12-24",)), date(2026, 11, 1)).closed
    assert "2026-12-24" in closed


def test_builds_of_one_year_are_the_same():
    assert build_opening_hours(SHOP, date(2026, 1, 1)) == build_opening_hours(SHOP, date(2026, 12, 31))


def test_without_hours_nothing_is_claimed():
    hours = build_opening_hours(Hours(), date(2026, 11, 1))
    assert not hours.is_known
    assert describe_hours(hours, read_interface_text("ko")) == ()


def test_hours_are_told_in_the_readers_words():
    hours = build_opening_hours(SHOP, date(2026, 11, 1))
    korean = describe_hours(hours, read_interface_text("ko"))
    assert korean == ("평일 09:00–18:00", "점심 12:00–13:00", "토요일·일요일·공휴일 휴무")
    assert describe_hours(hours, read_interface_text("en"))[0] == "Mon–Fri 09:00–18:00"


@pytest.mark.parametrize(
    ("hours", "field", "hint"),
    [
        (Hours(weekdays="9시-18시"), "weekdays", "09:00-18:00"),
        (Hours(closed=("12월 24일",)), "closed", "2026-05-01"),
        (Hours(zone="Asia/Soul"), "zone", "Asia/Seoul"),
        (Hours(holidays="KOR1"), "holidays", "KOR"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cure(hours, field, hint):
    [problem] = find_hours_problems(hours, "mkdocs.yml")
    assert problem.path == "mkdocs.yml"
    assert f"hours: {field}" in problem.what
    assert hint in problem.hint


def test_right_hours_have_no_problem():
    assert find_hours_problems(SHOP, "mkdocs.yml") == []
