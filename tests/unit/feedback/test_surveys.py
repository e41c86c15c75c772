"""What surveys say, with intervals that do not promise more than the answers hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_function.surveys import build_points, compute_surveys


def test_each_kind_has_its_own_scale() -> None:
    counts = {
        "csat_3": 1,
        "csat_4": 2,
        "csat_5": 1,
        "ces_4": 3,
        "ces_5": 1,
        "nps_6": 1,
        "nps_7": 1,
        "nps_8": 1,
        "nps_9": 2,
    }
    surveys = compute_surveys(counts)
    assert (surveys.csat.part, surveys.csat.whole) == (3, 4)
    assert (surveys.ces.part, surveys.ces.whole) == (1, 4)
    assert (surveys.nps.points, surveys.nps.whole) == (20.0, 5)


def test_without_an_answer_there_is_no_score() -> None:
    surveys = compute_surveys({})
    assert (surveys.csat.whole, surveys.ces.whole, surveys.nps.whole) == (0, 0, 0)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_interval_holds_the_score_and_stays_in_its_range(up: int, down: int, between: int) -> None:
    points = build_points(up, down, up + down + between)
    assert -100 <= points.low <= points.points <= points.high <= 100


def test_three_promoters_alone_are_no_certain_hundred() -> None:
    few, many = build_points(3, 0, 3), build_points(300, 0, 300)
    assert few.points == many.points == 100
    assert few.low < 25 < 95 < many.low


@pytest.mark.parametrize(("up", "down", "whole"), [(60, 20, 100), (30, 30, 100), (80, 5, 100)])
def test_the_interval_is_near_the_one_for_large_samples(up: int, down: int, whole: int) -> None:
    """sqrt((p + d - (p - d)^2) / n), which is right for many answers in the middle of the scale."""
    p, d = up / whole, down / whole
    spread = 196 * ((p + d - (p - d) ** 2) / whole) ** 0.5
    points = build_points(up, down, whole)
    assert points.high - points.low == pytest.approx(2 * spread, rel=0.12)
