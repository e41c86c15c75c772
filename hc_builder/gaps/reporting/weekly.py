"""Rates by week, for the trends beside the sheet's numbers."""

from collections.abc import Sequence

from feedback_function.shares import Share
from hc_builder.gaps.model.report import ReportDay

_WEEK = 7


def build_weekly_shares(days: Sequence[ReportDay], name: str) -> list[tuple[str, Share | None]]:
    """One share a week, the oldest first, each named by its last day; None where there was nothing to count."""
    weeks = [days[start : start + _WEEK] for start in range(len(days) % _WEEK, len(days), _WEEK)]
    return [(week[-1].day, _sum_shares([getattr(day.rates, name) for day in week])) for week in weeks]


def _sum_shares(shares: Sequence[Share]) -> Share | None:
    part, whole = sum(share.part for share in shares), sum(share.whole for share in shares)
    return Share(part, whole, part / whole, 0.0, 1.0) if whole else None
