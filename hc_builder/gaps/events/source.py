"""Where events come from: JSON Lines, Parquet, the feedback store, or any engine that ibis speaks to.

The rim of the analyzer: only this module opens files and databases of events. Whatever the source, what comes out is
one ibis table with the columns of `COLUMNS`, so that everything behind it is written once.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _
from ibis.backends import BaseBackend
from ibis.common.exceptions import IbisError
from sqlalchemy.exc import SQLAlchemyError

from feedback_function.database import BadDatabaseUrl, StoreUnavailable
from feedback_function.events import Event, EventError, read_events
from feedback_function.store import open_store
from hc_builder.gaps.events.columns import COLUMNS, build_batch, split_batches
from hc_builder.gaps.events.parquet import export_store
from hc_builder.gaps.query_keys import number_query

STORE_SCHEMES = ("sqlite", "postgresql", "postgres")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_THREADS, _MEMORY = 2, "500MB"


class SourceError(ValueError):
    """Events could not be read. `what` says why, `hint` how to mend it; neither repeats a customer's text."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"{what}\n  hint: {hint}")
        self.what = what
        self.hint = hint


@contextmanager
def open_events(source: str, cache: Path | None = None) -> Iterator[ir.Table]:
    """The events of `source` as an ibis table with the columns of `COLUMNS`.

    `source` is a JSON Lines file; a Parquet file or a folder of them; `sqlite:///…` or `postgresql://…`, the feedback
    store, exported into the folder `cache` day by day and only as far as it changed; or `in-place+URL`, where URL is
    any address that `ibis.connect` takes: then the counting runs on that engine. Raises `SourceError`.
    """
    with TemporaryDirectory(prefix="spill-", dir=_make_folder(cache)) as spill:
        try:
            backend, table = _open(source, cache, spill)
        except (IbisError, SQLAlchemyError, OSError, EventError, StoreUnavailable, BadDatabaseUrl) as fault:
            raise _explain(source, fault) from fault
        try:
            yield table
        finally:
            backend.disconnect()


def canonical_table(table: ir.Table, keys: ir.Table) -> ir.Table:
    """A store's own `events` table with the columns of `COLUMNS`: the numbers of queries are joined in from `keys`
    (`query`, `key`); `id` and `session` stay the text that they are, which orders and groups the same."""
    at = table.at  # taken apart, because `epoch_seconds` rounds on PostgreSQL and nowhere else
    seconds = at.truncate("D").epoch_seconds() + at.hour() * 3600 + at.minute() * 60 + at.second()
    joined = table.mutate(t=seconds.cast("int64")).left_join(keys, table.query == keys.query)
    return joined.mutate(id=_.id.cast("string").replace("-", ""))[list(COLUMNS.names)]


def build_key_table(table: ir.Table) -> ir.Table:
    """Each distinct query of `table` and the number of its key; works them out here, once."""
    queries = table.filter(_.query.notnull()).select("query").distinct().to_pyarrow()["query"].to_pylist()
    numbers = pa.array(map(number_query, queries), pa.int64())
    return ibis.memtable(pa.table({"query": pa.array(queries, pa.string()), "key": numbers}))


def _make_folder(cache: Path | None) -> Path | None:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
    return cache


def _open(source: str, cache: Path | None, spill: str) -> tuple[BaseBackend, ir.Table]:
    scheme = source.partition("://")[0] if "://" in source else ""
    if scheme.startswith("in-place+"):
        return _open_in_place(source.removeprefix("in-place+"))
    if scheme:
        return _open_store(source, scheme, cache, spill)
    return _open_file(Path(source), spill)


def _open_file(path: Path, spill: str) -> tuple[BaseBackend, ir.Table]:
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder of events", "see `hc gaps --help` for what `--events` takes")
    backend = _connect_duckdb(spill)
    if path.suffix in _JSON_SUFFIXES:
        return backend, _load(backend, read_events(path))
    return backend, _read_parquet(backend, path)


def _open_store(address: str, scheme: str, cache: Path | None, spill: str) -> tuple[BaseBackend, ir.Table]:
    if scheme not in STORE_SCHEMES:
        known = ", ".join(f"{name}://" for name in STORE_SCHEMES)
        raise SourceError(f"{scheme}:// is not a feedback store", f"use {known} or in-place+{scheme}:// to count there")
    backend, store = _connect_duckdb(spill), open_store(address, create=False)
    try:
        if cache is not None:
            return backend, _read_parquet(backend, export_store(store, cache))
        return backend, _load(backend, store.read())
    finally:
        store.close()


def _load(backend: BaseBackend, events: Iterable[Event]) -> ir.Table:
    batches = [build_batch(batch) for batch in split_batches(events)]
    return backend.create_table("events", pa.Table.from_batches(batches, COLUMNS))


def _open_in_place(address: str) -> tuple[BaseBackend, ir.Table]:
    backend = ibis.connect(address)
    table = backend.table("events")
    return backend, canonical_table(table, build_key_table(table))


def _connect_duckdb(spill: str) -> BaseBackend:
    """An engine in memory that puts into the folder `spill` what does not fit."""
    backend = ibis.duckdb.connect(threads=_THREADS, memory_limit=_MEMORY, temp_directory=spill)
    backend.raw_sql("SET preserve_insertion_order = false")
    backend.raw_sql("SET allocator_flush_threshold = '16MB'")  # give memory back between the passes
    return backend


def _read_parquet(backend: BaseBackend, path: Path) -> ir.Table:
    files = sorted(map(str, path.rglob("*.parquet"))) if path.is_dir() else [str(path)]
    if not files:
        return backend.create_table("events", COLUMNS.empty_table())
    table = backend.read_parquet(files, table_name="events")
    missing = set(COLUMNS.names) - set(table.columns)
    if missing:
        hint = "export it with `hc feedback export` as JSON Lines, or let `hc gaps` read the store itself"
        raise SourceError(f"{path}: not an export of events, without {', '.join(sorted(missing))}", hint)
    return table[list(COLUMNS.names)]


def _explain(source: str, fault: Exception) -> SourceError:
    if isinstance(fault, EventError):
        return SourceError(fault.error, fault.hint)
    if isinstance(fault, StoreUnavailable | BadDatabaseUrl):
        return SourceError(str(fault), "give `--events` the address that the feedback endpoint stores to")
    where = source.split("@")[-1] if "@" in source else source
    return SourceError(f"{where}: {type(fault).__name__}: the events could not be read", "is the address right?")
