"""The answer that a search showed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; what was stored before showed no answer."""
    shown = "`quote:` and the article quoted, or `card:` and the card's id"
    op.add_column("events", sa.Column("answer", sa.Text, comment=shown))
