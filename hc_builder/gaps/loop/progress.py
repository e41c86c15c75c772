"""Did it help? Each published gap before and after, with an interval, so that chance is not sold as success."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from hc_builder.gaps.counting.episodes import WEEK, Window
from hc_builder.gaps.deciding.outcomes import Decision
from hc_builder.gaps.loop.state import GapRecord, State, compute_fingerprint
from hc_builder.gaps.model.change import Change, Share, build_change, build_share
from hc_builder.gaps.model.queries import WeekCounts


class Progress(msgspec.Struct, frozen=True):
    """A published gap. `verdict` is `better`, `worse` or `unclear`: what the failures' interval leaves open."""

    id: str
    title: str
    article: str
    published: str
    failure: Change
    contact: Change
    declined: Change
    verdict: str


def measure_progress(state: State, decisions: Sequence[Decision], window: Window) -> tuple[Progress, ...]:
    """For each published gap: failures and contacts by session, and "no" votes by session that opened an article."""
    by_print: dict[str, Decision] = {compute_fingerprint(d.query.key): d for d in decisions}
    published = (record for record in state.gaps if record.status == "published" and record.published)
    return tuple(_measure(record, by_print, window) for record in published)


def _measure(record: GapRecord, by_print: dict[str, Decision], window: Window) -> Progress:
    found = [by_print[print] for print in record.fingerprints if print in by_print]
    first = count_weeks_since(record.published or date.max, window)
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
        "unclear" if not failure.is_proven else "better" if failure.difference < 0 else "worse",
    )


def count_weeks_since(day: date, window: Window) -> int:
    """How many whole weeks of the window lie after `day`; the week of the day itself counts for neither side."""
    begin = datetime.combine(day, time(), UTC) - timedelta(seconds=window.offset)
    return max(0, min(window.weeks, int(window.until - begin.timestamp()) // WEEK))


def _fail(weeks: Iterable[WeekCounts]) -> Share:
    weeks = list(weeks)
    sessions = sum(week.sessions for week in weeks)
    return build_share(sessions - sum(week.solved for week in weeks), sessions)


def _share(weeks: Iterable[WeekCounts], part: str, whole: str) -> Share:
    weeks = list(weeks)
    return build_share(sum(getattr(week, part) for week in weeks), sum(getattr(week, whole) for week in weeks))
