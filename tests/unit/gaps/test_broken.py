"""What broke is told at once: votes that fell, and articles that are gone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from test_report_lists import write_center

from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.discretion import Discretion
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.broken import list_fallen, list_lost

LAST = 20_000
JUDGE = Discretion(QueryAnalyzer())


@pytest.fixture
def center(tmp_path: Path) -> HelpCenter:
    return write_center(tmp_path, fee="", refund="")


def vote(day: int, hour: int, yes: int, no: int, article: str = "fee") -> dict[str, Any]:
    return {"article": article, "day": day, "hour": day * 24 + hour, "helpful": yes, "unhelpful": no}


MONTH = [vote(LAST - day, 9, 2, int(day == 20)) for day in range(3, 28)]


def test_votes_that_fell_since_yesterday_are_told_and_since_when(center: HelpCenter) -> None:
    (fallen,) = list_fallen([*MONTH, *(vote(LAST, hour, hour == 8, 2) for hour in range(8, 13))], center, LAST)
    assert (fallen.article.id, fallen.days) == ("fee", 1)
    assert (fallen.before.part, fallen.before.whole, fallen.after.part, fallen.after.whole) == (50, 51, 1, 11)


@pytest.mark.parametrize(
    "late",
    [
        [vote(LAST, 9, 0, 25)],  # all in one hour: a rival with many tabs
        [vote(LAST, hour, 3, 1) for hour in (8, 10, 12)],  # not deep
        [vote(LAST, 9, 0, 1)],
        [vote(LAST, hour, 0, 3, "gone") for hour in (8, 10, 12)],
    ],
)
def test_what_may_be_chance_or_forged_is_not_told(late: Sequence[dict[str, Any]], center: HelpCenter) -> None:
    assert list_fallen([*MONTH, *late], center, LAST) == ()


def read(article: str, sessions: int = 5, days: int = 3, period: int = 0) -> dict[str, Any]:
    return {"article": article, "sessions": sessions, "days": days, "period": period}


def test_an_article_that_was_read_and_is_gone_is_told(center: HelpCenter) -> None:
    rows = [read("fee"), read("old/fee", 7), read("old/card", 9), read("past", period=1), read("gone/away")]
    assert [(p.text, p.sessions) for p in list_lost(rows, center, {"gone/away"}, JUDGE)] == [
        ("old/card", 9),
        ("old/fee", 7),
    ]


@pytest.mark.parametrize("row", [read("a", sessions=2), read("a", days=1), read("minji_kim99")])
def test_what_one_person_may_have_made_up_is_not_told(row: dict[str, Any], center: HelpCenter) -> None:
    assert list_lost([row], center, (), JUDGE) == ()
