"""What was opened or viewed that is no article."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; what was stored before is of articles."""
    comment = "what is no article: `flow:NAME/STEP`, `card:ID`, `notice:ID`"
    op.add_column("events", sa.Column("target", sa.Text, comment=comment))
