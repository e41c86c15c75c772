"""Counts inquiries by day: those that are kept still as they stand, those whose days are over as they were counted."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite

from feedback_function.clock import find_day
from feedback_function.inquiry.counts import InquiryCounts, InquiryLog, Kind, Messages, find_step, summarize
from feedback_function.inquiry.outbox import CUSTOMER, SHOP
from feedback_function.inquiry.tables import inquiries, inquiry_days, outbox
from feedback_function.store import EventStore

Days = dict[date, dict[Kind, Counter[str]]]
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def count_inquiries(events: EventStore, since: datetime, zone: ZoneInfo) -> InquiryCounts:
    """Those that came since then. Raises `StoreUnavailable`."""
    return summarize(read_log(events, since, None, zone))


def read_log(events: EventStore, since: datetime, until: datetime | None, zone: ZoneInfo) -> InquiryLog:
    """Those that came from `since` on and before `until`, by day of the clock of `zone`. Of a day whose inquiries are
    deleted all count, if it begins in that stretch. Raises `StoreUnavailable`."""
    first = find_day(since - timedelta(microseconds=1), zone) + timedelta(days=1)
    within = inquiries.c.received_at >= since
    if until is not None:
        within &= inquiries.c.received_at < until
    with events.reading() as connection:
        days = _count_kept(connection, within, zone)
        _add_deleted(connection, days, first, find_day(until, zone) if until else date.max)
        messages = _count_messages(connection)
    counts = {day: {kind: dict(names) for kind, names in days[day].items()} for day in sorted(days)}
    return InquiryLog(1, datetime.now(UTC), zone.key, first, counts, messages)


def may_count(events: EventStore) -> bool:
    """Whether this role may read them: one that reads events alone need not. Raises `StoreUnavailable`."""
    if events.engine.dialect.name == "sqlite":
        return True
    tables = (inquiries, outbox, inquiry_days)
    rights = sa.select(*(sa.func.has_table_privilege(table.name, "SELECT") for table in tables))
    with events.reading() as connection:
        return all(connection.execute(rights).one())


def keep_counts(connection: Connection, within: sa.ColumnElement[bool], zone: ZoneInfo) -> None:
    """Add what is about to be deleted to the counts of its days."""
    rows = [
        {"day": day, "kind": kind, "name": name, "count": count}
        for day, kinds in _count_kept(connection, within, zone).items()
        for kind, names in kinds.items()
        for name, count in names.items()
    ]
    if rows:
        insert = _INSERTS[connection.dialect.name](inquiry_days)
        added = {"count": inquiry_days.c.count + insert.excluded.count}
        connection.execute(insert.on_conflict_do_update(index_elements=["day", "kind", "name"], set_=added), rows)


def _count_kept(connection: Connection, within: sa.ColumnElement[bool], zone: ZoneInfo) -> Days:
    columns = (*(inquiries.c[name] for name in ("received_at", "topic", "article", "lang")), outbox.c.done_at)
    sent = (outbox.c.inquiry == inquiries.c.id) & (outbox.c.target == SHOP) & (outbox.c.state == "sent")
    query = sa.select(*columns).select_from(inquiries.outerjoin(outbox, sent)).where(within)
    days = _make_days()
    for row in connection.execute(query):
        local = row.received_at.astimezone(zone)
        for kind, name in _list_names(row, local.hour).items():
            days[local.date()][kind][name] += 1
    return days


def _list_names(row: Row[Any], hour: int) -> dict[Kind, str]:
    lang = row.lang.partition("-")[0].lower()  # what follows may be anybody's words
    names: dict[Kind, str] = {"topic": row.topic, "lang": lang, "hour": str(hour)}
    if row.article:
        names["article"] = row.article
    if row.done_at:
        names["receipt"] = str(find_step((row.done_at - row.received_at).total_seconds()))
    return names


def _add_deleted(connection: Connection, days: Days, first: date, last: date) -> None:
    within = inquiry_days.c.day.between(first, last)
    for day, kind, name, count in connection.execute(sa.select(inquiry_days).where(within)):
        days[day][kind][name] += count


def _make_days() -> Days:
    return defaultdict(lambda: defaultdict(Counter))


def _count_messages(connection: Connection) -> Messages:
    is_lost = (outbox.c.state == "dead") & (outbox.c.target == CUSTOMER)
    state = sa.case((is_lost, "unacknowledged"), else_=outbox.c.state)
    states = sa.select(state, sa.func.count()).where(outbox.c.state != "sent").group_by(state)
    numbers = {row[0]: row[1] for row in connection.execute(states)}
    oldest = connection.scalar(sa.select(sa.func.min(outbox.c.made_at)).where(outbox.c.state == "waiting"))
    hours = max(0.0, (datetime.now(UTC) - oldest).total_seconds() / 3600) if oldest else 0.0
    return Messages(**numbers, oldest_hours=round(hours, 3))
