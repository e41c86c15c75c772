"""The customers' search, which is not asked twice what it found in the same index.

Most of a month's queries stand in the next report too. Nothing that was typed is kept: a query is known by its hash,
and one that the search read otherwise than it was typed is asked anew, since that reading holds its words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.gaps.model.decisions import QueryResult, QuerySearch


class KeptResult(msgspec.Struct, frozen=True):
    """A `QueryResult` that the search read as it was typed."""

    ids: tuple[str, ...]
    quoted: str
    mended: str = ""


@dataclass(frozen=True)
class RememberedSearch:
    """`version` stands for the index and the engine behind `search`."""

    search: QuerySearch
    cache: Cache
    version: bytes

    def find_many(self, queries: Sequence[str]) -> list[QueryResult]:
        """As the search itself finds, for each query in order."""
        keys = [make_key("found", self.version, query) for query in queries]
        kept = {key: msgspec.msgpack.decode(found, type=KeptResult) for key, found in self.cache.get_many(keys).items()}
        new = {key: query for key, query in zip(keys, queries, strict=True) if key not in kept}
        found = dict(zip(new, self.search.find_many(list(new.values())), strict=True)) if new else {}
        self.cache.put_many({key: _pack(result) for key, result in found.items() if not result.mended})
        return [found.get(key) or kept[key] for key in keys]


@dataclass
class OpenedLater:
    """A search that is opened when it is first asked."""

    open: Callable[[], QuerySearch]
    _search: QuerySearch | None = None

    def find_many(self, queries: Sequence[str]) -> Sequence[QueryResult]:
        self._search = self._search or self.open()
        return self._search.find_many(queries)


def _pack(result: QueryResult) -> bytes:
    return msgspec.msgpack.encode(KeptResult(result.ids, result.quoted))
