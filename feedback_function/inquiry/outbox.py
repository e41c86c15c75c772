"""What is to be sent of each inquiry: kept with it, tried until it is accepted, given up in the open.

A message waits, is sent, or is dead: refused for good, or put off `TRIES` times. Dead ones are counted and told,
and can be tried again by hand.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from feedback_function.inquiry.tables import inquiries, outbox
from feedback_function.store import EventStore

SHOP, CUSTOMER, HOOK = "shop", "customer", "hook:"
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
TRIES = 78
"""Answers of its server that a message waits for: with the waits between, three days. A server that is away gives none,
so the time of an outage does not count."""
ACKNOWLEDGED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Orders:
    """What is to be sent of a new inquiry. `address`: the hash of the customer's, or empty where none is acknowledged;
    `acknowledgements`: how many customers may get one in an hour."""

    targets: tuple[str, ...]
    address: str = ""
    acknowledgements: int = 0


@dataclass(frozen=True)
class Message:
    """One message of the outbox."""

    id: UUID
    inquiry: UUID
    target: str
    attempts: int


def write_orders(connection: Connection, inquiry: UUID, orders: Orders, now: datetime) -> None:
    """Within the transaction that keeps the inquiry, and in which nobody else does so."""
    targets = list(orders.targets)
    if orders.address and _may_acknowledge(connection, orders, now):
        targets.append(CUSTOMER)
    connection.execute(sa.insert(outbox), [_build_row(inquiry, target, orders, now) for target in targets])


def _build_row(inquiry: UUID, target: str, orders: Orders, now: datetime) -> dict[str, Any]:
    address = orders.address if target == CUSTOMER else None
    times = {"made_at": now, "due_at": now}
    return {
        "id": uuid4(), "inquiry": inquiry, "target": target, "state": "waiting", "attempts": 0, "address": address
    } | times  # fmt: skip


def _may_acknowledge(connection: Connection, orders: Orders, now: datetime) -> bool:
    """One for each address, and a cap on all: nobody can have the shop's server write to many, or to one often."""
    recent = (outbox.c.target == CUSTOMER) & (outbox.c.made_at > now - ACKNOWLEDGED_WITHIN)
    count = sa.select(sa.func.count()).select_from(outbox)
    if connection.scalar(count.where(recent & (outbox.c.address == orders.address))):
        return False
    return (connection.scalar(count.where(recent)) or 0) < orders.acknowledgements


class Outbox:
    """The messages of one lane: mail, or webhooks. Every method raises `StoreUnavailable`."""

    def __init__(self, events: EventStore, *, is_mail: bool) -> None:
        self._events = events
        self._mine = ~outbox.c.target.startswith(HOOK) if is_mail else outbox.c.target.startswith(HOOK)

    def find_due(self) -> Message | None:
        """The message that has waited longest beyond its time."""
        columns = [outbox.c[name] for name in ("id", "inquiry", "target", "attempts")]
        due = self._mine & (outbox.c.state == "waiting") & (outbox.c.due_at <= datetime.now(UTC))
        with self._events.reading() as connection:
            row = connection.execute(sa.select(*columns).where(due).order_by(outbox.c.due_at).limit(1)).first()
        return Message(**row._mapping) if row else None

    def note_sent(self, message: Message) -> None:
        self._note(message, state="sent", done_at=datetime.now(UTC), fault=None, attempts=message.attempts + 1)

    def note_dead(self, message: Message, fault: str) -> None:
        """Given up: what refused it would do so again."""
        self._note(message, state="dead", done_at=datetime.now(UTC), fault=fault[:60], attempts=message.attempts + 1)

    def note_deferred(self, message: Message, fault: str) -> None:
        """To be tried again, ever later; given up where it was put off too often."""
        if message.attempts + 1 >= TRIES:
            self.note_dead(message, fault)
            return
        due_at = datetime.now(UTC) + find_wait(message.attempts)
        self._note(message, due_at=due_at, fault=fault[:60], attempts=message.attempts + 1)

    def note_unreached(self, message: Message, fault: str) -> None:
        """The server could not be reached, for which no message can do anything: none is given up for it."""
        self._note(message, fault=fault[:60])

    def _note(self, message: Message, **values: Any) -> None:
        with self._events.transaction() as connection:
            connection.execute(sa.update(outbox).where(outbox.c.id == message.id).values(**values))


def find_wait(attempts: int) -> timedelta:
    """Twice as long each time, up to an hour, and a little by chance so that not all come at once."""
    wait: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))
    return timedelta(seconds=wait.total_seconds() * random.uniform(0.8, 1.2))


def revive(connection: Connection, condition: sa.ColumnElement[bool]) -> int:
    """Have dead messages tried again at once, for as long as new ones; returns how many."""
    now = datetime.now(UTC)
    named = sa.select(inquiries.c.id).where(condition)
    dead = (outbox.c.state == "dead") & outbox.c.inquiry.in_(named)
    values: dict[str, Any] = {"state": "waiting", "due_at": now, "made_at": now, "done_at": None, "attempts": 0}
    return connection.execute(sa.update(outbox).where(dead).values(values)).rowcount
