"""What is left of inquiries when their days are over: counts by day."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table; inquiries that are kept still are counted into it when they are purged."""
    op.create_table(
        "inquiry_days",
        sa.Column("day", sa.Date, primary_key=True, comment="of the shop's clock"),
        sa.Column("kind", sa.String(8), primary_key=True, comment="topic, article, lang, hour or receipt"),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        comment="Counts of inquiries whose days are over; of none what was written, its number or an address",
    )
