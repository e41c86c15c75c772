"""Where events come from: JSON Lines, Parquet, the feedback store, or any engine that ibis speaks to.

The rim of the analyzer: only this module opens files and databases of events. Whatever the source, what comes out is
one ibis table with the columns of `COLUMNS`, so that everything behind it is written once.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _
from ibis.backends import BaseBackend
from ibis.common.exceptions import IbisError

from feedback_function.database import BadDatabaseUrl, StoreUnavailable
from feedback_function.events import Event
from feedback_function.log_file import LogNotes, read_log
from feedback_function.parsing import EventError
from feedback_function.store import open_to_read
from hc_builder.errors import UserError, explain_full
from hc_builder.gaps.events.columns import COLUMNS, LATER, build_batch, split_batches
from hc_builder.gaps.events.parquet import export_store
from hc_builder.gaps.query_keys import QueryAnalyzer

STORE_SCHEMES = ("sqlite", "postgresql", "postgres")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_THREADS, _MEMORY = 2, "500MB"


class SourceError(UserError):
    """Events could not be read. The message repeats no customer's text and no password."""


class BadSource(SourceError):
    """What was named is no source of events at all."""

    exit_code = 2


@contextmanager
def open_events(
    source: str, analyzer: QueryAnalyzer, cache: Path | None = None, notes: LogNotes | None = None
) -> Iterator[ir.Table]:
    """The events of `source` as an ibis table with the columns of `COLUMNS`.

    `source` is a JSON Lines file; a Parquet file or a folder of them; `sqlite:///…` or `postgresql://…`, the feedback
    store, exported into the folder `cache` day by day and only as far as it changed; or `in-place+URL`, where URL is
    any address that `ibis.connect` takes: then the counting runs on that engine. `analyzer` gives queries their keys;
    `notes` is told which lines of a file were set aside. Raises `SourceError`.
    """
    with _make_spill(cache) as (spill, kept):
        try:
            backend, table = _open(source, analyzer, kept, spill, notes or LogNotes())
        except _FAULTS as fault:
            if isinstance(fault, OSError) and explain_full(fault):
                raise  # of the copy in our own cache, which it names
            raise _explain(source, fault) from fault
        try:
            yield table
        except duckdb.Error as fault:  # Parquet's pages are read while counting
            if _NO_ROOM in str(fault):
                what = f"there is no room in {spill} for what the counting puts aside"
                raise SourceError(what, "free some space") from fault
            if not _is_damage(fault):
                raise
            raise _forget_copy(kept) if _is_store(source) and kept else _explain(source, fault) from fault
        finally:
            backend.disconnect()


def canonical_table(table: ir.Table, keys: ir.Table) -> ir.Table:
    """A store's own `events` table with the columns of `COLUMNS`: the numbers of queries are joined in from `keys`
    (`query`, `typed_on`, `key`); `id` and `session` stay the text that they are, which orders and groups the same."""
    at = table.at  # taken apart, because `epoch_seconds` rounds on PostgreSQL and nowhere else
    seconds = at.truncate("D").epoch_seconds() + at.hour() * 3600 + at.minute() * 60 + at.second()
    table = table.mutate(t=seconds.cast("int64"), typed_on=table.lang.fill_null(""))
    joined = table.left_join(keys, ["query", "typed_on"])
    return joined.mutate(id=_.id.cast("string").replace("-", ""))[list(COLUMNS.names)]


def build_key_table(table: ir.Table, analyzer: QueryAnalyzer) -> ir.Table:
    """Each distinct query of `table`, the language of the pages that it was typed on (empty: not known) and the number
    of its key, computed here and not by the engine."""
    typed = table.filter(_.query.notnull()).select("query", typed_on=_.lang.fill_null("")).distinct().to_pyarrow()
    queries, langs = typed["query"].to_pylist(), typed["typed_on"].to_pylist()
    numbers = pa.array(map(analyzer.number_query, queries, langs), pa.int64())
    return ibis.memtable(pa.table({"query": typed["query"], "typed_on": typed["typed_on"], "key": numbers}))


@contextmanager
def _make_spill(cache: Path | None) -> Iterator[tuple[str, Path | None]]:
    """A folder to spill to, and the one to keep exports in: both the system's own where `cache` can't be written."""
    try:
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
        folder = TemporaryDirectory(prefix="spill-", dir=cache)
    except OSError:
        folder = TemporaryDirectory(prefix="hc-gaps-")
        cache = Path(folder.name) / "events"
    with folder as spill:
        yield spill, cache


def _open(
    source: str, analyzer: QueryAnalyzer, cache: Path | None, spill: str, notes: LogNotes
) -> tuple[BaseBackend, ir.Table]:
    scheme = source.partition("://")[0] if "://" in source else ""
    if scheme.startswith("in-place+"):
        return _open_in_place(source.removeprefix("in-place+"), analyzer)
    if scheme:
        return _open_store(source, scheme, analyzer, cache, spill)
    return _open_file(Path(source), analyzer, spill, notes)


def _open_file(path: Path, analyzer: QueryAnalyzer, spill: str, notes: LogNotes) -> tuple[BaseBackend, ir.Table]:
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder of events", "see `hc gaps --help` for what `--events` takes")
    backend = _connect_duckdb(spill)
    if path.suffix in _JSON_SUFFIXES:
        return backend, _load(backend, read_log(path, notes), analyzer)
    return backend, _read_parquet(backend, path)


