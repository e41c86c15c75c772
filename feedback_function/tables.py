"""The tables, as SQLAlchemy Core describes them. `migrations/` creates and changes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time: `timestamptz` on PostgreSQL, sortable text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """For SQLite the text that SQLAlchemy's own would write, several times as fast."""
        return _render_time if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC, whatever zone the server speaks in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _render_time(value: datetime | None) -> str | None:
    if value is None:
        return None
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(" ", "microseconds")[:26]


metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("type", String(8), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("session", String(64), nullable=False),
    Column("lang", String(30), nullable=False),
    Column("page", Text, nullable=False),
    Column("query", Text),
    Column("results", Integer),
    Column("top", Text, comment="JSON array of article ids"),
    Column("article", Text),
    Column("source", String(8), comment="the form's `from`"),
    Column("rank", Integer),
    Column("helpful", Boolean),
    Column("reason", String(8)),
    Column("comment", Text),
    Column("channel", String(8)),
    Column("kind", String(4)),
    Column("score", SmallInteger),
    Column("found", String(8), comment="how a search found what it showed, if not by words"),
    Column("answer", Text, comment="`quote:` and the article quoted, or `card:` and the card's id"),
    Column("target", Text, comment="what is no article: `flow:NAME/STEP`, `card:ID`, `notice:ID`"),
    Column("at_replaced", Boolean, comment="the browser's clock was far off, and `at` is the endpoint's time"),
    Column("asked", Text, comment="the path that was asked for and is not there"),
    Index("events_at", "at"),
    Index("events_received_at", "received_at"),
)

daily = Table(
    "daily",
    metadata,
    Column("day", Date, primary_key=True),
    Column("metric", String(20), primary_key=True),
    Column("article", Text, primary_key=True, comment="empty where the metric is the whole shop's"),
    Column("count", Integer, nullable=False),
    comment="Counts of days whose events are purged; nothing of any one customer",
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("at", UtcTime, nullable=False),
    comment="One row that the health check writes",
)
