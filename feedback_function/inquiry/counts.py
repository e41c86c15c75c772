"""How many inquiries came, of what, when, and how long until the shop had them: numbers alone, for `hc feedback stats`
and `/metrics`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import quantiles
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from feedback_function.inquiry.outbox import CUSTOMER, SHOP
from feedback_function.inquiry.tables import inquiries, outbox
from feedback_function.store import EventStore

MOST_ARTICLES = 20
"""Of the longest list; what is asked least is no help to anybody."""


@dataclass(frozen=True)
class InquiryCounts:
    """Of a stretch of time; `waiting` and `dead` are the messages of the outbox now, whenever they were made. Those
    that a customer's address refused are `unacknowledged`: anybody can mistype theirs, which is no fault of the shop's.

    `receipt`: seconds from taking an inquiry to the mail server's taking its mail, in the middle and for 95 of 100;
    `None` where none was sent. `oldest_hours`: the age of the message that has waited longest, 0 where none waits.
    """

    by_topic: Mapping[str, int]
    by_article: Mapping[str, int]
    by_hour: Mapping[int, int]
    receipt: tuple[float, float] | None
    waiting: int
    oldest_hours: float
    dead: int
    unacknowledged: int

    @property
    def total(self) -> int:
        return sum(self.by_topic.values())


def count_inquiries(events: EventStore, since: datetime, zone: ZoneInfo) -> InquiryCounts:
    """Those that came since then and are still kept; hours are those of `zone`. Raises `StoreUnavailable`."""
    came = sa.select(inquiries.c.received_at, inquiries.c.topic, inquiries.c.article, outbox.c.done_at)
    first = (outbox.c.inquiry == inquiries.c.id) & (outbox.c.target == SHOP) & (outbox.c.state == "sent")
    is_lost = (outbox.c.state == "dead") & (outbox.c.target == CUSTOMER)
    state = sa.case((is_lost, "unacknowledged"), else_=outbox.c.state)
    states = sa.select(state, sa.func.count()).where(outbox.c.state != "sent").group_by(state)
    with events.reading() as connection:
        query = came.select_from(inquiries.outerjoin(outbox, first)).where(inquiries.c.received_at >= since)
        rows = connection.execute(query).all()
        now = {row[0]: row[1] for row in connection.execute(states)}
        oldest = connection.scalar(sa.select(sa.func.min(outbox.c.made_at)).where(outbox.c.state == "waiting"))
    seconds = [(row.done_at - row.received_at).total_seconds() for row in rows if row.done_at]
    articles = Counter(row.article for row in rows if row.article)
    return InquiryCounts(
        by_topic=dict(Counter(row.topic for row in rows).most_common()),
        by_article=dict(articles.most_common(MOST_ARTICLES)),
        by_hour=dict(sorted(Counter(row.received_at.astimezone(zone).hour for row in rows).items())),
        receipt=_find_middle(seconds),
        waiting=now.get("waiting", 0),
        oldest_hours=_find_hours(oldest),
        dead=now.get("dead", 0),
        unacknowledged=now.get("unacknowledged", 0),
    )


def may_count(events: EventStore) -> bool:
    """Whether this role may read them: one that reads events alone need not. Raises `StoreUnavailable`."""
    if events.engine.dialect.name == "sqlite":
        return True
    rights = sa.select(*(sa.func.has_table_privilege(table.name, "SELECT") for table in (inquiries, outbox)))
    with events.reading() as connection:
        return all(connection.execute(rights).one())


def render_counts(counts: InquiryCounts) -> str:
    """Some lines for the terminal; none where there is nothing to tell."""
    if not (counts.total or counts.waiting or counts.dead):
        return ""
    lines = ["\n", f"Inquiries: {counts.total}"]
    for name, numbers in (("topic", counts.by_topic), ("article", counts.by_article)):
        lines += [f"  {name} {key}: {number}" for key, number in numbers.items()]
    lines += [f"  {hour:02}:00 {number}" for hour, number in counts.by_hour.items()]
    if counts.receipt:
        middle, most = counts.receipt
        lines.append(f"  until the mail server had it: {middle:.1f} s in the middle, {most:.1f} s for 95 of 100")
    lines.append(f"  messages that wait: {counts.waiting}; given up: {counts.dead}")
    if counts.waiting:
        lines.append(f"  the oldest message that waits: {counts.oldest_hours:.1f} hours")
    if counts.unacknowledged:
        lines.append(f"  acknowledgements that were refused: {counts.unacknowledged}")
    hint = "  hint: `hc inquiries list` says why, `hc inquiries retry` sends what was given up again"
    return "\n".join([*lines, *([hint] if counts.dead else [])])


def _find_hours(since: datetime | None) -> float:
    return (datetime.now(UTC) - since).total_seconds() / 3600 if since else 0.0


def _find_middle(seconds: Sequence[float]) -> tuple[float, float] | None:
    if len(seconds) < 2:
        return (seconds[0], seconds[0]) if seconds else None
    parts = quantiles(seconds, n=20, method="inclusive")
    return parts[9], parts[18]