def _open_store(
    address: str, scheme: str, analyzer: QueryAnalyzer, cache: Path | None, spill: str
) -> tuple[BaseBackend, ir.Table]:
    if scheme not in STORE_SCHEMES:
        hint = f"use sqlite:///events.db or postgresql://user@host/name, or in-place+{scheme}:// to count there"
        raise BadSource(f"events can't be kept in {scheme}://", hint)
    backend, store = _connect_duckdb(spill), open_to_read(address)
    try:
        if cache is not None:
            return backend, _read_parquet(backend, export_store(store, cache, analyzer))
        return backend, _load(backend, store.read(), analyzer)
    finally:
        store.close()


def _load(backend: BaseBackend, events: Iterable[Event], analyzer: QueryAnalyzer) -> ir.Table:
    batches = [build_batch(batch, analyzer) for batch in split_batches(events)]
    return backend.create_table("events", pa.Table.from_batches(batches, COLUMNS))


def _open_in_place(address: str, analyzer: QueryAnalyzer) -> tuple[BaseBackend, ir.Table]:
    backend, table = _connect_engine(address)
    table = _add_later(table)
    if missing := set(COLUMNS.names) - {"t", "key"} - set(table.columns):
        what = f"in-place+{_hide_user(address)}: the table `events` has no {', '.join(sorted(missing))}"
        raise SourceError(what, "its columns are those of the feedback store; see `hc docs gaps`")
    return backend, canonical_table(table, build_key_table(table, analyzer))


def _connect_engine(address: str) -> tuple[BaseBackend, ir.Table]:
    """Drivers have no exception in common: whatever one raises for a wrong address or password is a `SourceError`."""
    engine = address.partition("://")[0]
    known = sorted(entry_points(group="ibis.backends").names)
    if engine not in (*known, "postgresql"):
        raise SourceError(f"in-place+{engine}://: ibis has no such engine", f"it has {', '.join(known)}")
    try:
        backend = ibis.connect(address)
        return backend, backend.table("events")
    except ImportError as fault:
        hint = f"pip install 'ibis-framework[{engine}]'"
        raise SourceError(f"in-place+{engine}:// needs a driver that is not installed", hint) from fault
    except Exception as fault:
        hint = "is the address right, and does the engine answer? See `hc docs gaps` for the engines that can count"
        raise SourceError(f"in-place+{_hide_user(address)}: {type(fault).__name__}", hint) from fault


def _hide_user(address: str) -> str:
    """`postgresql://user:password@host/name` → `postgresql://host/name`."""
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _connect_duckdb(spill: str) -> BaseBackend:
    """An engine in memory that spills to the folder `spill`."""
    backend = ibis.duckdb.connect(threads=_THREADS, memory_limit=_MEMORY, temp_directory=spill)
    backend.raw_sql("SET preserve_insertion_order = false")
    backend.raw_sql("SET allocator_flush_threshold = '16MB'")  # return memory to the system between passes
    return backend


def _read_parquet(backend: BaseBackend, path: Path) -> ir.Table:
    files = sorted(map(str, path.rglob("*.parquet"))) if path.is_dir() else [str(path)]
    if not files:
        return backend.create_table("events", COLUMNS.empty_table())
    table = _add_later(backend.read_parquet(files, table_name="events"))
    missing = set(COLUMNS.names) - set(table.columns)
    if missing:
        hint = "export it with `hc feedback export` as JSON Lines, or let `hc gaps` read the store itself"
        raise SourceError(f"{path}: not an export of events, without {', '.join(sorted(missing))}", hint)
    return table[list(COLUMNS.names)]


def _add_later(table: ir.Table) -> ir.Table:
    """With the columns that came later, empty where they are not there."""
    return table.mutate(**{name: ibis.null(_TYPES[name]) for name in LATER if name not in table.columns})


_NO_ROOM = "No space left"
_TYPES = {name: "int64" if name == "score" else "string" for name in LATER}
_FAULTS = (IbisError, duckdb.Error, OSError, EventError, StoreUnavailable, BadDatabaseUrl)


def _is_store(source: str) -> bool:
    return source.partition("://")[0] in STORE_SCHEMES


def _is_damage(fault: duckdb.Error) -> bool:
    """And no fault of what was asked, which has a kind of its own."""
    return isinstance(fault, duckdb.IOException | duckdb.InvalidInputException) or type(fault) is duckdb.Error


def _forget_copy(cache: Path) -> SourceError:
    """It is made anew of the store, which is as it was."""
    shutil.rmtree(cache, ignore_errors=True)
    return SourceError(f"the copy of the events in {cache} was damaged, and is deleted", "run it again")


def _explain(source: str, fault: Exception) -> SourceError:
    if isinstance(fault, EventError):
        return SourceError(fault.what, fault.hint)
    if isinstance(fault, BadDatabaseUrl):
        return BadSource(fault.what, fault.hint)
    if isinstance(fault, StoreUnavailable):
        hint = fault.hint or "pass `--events` the address that the feedback endpoint writes to"
        return SourceError(fault.what, hint)
    place = _hide_user(source)
    if isinstance(fault, OSError):
        return SourceError(
            f"the log {place} can't be read: {fault.strerror or 'the system refuses'}", "check its permissions"
        )
    if isinstance(fault, duckdb.Error):
        hint = "name a file that `hc feedback export` wrote, or Parquet files with the columns in `hc docs gaps`"
        return SourceError(f"{place} can't be read as events in Parquet", hint)
    return SourceError(f"{place}: the events could not be read", "is the address right?")
