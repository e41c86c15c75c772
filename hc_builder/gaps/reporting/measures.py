"""Rates and surveys of a period beside the one before, and what may be said of the difference."""

from collections.abc import Iterable

from feedback_function.facts import SCORES
from feedback_function.rates import Rates
from feedback_function.shares import FEW
from feedback_function.surveys import Surveys, compute_surveys
from hc_builder.gaps.model.change import Change, build_change
from hc_builder.gaps.model.report import Report
from hc_builder.gaps.model.sheet import Measure, Recommendation, Verdict
from hc_builder.gaps.model.sheet_counts import SheetCounts, name_scores
from hc_builder.gaps.reporting.weekly import build_weekly_shares

_RATES = ("self_service", "search_success", "zero_results", "helpful", "contact", "abandoned")
_FORM_RATE = "form_answered"
"""Told only where the inquiry form was used."""
_LESS_IS_BETTER = frozenset({"zero_results", "contact", "abandoned"})


def measure_rates(report: Report) -> Iterable[Measure]:
    before: Rates = report.rates_before
    for name in (*_RATES, _FORM_RATE):
        change = build_change(getattr(before, name), getattr(report.rates, name))
        if name == _FORM_RATE and not (change.after.whole or change.before.whole):
            continue
        weeks = build_weekly_shares(report.days, name)
        points = tuple((day, round(share.share, 4) if share else None) for day, share in weeks)
        yield Measure(name, change, _judge(change, name not in _LESS_IS_BETTER), points)


def measure_surveys(counts: SheetCounts) -> Iterable[Measure]:
    now, before = _read_surveys(counts, 0), _read_surveys(counts, 1)
    for name in ("csat", "ces"):
        change = build_change(getattr(before, name), getattr(now, name))
        if change.after.whole or change.before.whole:
            yield Measure(name, change, _judge(change, True))


def _read_surveys(counts: SheetCounts, period: int) -> Surveys:
    return compute_surveys(name_scores(counts.surveys, period))


def _judge(change: Change, more_is_better: bool) -> Verdict:
    """What may be said of a share beside the one before."""
    if not change.after.whole:
        return "none"
    if change.is_proven:
        return "better" if (change.difference > 0) is more_is_better else "worse"
    return "few" if min(change.after.whole, change.before.whole) < FEW else "same"


def measure_recommendation(counts: SheetCounts) -> Recommendation:
    """Two scores differ by more than chance if their intervals do not meet, which is the careful way to tell."""
    after, before = _read_surveys(counts, 0).nps, _read_surveys(counts, 1).nps
    if not after.whole:
        return Recommendation(before, after, "none")
    if before.whole and (after.low > before.high or after.high < before.low):
        return Recommendation(before, after, "better" if after.points > before.points else "worse")
    return Recommendation(before, after, "few" if min(after.whole, before.whole) < FEW else "same")


def list_scores(counts: SheetCounts) -> dict[str, dict[int, int]]:
    """How many gave each score, by kind of survey; kinds that nobody answered are left out."""
    given = name_scores(counts.surveys, 0)
    scores = {
        kind: {n: given.get(f"{kind}_{n}", 0) for n in range(low, high + 1)} for kind, (low, high) in SCORES.items()
    }
    return {kind: found for kind, found in scores.items() if any(found.values())}
