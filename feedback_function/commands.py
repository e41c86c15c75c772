"""What an operator does with what is kept: the commands behind `python -m feedback_function` and `hc feedback`.

Each returns what there is to tell; none prints.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from feedback_function.errors import UserError
from feedback_function.events import SESSION
from feedback_function.settings import EndpointSettings
from feedback_function.store import EventStore, Traces, open_store, open_to_read


class BadSession(UserError):
    """What is no session's number."""

    exit_code = 2


@dataclass(frozen=True)
class Told:
    """Data for stdout, lines for stderr, and what the process ends with."""

    data: str = ""
    lines: tuple[str, ...] = ()
    exit_code: int = 0


def tell_stats(settings: EndpointSettings, days: int) -> Told:
    """The rates of the last `days`. Raises `StoreUnavailable`, as all commands do."""
    from feedback_function.inquiry.counts import render_counts
    from feedback_function.inquiry.day_counts import count_inquiries, may_count
    from feedback_function.stats import compute_stats, render_stats

    now = datetime.now(UTC)
    since = now - timedelta(days=days)
    with reading(settings) as store:
        stats = compute_stats(store, since, now, settings.zone, settings.limits)
        inquiries = render_counts(count_inquiries(store, since, settings.zone)) if may_count(store) else ""
    return Told("\n\n".join(filter(None, (render_stats(stats), inquiries))))


def export_events(
    settings: EndpointSettings, out: BinaryIO, since: datetime | None = None, until: datetime | None = None
) -> Told:
    """Write the events as JSON Lines."""
    with reading(settings) as store:
        count = store.export_jsonl(out, since, until)
    return Told(lines=(f"Wrote {count} events",))


def migrate_tables(settings: EndpointSettings) -> Told:
    """Make the tables, or bring them up to date, by the rights of the settings' own role."""
    open_store(settings.database_url, settings.days).close()
    return Told(lines=("The tables are up to date",))


def purge_events(settings: EndpointSettings, older_than: timedelta) -> Told:
    """Count old events by day, then delete them."""
    from feedback_function.retention import build_counting, purge

    with _open(settings) as store:
        purged = purge(store, older_than, build_counting(settings))
    done = f"Deleted {purged.events} events; {purged.days} days are kept as counts"
    return _tell_traces(done, purged.traces, purged.is_gone or store.overwrites)


def erase_events(settings: EndpointSettings, session: str) -> Told:
    """Delete what one session sent."""
    from feedback_function.retention import erase_session

    if not SESSION.fullmatch(session):
        raise BadSession("no session has that number", "it is 16 to 64 of A-Z a-z 0-9 _ -, as it is in the browser")
    with _open(settings) as store:
        erased = erase_session(store, session)
    return _tell_traces(f"Deleted {erased.events} events", erased.traces, store.overwrites)


def _tell_traces(done: str, traces: Traces, is_gone: bool) -> Told:
    """Ends with 1 where what was deleted can't go yet. `is_gone`: what went left no byte behind."""
    if traces is Traces.HELD:
        return Told(lines=(done, *_HELD), exit_code=1)
    if traces is Traces.UNTIL_VACUUM:
        return Told(lines=(done, *_LEFT_TO_AUTOVACUUM))
    left = "Nothing of them is left in the database" if is_gone else _FREED
    return Told(lines=(done, f"{left}; backups of it are yours to delete"))


_HELD = (
    "error: the database could not clear their bytes, which stay on the disk",
    "  hint: end the export or report that reads it, then run this again",
)
_FREED = "Their room in the database is free, and PostgreSQL will write over it"
_LEFT_TO_AUTOVACUUM = (
    "note: no query finds them any more; this role may not vacuum, so their room is freed when PostgreSQL does",
    "  hint: to have it done at once, run `VACUUM events` as the owner of the table, or grant this role MAINTAIN on it",
)


@contextmanager
def _open(settings: EndpointSettings) -> Iterator[EventStore]:
    """The store, which must exist, to read and write."""
    with closing(open_store(settings.database_url, settings.days, create=False)) as store:
        yield store


@contextmanager
def reading(settings: EndpointSettings) -> Iterator[EventStore]:
    """The store, which must exist."""
    with closing(open_to_read(settings.database_url)) as store:
        yield store
