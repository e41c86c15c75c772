"""The tables of inquiries. What a customer wrote is in `sealed` alone; the rest is needed to find and to count."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, Table, Text, Uuid

from feedback_function.tables import UtcTime, metadata

inquiries = Table(
    "inquiries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", String(9), nullable=False, unique=True),
    Column("received_at", UtcTime, nullable=False),
    Column("expected_at", UtcTime, comment="by when a reply was promised"),
    Column("topic", String(64), nullable=False),
    Column("article", Text, comment="an article of the site, from which the form was opened"),
    Column("lang", String(30), nullable=False),
    Column("source", String(8), nullable=False, comment="the form's `from`"),
    Column("size", Integer, nullable=False, comment="bytes that it takes with its files"),
    Column("sealed", LargeBinary, nullable=False, comment="what the customer wrote, encrypted"),
    Index("inquiries_received_at", "received_at"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("inquiry", Uuid, ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),
    Column("kind", String(16), nullable=False, comment="the type that its content has"),
    Column("sealed", LargeBinary, nullable=False, comment="the file, encrypted"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True, comment="of the message too: sent again, it has the same Message-ID"),
    Column("inquiry", Uuid, ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False),
    Column("target", String(24), nullable=False, comment="`shop`, `customer`, or `hook:` and a hash of its address"),
    Column("state", String(8), nullable=False, comment="`waiting`, `sent` or `dead`"),
    Column("attempts", Integer, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("done_at", UtcTime, comment="when it was sent, or given up"),
    Column("fault", String(60), comment="a code; never what a server said"),
    Column("address", String(32), comment="a keyed hash of the customer's, so that each gets one in an hour"),
    Index("outbox_due", "state", "due_at"),
    Index("outbox_inquiry", "inquiry"),
)

inquiry_days = Table(
    "inquiry_days",
    metadata,
    Column("day", Date, primary_key=True, comment="of the shop's clock"),
    Column("kind", String(8), primary_key=True, comment="topic, article, lang, hour or receipt"),
    Column("name", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    comment="Counts of inquiries whose days are over; of none what was written, its number or an address",
)
