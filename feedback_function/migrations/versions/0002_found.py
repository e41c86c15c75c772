"""How a search found what it showed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; of the searches so far all were by words."""
    comment = "how a search found what it showed, if not by words"
    op.add_column("events", sa.Column("found", sa.String(8), comment=comment))
