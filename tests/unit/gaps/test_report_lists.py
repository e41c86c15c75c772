"""Which articles the report lists: those that are past review, and those that help least."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.help_center import HelpCenter, read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.model.counts import LeftOut, LogCounts, SessionTotals
from hc_builder.gaps.model.queries import QueryTotals
from hc_builder.gaps.reporting.report import find_least_helpful, find_stale_articles

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
