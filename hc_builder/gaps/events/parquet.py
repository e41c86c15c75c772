"""The feedback store as Parquet, one file a day, written again only for days that changed.

A day is that of `received_at` in UTC: once it is over, only a purge or an erasure changes it, and both change its
count. The keys of queries are in the files, so each version of the analyzer has a folder of its own.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from feedback_function.store import EventStore
from feedback_function.tables import events
from hc_builder.atomic import open_atomically
from hc_builder.gaps.events.columns import COLUMNS, build_batch
from hc_builder.gaps.query_keys import QueryAnalyzer

_ROWS_AT_A_TIME = 50_000


def export_store(store: EventStore, cache: Path, analyzer: QueryAnalyzer) -> Path:
    """Bring `day=YYYY-MM-DD/events.parquet` under the returned folder of `cache` up to date with the store.

    Days that the store no longer has are deleted, and so are the exports of other versions of the analyzer: what was
    erased there is erased here. A store without events leaves an empty folder.
    """
    folder = cache / f"keys-{analyzer.version}"
    _drop_other_versions(cache, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with store.reading() as connection:
        counts = _count_days(connection)
        _drop_days(folder, set(counts))
        for day, count in counts.items():
            file = folder / f"day={day}" / "events.parquet"
            if _count_rows(file) != count:
                _write_day(connection, day, file, analyzer)
    return folder


def _count_days(connection: sa.Connection) -> dict[str, int]:
    day = sa.func.substr(sa.cast(events.c.received_at, sa.Text), 1, 10)
    if connection.dialect.name == "postgresql":
        day = sa.func.to_char(sa.func.timezone("UTC", events.c.received_at), "YYYY-MM-DD")
    rows = connection.execute(sa.select(day, sa.func.count()).group_by(day).order_by(day))
    return {str(row[0]): int(row[1]) for row in rows}


def _drop_other_versions(cache: Path, kept: Path) -> None:
    for folder in (*cache.glob("keys-*"), *cache.glob("day=*")):
        if folder != kept:
            shutil.rmtree(folder)


def _drop_days(folder: Path, kept: set[str]) -> None:
    for file in folder.glob("day=*/events.parquet"):
        if file.parent.name.removeprefix("day=") not in kept:
            file.unlink()


def _count_rows(file: Path) -> int:
    """How many events a day's file holds; -1 where there is none, a torn one, or one with other columns."""
    try:
        found = pq.read_metadata(file)
    except (OSError, pa.ArrowInvalid):
        return -1
    return int(found.num_rows) if found.schema.to_arrow_schema().equals(COLUMNS) else -1


def _write_day(connection: sa.Connection, day: str, file: Path, analyzer: QueryAnalyzer) -> None:
    with open_atomically(file) as out, pq.ParquetWriter(out, COLUMNS, compression="zstd") as writer:
        for batch in _read_day(connection, day, analyzer):
            writer.write_batch(batch)


def _read_day(connection: sa.Connection, day: str, analyzer: QueryAnalyzer) -> Iterator[pa.RecordBatch]:
    """Session by session: the windows of the counting find them nearly in order."""
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    end = datetime.fromordinal(start.toordinal() + 1).replace(tzinfo=UTC)
    chosen = sa.select(*(events.c[name] for name in COLUMNS.names if name in events.c))
    chosen = chosen.where(events.c.received_at >= start, events.c.received_at < end)
    ordered = chosen.order_by(events.c.session, events.c.at, events.c.id)
    rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(ordered)
    yield from map(partial(build_batch, analyzer=analyzer), rows.partitions())
