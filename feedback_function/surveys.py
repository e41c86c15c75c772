"""What customers say when they are asked: CSAT, CES and NPS, defined once, as `rates.py` does it for what they do.

- *CSAT*: scores of 4 or 5, of all from 1 to 5 ("satisfied").
- *CES*: scores of 5, 6 or 7, of all from 1 to 7 ("it was easy").
- *NPS*: the share of 9 and 10 less the share of 0 to 6, in points from -100 to 100.
"""

from collections.abc import Mapping
from math import sqrt

from msgspec import Struct

from feedback_function.facts import SCORES
from feedback_function.shares import Share, build_share, round_share

_SATISFIED, _EASY, _PROMOTER, _DETRACTOR = 4, 5, 9, 6


class Points(Struct, frozen=True):
    """A net promoter score: points and their 95% interval, of `whole` answers. All zero where there is none."""

    whole: int
    points: float
    low: float
    high: float


class Surveys(Struct, frozen=True):
    """The three scores of one stretch of time."""

    csat: Share
    ces: Share
    nps: Points


def compute_surveys(counts: Mapping[str, int]) -> Surveys:
    """Of counts by the names that the daily counts give them: `csat_4`, `nps_10`."""
    answers = {kind: _read_scores(counts, kind) for kind in SCORES}
    csat, ces, nps = answers["csat"], answers["ces"], answers["nps"]
    return Surveys(
        csat=build_share(_sum_from(csat, _SATISFIED), sum(csat.values())),
        ces=build_share(_sum_from(ces, _EASY), sum(ces.values())),
        nps=build_points(
            _sum_from(nps, _PROMOTER), sum(nps.values()) - _sum_from(nps, _DETRACTOR + 1), sum(nps.values())
        ),
    )


def build_points(promoters: int, detractors: int, whole: int) -> Points:
    """The difference of two shares of the same answers, with Zou and Donner's MOVER interval (Statistics in Medicine
    27, 2008) over Wilson's, which knows that one share can only grow at the other's cost."""
    if not whole:
        return Points(0, 0.0, 0.0, 0.0)
    up, down = build_share(promoters, whole), build_share(detractors, whole)
    spread = sqrt(up.share * (1 - up.share) * down.share * (1 - down.share))
    tie = -up.share * down.share / spread if spread else 0.0
    net = up.share - down.share
    low = net - _combine(up.share - up.low, down.high - down.share, tie)
    high = net + _combine(up.high - up.share, down.share - down.low, tie)
    return Points(whole, *(round(100 * round_share(value), 1) for value in (net, max(-1.0, low), min(1.0, high))))


def _combine(one: float, other: float, tie: float) -> float:
    return sqrt(one * one - 2 * tie * one * other + other * other)


def _read_scores(counts: Mapping[str, int], kind: str) -> dict[int, int]:
    low, high = SCORES[kind]
    return {score: counts.get(f"{kind}_{score}", 0) for score in range(low, high + 1)}


def _sum_from(scores: Mapping[int, int], least: int) -> int:
    return sum(number for score, number in scores.items() if score >= least)
