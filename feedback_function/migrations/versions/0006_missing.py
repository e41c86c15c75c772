"""Pages that were asked for and are not there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; what was stored before is of pages that were there."""
    op.add_column("events", sa.Column("asked", sa.Text, comment="the path that was asked for and is not there"))
