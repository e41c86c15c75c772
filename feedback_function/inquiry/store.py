"""Inquiries in the database of events: written with their files and outbox in one transaction, erased for good."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from feedback_function.inquiry.content import (
    Attachment,
    Content,
    Kept,
    Opened,
    UnknownInquiry,
    build_content,
    open_content,
    open_file,
    seal_content,
    seal_file,
)
from feedback_function.inquiry.day_counts import keep_counts
from feedback_function.inquiry.form import Inquiry
from feedback_function.inquiry.outbox import Orders, write_orders
from feedback_function.inquiry.reference import make_reference
from feedback_function.inquiry.sealing import Sealer
from feedback_function.inquiry.tables import attachments, inquiries, outbox
from feedback_function.store import EventStore
from feedback_function.traces import Traces

log = logging.getLogger("hc.feedback")

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TURN = 0x6863_696E  # any fixed number but that of `database.take_turns`
_CLEAR = [column for column in inquiries.c if column.name not in ("sealed", "size")]


@dataclass(frozen=True)
class Taken:
    """An inquiry that is on disk; `is_new`: was it not before?"""

    kept: Kept
    is_new: bool


class InquiryStore:
    """Safe to use from several threads and processes. Every method raises `StoreUnavailable`."""

    def __init__(self, open_events: Callable[[], EventStore], sealer: Sealer) -> None:
        self._open_events = open_events
        self._sealer = sealer

    @property
    def events(self) -> EventStore:
        """The database, opened if it is not."""
        return self._open_events()

    def add(
        self, inquiry: Inquiry, files: Sequence[Attachment], orders: Orders, expected_at: datetime | None, article: str
    ) -> Taken:
        """Keep an inquiry, and what is to be sent of it. One of the same `id` is left as it is, and returned."""
        identity, now = inquiry.id or uuid4(), datetime.now(UTC)
        row: dict[str, Any] = {
            "id": identity, "received_at": now, "expected_at": expected_at, "topic": inquiry.topic,
            "article": article or None, "lang": inquiry.lang or "", "source": inquiry.source or "site",
            "sealed": seal_content(self._sealer, build_content(identity, inquiry)),
        }  # fmt: skip
        sealed = [seal_file(self._sealer, identity, number, file.data) for number, file in enumerate(files)]
        row["size"] = len(row["sealed"]) + sum(map(len, sealed))
        with self.events.transaction() as connection:
            _take_turns(connection)
            is_new = _insert(connection, row)
            if is_new:
                _insert_files(connection, identity, files, sealed)
                write_orders(connection, identity, orders, now)
            return Taken(_find(connection, inquiries.c.id == identity), is_new)

    def find(self, identity: UUID) -> Kept | None:
        """The inquiry with that id, if it is kept."""
        with self.events.reading() as connection:
            row = connection.execute(sa.select(*_CLEAR).where(inquiries.c.id == identity)).first()
        return Kept(**row._mapping) if row else None

    def list_clear(self, since: datetime | None = None, topic: str = "") -> Iterator[Kept]:
        """The inquiries since then, oldest first, without what the customers wrote."""
        query = sa.select(*_CLEAR).where(_build_window(since, topic)).order_by(inquiries.c.received_at)
        with self.events.reading() as connection:
            for row in connection.execute(query):
                yield Kept(**row._mapping)

    def open_all(self, since: datetime | None = None, topic: str = "") -> Iterator[Opened]:
        """The same with what they wrote. Raises `SealedElsewhere`."""
        query = sa.select(inquiries).where(_build_window(since, topic)).order_by(inquiries.c.received_at)
        with self.events.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 100}):
                yield self._open(row)

    def open_one(self, condition: sa.ColumnElement[bool]) -> Opened:
        """Raises `UnknownInquiry`, and `SealedElsewhere`."""
        with self.events.reading() as connection:
            row = connection.execute(sa.select(inquiries).where(condition)).first()
        if row is None:
            raise UnknownInquiry("no such inquiry is kept", "`hc inquiries list` shows which are")
        return self._open(row)

    def open_files(self, identity: UUID) -> list[Attachment]:
        """Raises `SealedElsewhere`."""
        query = sa.select(attachments).where(attachments.c.inquiry == identity).order_by(attachments.c.number)
        with self.events.reading() as connection:
            rows = connection.execute(query).all()
        return [Attachment(row.kind, open_file(self._sealer, identity, row.number, row.sealed)) for row in rows]

    def measure_bytes(self) -> int:
        """What the inquiries and their files take."""
        with self.events.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(inquiries.c.size), 0))) or 0)

    def erase(self, identities: Iterable[UUID]) -> Traces:
        """Delete inquiries, their files and their outbox."""
        events = self.events
        with events.transaction() as connection:
            for identity in identities:
                _delete(connection, inquiries.c.id == identity)
        return _forget(events)

    def purge(self, older_than: timedelta, zone: ZoneInfo) -> int:
        """Delete inquiries that came longer ago, after counting them into the days of the clock of `zone`, and the
        hashes of addresses that no limit needs; returns how many. What was never handed on is logged as an error."""
        events, now = self.events, datetime.now(UTC)
        with events.transaction() as connection:
            old = outbox.c.made_at < now - timedelta(hours=1)
            connection.execute(sa.update(outbox).where(old & outbox.c.address.is_not(None)).values(address=None))
            is_over = inquiries.c.received_at < now - older_than
            unsent = _count_waiting(connection, is_over)
            keep_counts(connection, is_over, zone)
            count = _delete(connection, is_over)
        if unsent:
            log.error("inquiries_purged_unsent", extra={"detail": f"{unsent} messages"})
        if count:
            _forget(events)
        return count

    def reseal(self) -> int:
        """Seal all anew with the first key; returns how many inquiries. Raises `SealedElsewhere`."""
        with self.events.transaction() as connection:
            for row in connection.execute(sa.select(attachments)).all():
                key = (attachments.c.inquiry == row.inquiry) & (attachments.c.number == row.number)
                sealed = self._sealer.reseal(row.sealed)
                connection.execute(sa.update(attachments).where(key).values(sealed=sealed))
            rows = connection.execute(sa.select(inquiries.c.id, inquiries.c.sealed)).all()
            for row in rows:
                sealed = self._sealer.reseal(row.sealed)
                connection.execute(sa.update(inquiries).where(inquiries.c.id == row.id).values(sealed=sealed))
        return len(rows)

    def _open(self, row: Row[Any]) -> Opened:
        clear = {column.name: row._mapping[column.name] for column in _CLEAR}
        content: Content = open_content(self._sealer, row.id, row.sealed)
        return Opened(**clear, content=content)


def _take_turns(connection: Connection) -> None:
    """Hold a lock until the transaction ends, across all instances; not that of events, whose purge takes long."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def _insert(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether it is new. Nobody else inserts meanwhile, so the number that is found free stays so."""
    taken = sa.select(inquiries.c.id).where(inquiries.c.reference == sa.bindparam("number"))
    while connection.scalar(taken, {"number": (reference := make_reference())}):
        pass
    insert = _INSERTS[connection.dialect.name](inquiries).values(**row, reference=reference)
    new = insert.on_conflict_do_nothing(index_elements=["id"]).returning(inquiries.c.id)
    return connection.execute(new).first() is not None


