"""How long events stay: old days are counted and deleted, one session is erased on request.

Neither leaves what a query could find, nor on SQLite a byte, unless somebody reads the old state meanwhile, which is
said (`EventStore.forget_deleted`).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from feedback_function.clock import find_day, find_day_bounds
from feedback_function.counted import select_counted
from feedback_function.customers import Limits
from feedback_function.daily_counts import MetricCounts, count_events
from feedback_function.database import take_turns
from feedback_function.published import ArticleNames
from feedback_function.settings import EndpointSettings
from feedback_function.store import EventStore, Removed
from feedback_function.tables import daily, events
from feedback_function.traces import Traces


@dataclass(frozen=True)
class Purged:
    """What a purge deleted, and what is left of it."""

    events: int
    days: int
    traces: Traces
    is_gone: bool = False
    """They went with their tables, files and all."""


@dataclass(frozen=True)
class Erased:
    """What was deleted of a session, and what is left of it."""

    events: int
    traces: Traces


@dataclass(frozen=True)
class Counting:
    """How a day is counted that is purged: on the clock of `zone`, what counts by `limits`, the articles in `names`."""

    zone: ZoneInfo
    limits: Limits = field(default_factory=Limits)
    names: ArticleNames = field(default_factory=ArticleNames)


def build_counting(settings: EndpointSettings) -> Counting:
    """As the settings say."""
    return Counting(settings.zone, settings.limits, ArticleNames(settings.articles))


def purge(store: EventStore, older_than: timedelta, counting: Counting, now: datetime | None = None) -> Purged:
    """Delete the events of all days that ended more than `older_than` ago, after counting them into `daily`.

    A day is one of the shop's clock, by the time at which the endpoint took the event; a session that goes on past
    midnight is counted on both days. Each day is one transaction, so that the endpoint can write in between. Raises
    `StoreUnavailable`.
    """
    last_day = find_day((now or datetime.now(UTC)) - older_than, counting.zone)
    counting.names.refresh()
    removed: list[Removed] = []
    while (day := _find_oldest_day(store, counting.zone)) and day < last_day:
        removed.append(_purge_day(store, day, counting))
    store.drop_empty(find_day_bounds(last_day, counting.zone)[0])
    dropped, deleted = sum(each.dropped for each in removed), sum(each.deleted for each in removed)
    is_gone = dropped > 0 and not deleted
    traces = Traces.NONE if is_gone else store.forget_deleted()
    return Purged(dropped + deleted, len(removed), traces, is_gone)


def erase_session(store: EventStore, session: str) -> Erased:
    """Delete all events of one session. Raises `StoreUnavailable`."""
    with store.transaction() as connection:
        erased = connection.execute(sa.delete(events).where(events.c.session == session)).rowcount
    return Erased(erased, store.forget_deleted())


def _find_oldest_day(store: EventStore, zone: ZoneInfo) -> date | None:
    with store.reading() as connection:
        oldest: datetime | None = connection.scalar(sa.select(sa.func.min(events.c.received_at)))
    return find_day(oldest, zone) if oldest else None


def _purge_day(store: EventStore, day: date, counting: Counting) -> Removed:
    start, end = find_day_bounds(day, counting.zone)
    of_day = (events.c.received_at >= start) & (events.c.received_at < end)
    with store.transaction() as connection:
        take_turns(connection)
        counted = count_events(select_counted(connection, of_day, counting.limits), lambda event: day)
        _write_counts(connection, day, _name_known(counted.get(day, Counter()), counting.names))
        return store.remove(connection, start, end)


def _name_known(counts: MetricCounts, names: ArticleNames) -> MetricCounts:
    """Articles that no site has count for the shop as a whole, whose numbers stay as they were."""
    named: MetricCounts = Counter()
    for (metric, article), count in counts.items():
        named[metric, names.keep(article)] += count
    return named


def _write_counts(connection: Connection, day: date, counts: MetricCounts) -> None:
    """Add the counts of `day`. If two instances purge it at once, the second finds no events left."""
    for (metric, article), count in counts.items():
        key = (daily.c.day == day) & (daily.c.metric == metric) & (daily.c.article == article)
        if not connection.execute(sa.update(daily).where(key).values(count=daily.c.count + count)).rowcount:
            connection.execute(sa.insert(daily).values(day=day, metric=metric, article=article, count=count))
