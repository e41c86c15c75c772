"""Events as rows of a column store: what the counting reads, with the key of each query worked out."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import islice

import pyarrow as pa

from feedback_function.events import Event
from hc_builder.gaps.keys import normalize_query

_TEXT = ("type", "session", "key", "query", "article", "source", "reason", "comment", "channel", "kind")
_WHOLE = ("results", "rank", "score")
COLUMNS = pa.schema(
    [
        ("id", pa.string()),
        ("at", pa.timestamp("us")),
        ("helpful", pa.bool_()),
        *((name, pa.string()) for name in _TEXT),
        *((name, pa.int32()) for name in _WHOLE),
    ]
)
_BATCH = 50_000


def split_batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Lists of at most 50,000 events, so that a long log never stands in memory as objects."""
    stream = iter(events)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def build_batch(events: list[Event]) -> pa.RecordBatch:
    """Events as a record batch of `COLUMNS`; `at` in UTC without zone."""
    rows = [_build_row(event) for event in events]
    return pa.RecordBatch.from_pylist(rows, COLUMNS)


def _build_row(event: Event) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(event, name, None) for name in COLUMNS.names}
    query = getattr(event, "query", None)
    row["id"] = event.id.hex
    row["at"] = event.at.astimezone(UTC).replace(tzinfo=None)
    row["key"] = normalize_query(query) if query is not None else None
    return row
