"""Events as rows of a column store: what the counting reads, in whole numbers where it joins and sorts.

Sessions, queries and the ids of events become numbers once, on the way in: sorting and grouping by text would take
most of the time of a long log.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from feedback_function.events import Event
from hc_builder.gaps.query_keys import QueryAnalyzer, number_text

COLUMNS = pa.schema(
    [
        pa.field("id", pa.int64(), metadata={"meaning": "the first 60 bits of the UUID, in its order"}),
        pa.field("at", pa.timestamp("us"), metadata={"meaning": "UTC; orders a session's events, equal ones by `id`"}),
        pa.field("t", pa.int64(), metadata={"meaning": "`at` in whole seconds since 1970"}),
        pa.field("session", pa.int64(), metadata={"meaning": "`number_text` of the session"}),
        pa.field("key", pa.int64(), metadata={"meaning": "`QueryAnalyzer.number_query` of the query and `lang`"}),
        pa.field("answer", pa.string(), metadata={"meaning": "`quote:` and an article, or `card:` and a card's id"}),
        pa.field("target", pa.string(), metadata={"meaning": "what is no article: `flow:NAME/STEP`"}),
        *((name, pa.string()) for name in ("type", "query", "article", "source", "reason", "comment", "channel")),
        ("results", pa.int32()),
        ("helpful", pa.bool_()),
        pa.field("score", pa.int64(), metadata={"meaning": "of a survey of this `kind`"}),
        *((name, pa.string()) for name in ("kind", "lang", "asked")),
    ]
)
LATER = ("answer", "target", "score", "kind", "lang", "asked")
"""Columns that older exports and stores do not have: none of their events has such a field."""
_AS_IS = [name for name in COLUMNS.names if name not in ("id", "t", "session", "key", "answer")]
_BATCH = 50_000


def split_batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Lists of at most 50,000 events, so that a long log is never in memory as objects all at once."""
    stream = iter(events)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def build_batch(events: Sequence[Any], analyzer: QueryAnalyzer) -> pa.RecordBatch:
    """Events, or rows of the store's table, as a record batch of `COLUMNS`."""
    columns = {name: [getattr(event, name, None) for event in events] for name in _AS_IS}
    typed = list(zip(columns["query"], columns["lang"], strict=True))
    analyzer.read_ahead({query for query in columns["query"] if query is not None})
    columns |= {
        "id": [event.id.int >> 68 for event in events],
        "t": [int(event.at.timestamp()) for event in events],
        "session": [number_text(event.session) for event in events],
        "answer": [None if answer is None else str(answer) for answer in map(_get_answer, events)],
        "key": [None if query is None else analyzer.number_query(query, lang) for query, lang in typed],
    }
    return pa.RecordBatch.from_pydict(columns, COLUMNS)


def _get_answer(event: Any) -> Any:
    """An event's own form of it, or the store's, which is that as text."""
    return getattr(event, "answer", None)
