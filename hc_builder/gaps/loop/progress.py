"""Did it help? Each published gap before and after, with an interval, so that chance is not sold as success."""

from collections.abc import Iterable, Sequence

from feedback_function.shares import Share, build_share
from hc_builder.gaps.loop.chance import compute_chance
from hc_builder.gaps.model.change import Change, build_change
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import GapRecord, GapState, compute_fingerprint
from hc_builder.gaps.model.queries import WeekCounts
from hc_builder.gaps.model.report import Progress
from hc_builder.gaps.model.window import LogWindow

_CHANCE = 0.005


def measure_progress(state: GapState, decisions: Sequence[Decision], window: LogWindow) -> tuple[Progress, ...]:
    """For each published gap: failures and contacts by session, and "no" votes by session that opened an article."""
    by_print: dict[str, Decision] = {compute_fingerprint(d.query.key): d for d in decisions}
    published = (record for record in state.gaps if record.status == "published" and record.published)
    return tuple(_measure(record, by_print, window) for record in published)


def _measure(record: GapRecord, by_print: dict[str, Decision], window: LogWindow) -> Progress:
    found = [by_print[print] for print in record.fingerprints if print in by_print]
    first = window.count_weeks_since(record.published) if record.published else 0
    after = [week for d in found for week in d.query.weeks[:first]]
    before = [week for d in found for week in d.query.weeks[first + 1 :]]
    failure = build_change(_fail(before), _fail(after))
    return Progress(
        record.id,
        record.title,
        record.article,
        str(record.published),
        failure,
        build_change(_share(before, "contacted", "sessions"), _share(after, "contacted", "sessions")),
        build_change(_share(before, "declined", "opened"), _share(after, "declined", "opened")),
        _judge(failure),
        failure.is_small,
    )


def _judge(failure: Change) -> str:
    """Gaps are found because many failed, so some get better by themselves: of those to which nothing happened, at most
    one in a hundred may be told as better."""
    if compute_chance(failure.after, failure.before) < _CHANCE:
        return "better"
    return "worse" if compute_chance(failure.before, failure.after) < _CHANCE else "unclear"


def _fail(weeks: Iterable[WeekCounts]) -> Share:
    weeks = list(weeks)
    sessions = sum(week.sessions for week in weeks)
    return build_share(sessions - sum(week.solved for week in weeks), sessions)


def _share(weeks: Iterable[WeekCounts], part: str, whole: str) -> Share:
    weeks = list(weeks)
    return build_share(sum(getattr(week, part) for week in weeks), sum(getattr(week, whole) for week in weeks))
