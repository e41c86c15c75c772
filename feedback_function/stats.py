"""The rates a team watches, by day and by hour, from the events and from what is left of purged days."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from feedback_function.store import EventStore
from feedback_function.tables import daily
from feedback_function.tally import Counts, Tally


@dataclass(frozen=True)
class Rates:
    """One row of numbers. A rate is between 0 and 1, or None where nothing was there to divide by."""

    sessions: int
    searches: int
    self_service: float | None
    search_success: float | None
    zero_results: float | None
    helpful: float | None
    contact: float | None


@dataclass(frozen=True)
class Stats:
    """Rates of the whole window, of each of its days, and of each hour of the day over all days."""

    total: Rates
    by_day: dict[date, Rates]
    by_hour: dict[int, Rates]


def compute_stats(store: EventStore, since: datetime | None, until: datetime | None, zone: ZoneInfo) -> Stats:
    """The rates of the events with `since <= at < until`; days and hours are those of `zone`.

    A purged day counts by its daily counts when its beginning lies in the window; its hours are gone.
    Raises `StoreUnavailable`.
    """
    days: defaultdict[date, Tally] = defaultdict(Tally)
    hours: defaultdict[int, Tally] = defaultdict(Tally)
    whole = Tally()
    for event in store.read(since, until):
        local = event.at.astimezone(zone)
        for tally in (whole, days[local.date()], hours[local.hour]):
            tally.add(event)
    purged = _read_purged(store, since and since.astimezone(zone).date(), until and until.astimezone(zone).date())
    return Stats(
        total=compute_rates(sum(purged.values(), whole.count())),
        by_day={day: compute_rates(purged.get(day, Counter()) + days[day].count()) for day in sorted({*days, *purged})},
        by_hour={hour: compute_rates(hours[hour].count()) for hour in sorted(hours)},
    )


def compute_rates(counts: Counts) -> Rates:
    """The rates of counts."""
    helpful = sum(number for (metric, _), number in counts.items() if metric == "helpful")
    unhelpful = sum(number for (metric, _), number in counts.items() if metric == "unhelpful")
    seeking, searches = counts["sessions_seeking", ""], counts["searches", ""]
    return Rates(
        sessions=counts["sessions", ""],
        searches=searches,
        self_service=_divide(counts["sessions_served", ""], seeking),
        search_success=_divide(counts["searches_answered", ""], searches),
        zero_results=_divide(counts["zero_results", ""], searches),
        helpful=_divide(helpful, helpful + unhelpful),
        contact=_divide(counts["sessions_contacted", ""], seeking),
    )


def render_stats(stats: Stats) -> str:
    """A table for the terminal."""
    rows = [("total", stats.total), *((day.isoformat(), rates) for day, rates in stats.by_day.items())]
    hours = [(f"{hour:02}:00", rates) for hour, rates in stats.by_hour.items()]
    return "\n".join(
        [_HEADING, *(_render_row(*row) for row in rows), "", _HEADING, *(_render_row(*row) for row in hours)]
    )


_COLUMNS = ("sessions", "searches", "self-service", "success", "zero-result", "helpful", "contact")
_HEADING = f"{'':10}" + "".join(f"{column:>13}" for column in _COLUMNS)


def _render_row(name: str, rates: Rates) -> str:
    shares = (rates.self_service, rates.search_success, rates.zero_results, rates.helpful, rates.contact)
    cells = [str(rates.sessions), str(rates.searches), *("–" if s is None else f"{s:.0%}" for s in shares)]
    return f"{name:10}" + "".join(f"{cell:>13}" for cell in cells)


def _divide(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _read_purged(store: EventStore, since: date | None, until: date | None) -> dict[date, Counts]:
    query = sa.select(daily)
    if since is not None:
        query = query.where(daily.c.day >= since)
    if until is not None:
        query = query.where(daily.c.day < until)
    purged: defaultdict[date, Counts] = defaultdict(Counter)
    with store.reading() as connection:
        for day, metric, article, count in connection.execute(query):
            purged[day][metric, article] += count
    return dict(purged)
