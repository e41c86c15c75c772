"""Shares, intervals and marks of the gap report."""

import pytest

from feedback_function.shares import build_share
from hc_builder.gaps.model.change import build_change
from hc_builder.gaps.reporting.report import find_mark


def test_wilson_interval_agrees_with_published_figures() -> None:
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3: 81/263 and 15/148
    share = build_share(81, 263)
    assert (share.low, share.high) == (0.2553, 0.3662)
    share = build_share(15, 148)
    assert (share.low, share.high) == (0.0624, 0.1605)


def test_newcombe_interval_agrees_with_published_figures() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10: 56/70 - 48/80
    change = build_change(build_share(48, 80), build_share(56, 70))
    assert (change.low, change.high) == pytest.approx((0.0524, 0.3339), abs=2e-4)
    assert change.is_proven


def test_an_empty_share_proves_nothing() -> None:
    assert build_share(0, 0).share == 0.0
    assert not build_change(build_share(0, 0), build_share(9, 9)).is_proven


def test_a_share_of_few_cases_is_small() -> None:
    assert build_share(1, 4).is_small
    assert not build_share(10, 40).is_small


@pytest.mark.parametrize(
    ("weeks", "mark"),
    [
        ((3, 0, 0, 0, 0), "new"),
        ((10, 12, 11, 10, 9), "steady"),
        ((40, 38, 12, 10, 9), "growing"),
        ((5, 6, 30, 34, 20), "shrinking"),
    ],
)
def test_a_gap_is_marked_by_how_its_weeks_move_beyond_chance(weeks: tuple[int, ...], mark: str) -> None:
    assert find_mark(weeks) == mark
