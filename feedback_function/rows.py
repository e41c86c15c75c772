"""Events to rows, and rows back to events."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Dialect

from feedback_function.events import EVENT_TYPES, Event, read_shown
from feedback_function.tables import events

_LARGEST_INSERT = 512  # SQLite takes 32,766 values in a statement, PostgreSQL 65,535; a row has 24
_ROWS_AT_A_TIME = 1000
_COLUMNS = tuple(column.name for column in events.c)
_TYPE = _COLUMNS.index("type")
_RECEIVED_AT = _COLUMNS.index("received_at")
Convert = Callable[[Any], Any]


class RowWriter:
    """Stores events in few statements of many rows each.

    One statement per row would be simpler, but the driver releases the GIL at each: the writing thread would wait for
    the answering thread once per row instead of once per batch.
    """

    def __init__(self, dialect: Dialect, find_day: Callable[[datetime], date] | None = None) -> None:
        """`find_day`: of the column `day`, where the database has one."""
        self._find_day = find_day
        self._columns = (*_COLUMNS, "day") if find_day else _COLUMNS
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        convert: dict[str, Convert | None] = {
            column.name: column.type.dialect_impl(dialect).bind_processor(dialect) for column in events.c
        }
        convert["top"] = lambda top: msgspec.json.encode(top).decode()
        convert["answer"] = str
        self._convert_time = convert["received_at"] or _keep
        self._plans = {kind: (name, _plan_row(kind, convert)) for name, kind in EVENT_TYPES.items()}

    def insert(self, connection: Connection, batch: Sequence[Event], now: datetime) -> int:
        """Stores what of `batch` is not stored yet, and returns how many; without the endpoint's time it gets `now`."""
        stored = 0
        for part in _split(batch):
            values = tuple(cell for event in part for cell in self._build_row(event, now))
            statement = _render_insert(self._columns, len(part), self._mark)
            stored += connection.exec_driver_sql(statement, values).rowcount
        return stored

    def _build_row(self, event: Event, now: datetime) -> list[Any]:
        row: list[Any] = [None] * len(self._columns)
        values = msgspec.structs.astuple(event)
        row[_TYPE], plan = self._plans[type(event)]
        for index, place, convert in plan:
            value = values[index]
            if value is not None:
                row[place] = convert(value) if convert else value
        if event.received_at is None:
            row[_RECEIVED_AT] = self._convert_time(now)
        if self._find_day:
            row[-1] = self._find_day(event.received_at or now)
        return row


def _plan_row(kind: type[Event], convert: dict[str, Convert | None]) -> list[tuple[int, int, Convert | None]]:
    """For each field of `kind` that has a column: where it is, where it goes, and what is done to it on the way."""
    fields = enumerate(kind.__struct_fields__)
    return [(index, _COLUMNS.index(field), convert[field]) for index, field in fields if field in _COLUMNS]


def build_window(since: datetime | None, until: datetime | None) -> sa.ColumnElement[bool]:
    """`since <= at < until`."""
    window: sa.ColumnElement[bool] = sa.true()
    if since is not None:
        window &= events.c.at >= since
    if until is not None:
        window &= events.c.at < until
    return window


def select_events(connection: Connection, condition: sa.ColumnElement[bool]) -> Iterator[Event]:
    """The events that meet `condition`, by `at`, then `id`; a stream, whatever their number."""
    query = sa.select(events).where(condition).order_by(events.c.at, events.c.id)
    for row in connection.execute(query, execution_options={"yield_per": _ROWS_AT_A_TIME}).mappings():
        yield build_event(row)


def build_event(row: sa.RowMapping) -> Event:
    """The event of a row."""
    kind = EVENT_TYPES[row["type"]]
    values = {field: row[field] for field in kind.__struct_fields__ if field != "v"}
    values["at_replaced"] = bool(values["at_replaced"])
    if "top" in values:
        values["top"] = msgspec.json.decode(values["top"] or "[]")
    if values.get("answer"):
        values["answer"] = read_shown(values["answer"])
    return kind(v=1, **values)


def _split(batch: Sequence[Event]) -> Iterator[Sequence[Event]]:
    """Parts of 512, 256, … 1: few statements a batch, and few different ones, which the driver keeps prepared."""
    start = 0
    while rest := len(batch) - start:
        size = min(_LARGEST_INSERT, 1 << (rest.bit_length() - 1))
        yield batch[start : start + size]
        start += size


@cache
def _render_insert(columns: tuple[str, ...], rows: int, mark: str) -> str:
    row = f"({', '.join([mark] * len(columns))})"
    return f"INSERT INTO events ({', '.join(columns)}) VALUES {', '.join([row] * rows)} ON CONFLICT DO NOTHING"


def _keep(value: Any) -> Any:
    return value