def _insert_files(connection: Connection, identity: UUID, files: Sequence[Attachment], sealed: list[bytes]) -> None:
    rows = [
        {"inquiry": identity, "number": number, "kind": file.kind, "sealed": data}
        for number, (file, data) in enumerate(zip(files, sealed, strict=True))
    ]
    if rows:
        connection.execute(sa.insert(attachments), rows)


def _find(connection: Connection, condition: sa.ColumnElement[bool]) -> Kept:
    return Kept(**connection.execute(sa.select(*_CLEAR).where(condition)).one()._mapping)


def _build_window(since: datetime | None, topic: str) -> sa.ColumnElement[bool]:
    window: sa.ColumnElement[bool] = sa.true()
    if since is not None:
        window &= inquiries.c.received_at >= since
    return window & (inquiries.c.topic == topic) if topic else window


def _count_waiting(connection: Connection, condition: sa.ColumnElement[bool]) -> int:
    waiting = (outbox.c.state == "waiting") & outbox.c.inquiry.in_(sa.select(inquiries.c.id).where(condition))
    return connection.scalar(sa.select(sa.func.count()).select_from(outbox).where(waiting)) or 0


def _delete(connection: Connection, condition: sa.ColumnElement[bool]) -> int:
    """With what belongs to them, which SQLite would not do by itself."""
    named = sa.select(inquiries.c.id).where(condition)
    for table in (attachments, outbox):
        connection.execute(sa.delete(table).where(table.c.inquiry.in_(named)))
    return connection.execute(sa.delete(inquiries).where(condition)).rowcount


def _forget(events: EventStore) -> Traces:
    """What SQLite deleted is overwritten. PostgreSQL frees the room when it vacuums: what lies there is encrypted."""
    if events.overwrites:
        return events.forget_deleted()
    try:
        with events.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM inquiries, attachments, outbox"))
    except SQLAlchemyError:
        return Traces.UNTIL_VACUUM
    return Traces.NONE
