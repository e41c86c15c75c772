"""The customers' search, which is not asked twice what it found in the same index.

Most of a month's queries stand in the next report too. Nothing that was typed can be read from what is kept: a query is
known by its hash, and how the search read a slip is sealed with the query itself, so that only who has the one can read
the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import shake_256

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.gaps.model.decisions import QueryResult, QuerySearch


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A `QueryResult`; `sealed` is how the search read the query."""

    ids: tuple[str, ...]
    quoted: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A `QueryResult` that was kept."""

    ids: tuple[str, ...]
    mended: str
    quoted: str


@dataclass(frozen=True)
class RememberedSearch:
    """`version` stands for the index and the engine behind `search`."""

    search: QuerySearch
    cache: Cache
    version: bytes

    def find_many(self, queries: Sequence[str]) -> list[QueryResult]:
        """As the search itself finds, for each query in order."""
        keys = [make_key("found", self.version, query) for query in queries]
        asked, kept = dict(zip(keys, queries, strict=True)), self.cache.get_many(keys)
        new = {key: query for key, query in asked.items() if key not in kept}
        found = dict(zip(new, self.search.find_many(list(new.values())), strict=True)) if new else {}
        self.cache.put_many({key: _pack(result, asked[key]) for key, result in found.items()})
        return [found.get(key) or _unpack(kept[key], asked[key]) for key in keys]


@dataclass
class OpenedLater:
    """A search that is opened when it is first asked."""

    open: Callable[[], QuerySearch]
    _search: QuerySearch | None = None

    def find_many(self, queries: Sequence[str]) -> Sequence[QueryResult]:
        self._search = self._search or self.open()
        return self._search.find_many(queries)


def _pack(result: QueryResult, query: str) -> bytes:
    return msgspec.msgpack.encode(_Kept(result.ids, result.quoted, _seal(result.mended.encode(), query)))


def _unpack(packed: bytes, query: str) -> _Remembered:
    kept = msgspec.msgpack.decode(packed, type=_Kept)
    return _Remembered(kept.ids, _seal(kept.sealed, query).decode(), kept.quoted)


def _seal(text: bytes, query: str) -> bytes:
    """The bytes with a key of their length made from the query laid over them; the same again takes it off."""
    key = shake_256(query.encode()).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, key, strict=True))
