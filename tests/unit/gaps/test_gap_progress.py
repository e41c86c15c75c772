"""Better and worse are told where chance is ruled out, and small numbers are marked."""

import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feedback_function.shares import build_share
from hc_builder.gaps.loop.chance import compute_chance
from hc_builder.gaps.loop.progress import measure_progress
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import GapRecord, GapState, compute_fingerprint
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording
from hc_builder.gaps.model.report import Progress
from hc_builder.gaps.model.window import LogWindow

WINDOW = LogWindow(int(datetime(2026, 11, 21, tzinfo=UTC).timestamp()), 8, ZoneInfo("UTC"))
PUBLISHED = date(2026, 10, 31)


def measure(before: tuple[int, int], after: tuple[int, int]) -> Progress:
    """(Failed, sessions) of four weeks before the article and of three after."""
    weeks = [WeekCounts(0, 0, 0, 0, 0)] * 8
    weeks[0], weeks[5] = (WeekCounts(n, n - failed, 0, 0, 0) for failed, n in (after, before))
    query = QueryStats("k", 9, 9, 0, 0, 0, 0, 0, 0, tuple(weeks), (Wording("k", 9),))
    record = GapRecord(
        "gap-1", "missing", "k", (compute_fingerprint("k"),), PUBLISHED, 9, status="published", published=PUBLISHED
    )
    (progress,) = measure_progress(GapState(gaps=(record,)), [Decision(query, "answered", "a")], WINDOW)
    return progress


@pytest.mark.parametrize(
    ("before", "after", "verdict", "small"),
    [
        ((40, 50), (5, 40), "better", False),
        ((5, 50), (30, 40), "worse", False),
        ((8, 10), (3, 10), "unclear", True),
        ((30, 40), (20, 40), "unclear", False),
        ((9, 9), (0, 9), "better", True),
        ((0, 0), (3, 10), "unclear", True),
    ],
)
def test_a_verdict_needs_more_than_chance(
    before: tuple[int, int], after: tuple[int, int], verdict: str, small: bool
) -> None:
    told = measure(before, after)
    assert (told.verdict, told.small) == (verdict, small)


def test_hardly_one_in_a_hundred_gets_better_by_itself() -> None:
    """Gaps are chosen because many failed; what chance made look bad looks better later."""
    chance, better, whole = random.Random(1), 0, 0
    while whole < 1_500:
        share, before, after = chance.uniform(0.3, 0.95), chance.randint(3, 60), chance.randint(3, 60)
        failed = sum(chance.random() < share for _ in range(before))
        if failed >= 3 and build_share(before - failed, before).high < 0.5:
            later = sum(chance.random() < share for _ in range(after))
            better += measure((failed, before), (later, after)).verdict == "better"
            whole += 1
    assert better <= 0.01 * whole


def test_chance_is_that_of_fishers_test() -> None:
    assert compute_chance(build_share(0, 4), build_share(19, 20)) == pytest.approx(5 / 10_626, rel=1e-6)
