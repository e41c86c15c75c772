"""The store's events that count, by the rule of `customers`."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from feedback_function.customers import Limits, list_steps
from feedback_function.events import Event
from feedback_function.rows import select_events
from feedback_function.tables import events

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class LeftOut:
    """How many sessions of bots and floods, and how many votes on what was not seen, are kept and do not count."""

    sessions: int = 0
    votes: int = 0


def select_counted(connection: Connection, within: Condition, limits: Limits) -> Iterator[Event]:
    """The events that meet `within` and count, by `at`, then `id`; a stream. What counts is told by these alone."""
    sessions, votes = _find_left_out(connection, within, limits)
    counts = events.c.session.not_in(sa.select(sessions.c.session)) & events.c.id.not_in(sa.select(votes.c.id))
    return select_events(connection, within & counts)


def count_left_out(connection: Connection, within: Condition, limits: Limits) -> LeftOut:
    """Of the events that meet `within`, what `select_counted` leaves out."""
    sessions, votes = _find_left_out(connection, within, limits)
    unseen = sa.select(sa.func.count()).where(votes.c.session.not_in(sa.select(sessions.c.session)))
    count = sa.select(sa.func.count()).select_from(sessions)
    return LeftOut(connection.scalar(count) or 0, connection.scalar(unseen) or 0)


def _find_left_out(connection: Connection, within: Condition, limits: Limits) -> tuple[sa.CTE, sa.CTE]:
    """The rule's `left_out` and `unseen`."""
    if connection.dialect.name == "postgresql":  # how large a step becomes it can't know, and then goes through all of
        connection.exec_driver_sql("SET LOCAL enable_nestloop = off")  # one for each row of another
    e = events.c
    columns = (e.session, e.id, e.type, _count_seconds(connection).label("t"), e.query, e.article, e.helpful)
    before = [sa.select(*columns).where(within).cte("logged")]
    for name, step in list_steps(limits).items():
        told = (e.session, e.id) if name == "unseen" else (e.session,)
        before.append(sa.text(step).columns(*told).add_cte(*before).cte(name))
    named = {step.name: step for step in before}
    return named["left_out"], named["unseen"]


def _count_seconds(connection: Connection) -> sa.ColumnElement[int]:
    """`at` in whole seconds since 1970."""
    if connection.dialect.name == "sqlite":
        whole = sa.func.substr(sa.type_coerce(events.c.at, sa.Text), 1, 19)
        return sa.cast(sa.func.strftime("%s", whole), sa.Integer)
    return sa.cast(sa.func.floor(sa.extract("epoch", events.c.at)), sa.BigInteger)
