"""What the report lists: articles past review or that help least, and no more gaps than can be read."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.discretion import Discretion
from hc_builder.gaps.model.counts import LeftOut, LogCounts, SessionTotals
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import MOST_GAPS, Findings, FollowedGap, Gap, GapRecord, GapState, Status
from hc_builder.gaps.model.queries import QueryStats, QueryTotals, WeekCounts, Wording
from hc_builder.gaps.model.report import SmallerGaps
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report, find_least_helpful, find_stale_articles

TODAY = date(2026, 11, 21)


def write_center(folder: Path, **articles: str) -> HelpCenter:
    content = folder / "content"
    content.mkdir()
    for name, fields in articles.items():
        (content / f"{name}.md").write_text(f"---\ntitle: {name}\n{fields}\n---\n본문\n", encoding="utf-8")
    return read_help_center(content, Settings(), Renderer(), TODAY)


def count(**articles: tuple[int, int, int]) -> LogCounts:
    """Opens, "yes" and "no" votes of each article."""
    rows = [
        {"article": name, "opens": opens, "helpful": yes, "unhelpful": no, "contacts": 0}
        for name, (opens, yes, no) in articles.items()
    ]
    sessions = SessionTotals([], LeftOut(0, 0, 0, 0))
    return LogCounts([], QueryTotals(0, 0, 0, 0, 0), sessions, [], [], rows, [], [], [])


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ("review_by: 2026-11-20", True),
        ("review_by: 2026-11-21", False),
        ("updated: 2026-05-24", True),
        ("updated: 2026-05-25", False),
        ("", False),
    ],
)
def test_an_article_is_stale_the_day_after_its_review_or_half_a_year_after_its_last_change(
    fields: str, listed: bool, tmp_path: Path
) -> None:
    stale = find_stale_articles(count(fee=(3, 0, 0)), write_center(tmp_path, fee=fields), TODAY)
    assert bool(stale) is listed


def test_stale_articles_that_nobody_opens_are_not_listed_and_the_rest_by_opens(tmp_path: Path) -> None:
    center = write_center(tmp_path, a="review_by: 2026-01-01", b="review_by: 2026-01-01", c="review_by: 2026-01-01")
    stale = find_stale_articles(count(a=(1, 0, 0), b=(9, 0, 0), c=(0, 0, 0), gone=(9, 0, 0)), center, TODAY)
    assert [entry.article.id for entry in stale] == ["b", "a"]


def test_one_no_is_no_entry_and_two_of_two_help_more_than_twenty_of_thirty(tmp_path: Path) -> None:
    center = write_center(tmp_path, one="", few="", many="", fine="")
    least = find_least_helpful(count(one=(1, 0, 1), few=(2, 0, 2), many=(40, 10, 20), fine=(9, 9, 0)), center)
    assert [entry.article.id for entry in least] == ["many", "few"]


def test_two_noes_among_many_are_no_case_against_an_article_that_helps_more_than_the_others(tmp_path: Path) -> None:
    center = write_center(tmp_path, loved="", weak="")
    least = find_least_helpful(count(loved=(90, 60, 2), weak=(40, 20, 8)), center)
    assert [entry.article.id for entry in least] == ["weak"]


def test_the_only_article_that_was_voted_on_is_listed_when_half_of_its_readers_said_no(tmp_path: Path) -> None:
    least = find_least_helpful(count(only=(9, 2, 2)), write_center(tmp_path, only=""))
    assert [entry.article.id for entry in least] == ["only"]


def follow(number: int, status: Status = "open") -> FollowedGap:
    """A gap of so many failed sessions."""
    weeks = (WeekCounts(number, 0, 0, 0, 0),)
    query = QueryStats(f"말{number}", number, number, 0, 0, 0, 0, 0, 0, weeks, (Wording(f"말{number}", number),))
    gap = Gap("missing", "", 0, (Decision(query, "missing"),), f"말{number}", (), ())
    record = GapRecord(f"gap-{number}", "missing", "", (), TODAY, number, status, dismissed_at=number)
    return FollowedGap(gap, record, False, False)


def test_however_many_gaps_there_are_forty_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    open_ones, dismissed = [follow(100 - number) for number in range(43)], follow(200, "dismissed")
    now = datetime(2026, 11, 21, tzinfo=UTC)
    window = LogWindow(int(now.timestamp()), 8, ZoneInfo("Asia/Seoul"))
    judge = Discretion(QueryAnalyzer(), frozenset())
    findings = Findings(count(), (), (dismissed, *open_ones), GapState(), window, judge, {})
    report = build_report(findings, write_center(tmp_path), now)
    assert [gap.failed for gap in report.gaps] == [100 - number for number in range(MOST_GAPS)]
    assert (report.smaller, report.dismissed) == (SmallerGaps(3, 60 + 59 + 58), 1)
    assert "3 smaller gaps with 177 failed visits" in render_report(report, "md", "en")
    assert "더 작은 것 3개(답을 얻지 못한 방문 177건)" in render_report(report, "md", "ko")
