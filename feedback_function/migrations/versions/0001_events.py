"""Events, daily counts and the heartbeat."""

import sqlalchemy as sa
from alembic import op

_TIME = sa.DateTime(timezone=True)
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the first tables."""
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("lang", sa.String(30), nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("query", sa.Text),
        sa.Column("results", sa.Integer),
        sa.Column("top", sa.Text, comment="JSON array of article ids"),
        sa.Column("article", sa.Text),
        sa.Column("source", sa.String(8), comment="the form's `from`"),
        sa.Column("rank", sa.Integer),
        sa.Column("helpful", sa.Boolean),
        sa.Column("reason", sa.String(8)),
        sa.Column("comment", sa.Text),
        sa.Column("channel", sa.String(8)),
        sa.Column("kind", sa.String(4)),
        sa.Column("score", sa.SmallInteger),
    )
    op.create_index("events_at", "events", ["at"])
    op.create_index("events_received_at", "events", ["received_at"])
    op.create_table(
        "daily",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("metric", sa.String(20), primary_key=True),
        sa.Column("article", sa.Text, primary_key=True, comment="empty where the metric is the whole shop's"),
        sa.Column("count", sa.Integer, nullable=False),
        comment="Counts of days whose events are purged; nothing of any one customer",
    )
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.SmallInteger, primary_key=True),
        sa.Column("at", _TIME, nullable=False),
        comment="One row that the health check writes",
    )
