"""Times that no browser's clock should tell: the endpoint's own in their place, and a mark."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

_STORED = sa.DateTime(timezone=True)
_AHEAD_SECONDS = 600
events = sa.table(
    "events", sa.column("at", _STORED), sa.column("received_at", _STORED), sa.column("at_replaced", sa.Boolean)
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the mark, and sets it where a stored time was yet to come, or before there were browsers. Older times than
    are believed now may have been imported, and stay."""
    comment = "the browser's clock was far off, and `at` is the endpoint's time"
    op.add_column("events", sa.Column("at_replaced", sa.Boolean, comment=comment))
    connection = op.get_bind()
    is_to_come = events.c.at > _shift(connection, _AHEAD_SECONDS)
    outside = sa.or_(is_to_come, events.c.at < datetime(1990, 1, 1, tzinfo=UTC))
    connection.execute(sa.update(events).where(outside).values(at=events.c.received_at, at_replaced=True))


def _shift(connection: sa.Connection, seconds: int) -> sa.ColumnElement[object]:
    """`received_at` and so many seconds, in the form that times are stored in."""
    if connection.dialect.name == "sqlite":
        moved = sa.func.strftime("%Y-%m-%d %H:%M:%f", events.c.received_at, f"{seconds:+d} seconds")
        return sa.type_coerce(moved, sa.Text)
    return events.c.received_at + sa.text(f"interval '{seconds:d} seconds'")
