"""Inquiries, their files, and the outbox by which they are handed on."""

import sqlalchemy as sa
from alembic import op

_TIME = sa.DateTime(timezone=True)
revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables; without a form they stay empty."""
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("reference", sa.String(9), nullable=False, unique=True),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("expected_at", _TIME, comment="by when a reply was promised"),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("article", sa.Text, comment="an article of the site, from which the form was opened"),
        sa.Column("lang", sa.String(30), nullable=False),
        sa.Column("source", sa.String(8), nullable=False, comment="the form's `from`"),
        sa.Column("size", sa.Integer, nullable=False, comment="bytes that it takes with its files"),
        sa.Column("sealed", sa.LargeBinary, nullable=False, comment="what the customer wrote, encrypted"),
    )
    op.create_index("inquiries_received_at", "inquiries", ["received_at"])
    op.create_table(
        "attachments",
        sa.Column("inquiry", sa.Uuid, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.SmallInteger, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False, comment="the type that its content has"),
        sa.Column("sealed", sa.LargeBinary, nullable=False, comment="the file, encrypted"),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.Uuid, primary_key=True, comment="of the message too: sent again, it has the same Message-ID"
        ),
        sa.Column("inquiry", sa.Uuid, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False),
        sa.Column(
            "target", sa.String(24), nullable=False, comment="`shop`, `customer`, or `hook:` and a hash of its address"
        ),
        sa.Column("state", sa.String(8), nullable=False, comment="`waiting`, `sent` or `dead`"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("done_at", _TIME, comment="when it was sent, or given up"),
        sa.Column("fault", sa.String(60), comment="a code; never what a server said"),
        sa.Column("address", sa.String(32), comment="a keyed hash of the customer's, so that each gets one in an hour"),
    )
    op.create_index("outbox_due", "outbox", ["state", "due_at"])
    op.create_index("outbox_inquiry", "outbox", ["inquiry"])
