"""The rates by day and by hour, from the events and from what is left of purged days."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from feedback_function.clock import find_day
from feedback_function.counted import LeftOut, count_left_out, select_counted
from feedback_function.customers import Limits
from feedback_function.daily_counts import MetricCounts, count_events
from feedback_function.rates import Rates, compute_rates
from feedback_function.rows import build_window
from feedback_function.shares import Share
from feedback_function.store import EventStore
from feedback_function.surveys import Surveys, compute_surveys
from feedback_function.tables import daily

Key = TypeVar("Key", bound=Hashable)
_LIMITS = Limits()


@dataclass(frozen=True)
class PeriodRates:
    """One row of numbers: all sessions and searches of a stretch of time, its rates, and what surveys said."""

    sessions: int
    searches: int
    rates: Rates
    surveys: Surveys


@dataclass(frozen=True)
class Stats:
    """Rates of the whole window, of each of its days, and of each hour of the day over all days, on the clock of
    `zone`."""

    zone: ZoneInfo
    total: PeriodRates
    by_day: dict[date, PeriodRates]
    by_hour: dict[int, PeriodRates]
    left_out: LeftOut


def compute_stats(
    store: EventStore, since: datetime | None, until: datetime | None, zone: ZoneInfo, limits: Limits = _LIMITS
) -> Stats:
    """The rates of the events with `since <= at < until` that count by `limits`; days and hours are those of `zone`.

    A purged day counts by its daily counts when its beginning lies in the window; its hours are gone.
    Raises `StoreUnavailable`.
    """
    within = build_window(since, until)
    with store.reading() as connection:
        counted = select_counted(connection, within, limits)
        by_slot = count_events(counted, lambda event: _find_slot(event.at.astimezone(zone)))
        left_out = count_left_out(connection, within, limits)
    purged = _read_purged(store, since and find_day(since, zone), until and find_day(until, zone))
    days = _sum_by(((day, counts) for (day, _), counts in by_slot.items()), purged)
    hours = _sum_by(((hour, counts) for (_, hour), counts in by_slot.items()), {})
    return Stats(
        zone,
        total=build_period(_add_up(days.values())),
        by_day={day: build_period(days[day]) for day in sorted(days)},
        by_hour={hour: build_period(hours[hour]) for hour in sorted(hours)},
        left_out=left_out,
    )


def build_period(counts: MetricCounts) -> PeriodRates:
    """The numbers of counts, those of single articles added up."""
    sums: Counter[str] = Counter()
    for (metric, _), number in counts.items():
        sums[metric] += number
    return PeriodRates(sums["sessions"], sums["searches"], compute_rates(sums), compute_surveys(sums))


def render_stats(stats: Stats) -> str:
    """A table for the terminal."""
    rows = [("total", stats.total), *((day.isoformat(), period) for day, period in stats.by_day.items())]
    hours = [(f"{hour:02}:00", period) for hour, period in stats.by_hour.items()]
    days, by_hour = ([_HEADING, *(_render_row(*row) for row in part)] for part in (rows, hours))
    told = [*days, "", *by_hour, "", f"Days and hours are those of {stats.zone.key}."]
    shares = [*_render_surveys(stats.total.surveys), *_render_form(stats.total.rates.form_answered)]
    return "\n".join([*told, *shares, *_render_left_out(stats.left_out)])


def _render_left_out(left_out: LeftOut) -> list[str]:
    """One line for each kind that there was."""
    lines = {
        f"Not counted: {left_out.sessions} sessions of bots and floods.": left_out.sessions,
        f"Not counted: {left_out.votes} votes on articles that their session did not show.": left_out.votes,
    }
    return [line for line, number in lines.items() if number]


def _render_surveys(surveys: Surveys) -> list[str]:
    """One line for each kind that was answered."""
    shares = {"csat (4 or 5 of 5)": surveys.csat, "ces (5 or more of 7)": surveys.ces}
    lines = [f"{name}: {_render_share(share)} of {share.whole}" for name, share in shares.items() if share.whole]
    nps = surveys.nps
    return [*lines, f"nps: {nps.points:+.0f} of {nps.whole}"] if nps.whole else lines


def _render_form(answered: Share) -> list[str]:
    """A line where the inquiry form was used."""
    told = f"inquiry forms that ended by an answer shown in them: {_render_share(answered)} of {answered.whole}"
    return [told] if answered.whole else []


_COLUMNS = ("sessions", "searches", "self-service", "contact", "abandoned", "success", "zero-result", "helpful")
_HEADING = f"{'':10}" + "".join(f"{column:>13}" for column in _COLUMNS)


def _render_row(name: str, period: PeriodRates) -> str:
    r = period.rates
    shares = (r.self_service, r.contact, r.abandoned, r.search_success, r.zero_results, r.helpful)
    cells = [str(period.sessions), str(period.searches), *map(_render_share, shares)]
    return f"{name:10}" + "".join(f"{cell:>13}" for cell in cells)


def _render_share(share: Share) -> str:
    return f"{share.part / share.whole:.0%}" if share.whole else "–"


def _find_slot(local: datetime) -> tuple[date, int]:
    return local.date(), local.hour


def _add_up(all_counts: Iterable[MetricCounts]) -> MetricCounts:
    total: MetricCounts = Counter()
    for counts in all_counts:
        total.update(counts)
    return total


def _sum_by(parts: Iterable[tuple[Key, MetricCounts]], more: dict[Key, MetricCounts]) -> dict[Key, MetricCounts]:
    sums: defaultdict[Key, MetricCounts] = defaultdict(Counter)
    for key, counts in (*parts, *more.items()):
        sums[key].update(counts)
    return dict(sums)


def _read_purged(store: EventStore, since: date | None, until: date | None) -> dict[date, MetricCounts]:
    query = sa.select(daily)
    if since is not None:
        query = query.where(daily.c.day >= since)
    if until is not None:
        query = query.where(daily.c.day < until)
    purged: defaultdict[date, MetricCounts] = defaultdict(Counter)
    with store.reading() as connection:
        for day, metric, article, count in connection.execute(query):
            purged[day][metric, article] += count
    return dict(purged)
