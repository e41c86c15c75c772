"""The tables, as SQLAlchemy Core describes them. `migrations/` creates and changes them."""

from datetime import UTC, datetime

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

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; without its zone for SQLite, which knows none."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC, whatever zone the server speaks in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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
    Index("events_at", "at", "id"),
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
