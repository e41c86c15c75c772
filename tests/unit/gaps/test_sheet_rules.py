"""What the sheet counts, says and draws, on the smallest examples."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from event_samples import make_event

from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting.sheet import count_sheet
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.counts import LeftOut, LogCounts, SessionTotals
from hc_builder.gaps.model.queries import QueryTotals
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.drawings import draw_heat, draw_spark
from hc_builder.gaps.reporting.report import _build_hours, _remarks_of
from hc_builder.gaps.reporting.sheet_page import SheetSayings, read_sheet_words

WEEKDAYS = read_sheet_words("ko")["weekdays"]


def make_week(**numbers: int) -> list[list[int]]:
    """Seven rows of 24 hours; `d1h14=3`: three on Tuesday from 14:00."""
    week = [[0] * 24 for _ in range(7)]
    for place, number in numbers.items():
        day, hour = map(int, place[1:].split("h"))
        week[day][hour] = number
    return week


def say_busiest(week: list[list[int]]) -> str:
    words = read_sheet_words("ko") | {"at": "{weekday} {hour}시 {n}"}
    return SheetSayings(words, SimpleNamespace()).busiest("at", week)  # type: ignore[arg-type]


def test_the_busiest_hour_is_told_by_its_day_and_of_two_the_earlier() -> None:
    assert say_busiest(make_week(d1h14=3, d4h2=1)) == f"{WEEKDAYS[1]} 14시 3"
    assert say_busiest(make_week(d6h23=2, d2h9=2)) == f"{WEEKDAYS[2]} 09시 2"
    assert say_busiest(make_week()) == ""


def test_searches_of_one_hour_add_up() -> None:
    rows = [{"weekday": 2, "hour": 9, "searches": number} for number in (3, 4)]
    assert _build_hours(rows)[2][9] == 7


def test_a_comment_keeps_its_reason_and_the_latest_stands_first() -> None:
    comments = [
        {"article": "fee", "comment": "길어요", "reason": None, "t": 1},
        {"article": "fee", "comment": "틀려요", "reason": "wrong", "t": 2},
        {"article": "other", "comment": "다른 글", "reason": "", "t": 3},
    ]
    counts = LogCounts(
        [], QueryTotals(0, 0, 0, 0, 0), SessionTotals([], LeftOut(0, 0, 0, 0)), [], [], [], [], comments, []
    )
    assert [(remark.text, remark.reason) for remark in _remarks_of(counts, "fee")] == [
        ("틀려요", "wrong"),
        ("길어요", ""),
    ]


def list_heights(svg: str) -> list[float]:
    line = re.search(r'points="([^"]+)"', svg)
    return [float(point.split(",")[1]) for point in line[1].split()] if line else []


def test_a_line_uses_its_height_where_weeks_differ_and_lies_flat_where_they_hardly_do() -> None:
    apart = list_heights(draw_spark([0.2, 0.5, 0.8], "찾음"))
    assert apart[0] - apart[-1] == pytest.approx(20)
    alike = list_heights(draw_spark([0.500, 0.501], "찾음"))
    assert alike[0] - alike[-1] < 1


def test_the_heat_map_is_as_wide_as_its_hours_and_rings_the_busiest() -> None:
    drawn = str(draw_heat(make_week(d1h14=3, d4h2=1), WEEKDAYS, "검색", ""))
    right = max(int(x) + int(w) for x, w in re.findall(r'<rect[^>]* x="(\d+)"[^>]* width="(\d+)"', drawn))
    width = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])  # type: ignore[index]
    assert right <= width < right + 10
    assert drawn.count('class="most"') == 1


def test_addresses_that_were_asked_for_count_in_the_days_of_the_sheet_alone(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    asked = [("2026-11-20", "/now/"), ("2026-11-19", "/now/"), ("2026-11-10", "/before/"), ("2026-10-01", "/long-ago/")]
    log.write_text(
        "\n".join(
            json.dumps(make_event("missing", asked=address, at=f"{day}T03:00:00.000Z", session=f"session-{day}"))
            for day, address in asked
        )
    )
    analyzer = QueryAnalyzer()
    window = LogWindow(int(datetime(2026, 11, 21, tzinfo=UTC).timestamp()), 2, ZoneInfo("Asia/Seoul"))
    with open_events(str(log), analyzer) as events:
        rows = count_sheet(events, window, Gaps(), 7).missing
    assert rows == [{"asked": "/now/", "sessions": 2, "days": 2}]
