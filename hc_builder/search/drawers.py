"""Rows of postings by term, kept in drawers of neighbouring terms: an edit opens those that it touches.

Each drawer is one value of the cache, and its check is known to whoever asks: a drawer that is torn, missing or of
another index is told, and never read.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import msgspec
import numpy as np

from hc_builder.cache import Cache, make_key
from hc_builder.file_memo import hash_bytes
from hc_builder.search.postings import ROW, Rows, SortedRows

Drawer = dict[str, bytes]
"""Rows by term, each term's sorted by document."""
_FULL = 64_000
"""Bytes of a new drawer, about."""


class LostDrawer(Exception):
    """The cache does not hold it as it was left."""


class Labels(msgspec.Struct, frozen=True, array_like=True):
    """Of each drawer its first term, in order, and the hash of what is in it."""

    firsts: tuple[str, ...]
    checks: tuple[bytes, ...]


@dataclass
class Drawers:
    """Those of the index `name`."""

    cache: Cache
    name: bytes
    firsts: Sequence[str]
    _checks: dict[int, bytes]
    _open: dict[int, Drawer] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)

    def find(self, term: str) -> bytes:
        """Rows of the term; none if there is no such term. Raises `LostDrawer`."""
        return self._find_drawer(self._place(term)).get(term, b"")

    def put(self, term: str, rows: bytes) -> None:
        """Raises `LostDrawer`."""
        place = self._place(term)
        self._changed.add(place)
        self._find_drawer(place)[term] = rows
        if not rows:
            del self._open[place][term]

    def take(self, terms: Sequence[str]) -> SortedRows:
        """Of sorted terms. Raises `LostDrawer`."""
        return join_rows(terms, [self.find(term) for term in terms])

    def walk(self) -> Iterator[SortedRows]:
        """The rows of all drawers, one after the other. Raises `LostDrawer`."""
        for place in range(len(self.firsts)):
            drawer = self._find_drawer(place)
            yield join_rows([*drawer], [*drawer.values()])

    def save(self) -> Labels:
        """Keep what changed."""
        for place in sorted(self._changed):
            data = msgspec.msgpack.encode(self._open[place])
            self._checks[place] = hash_bytes(data)
            self.cache.put(self._key(place), data)
        self._changed.clear()
        return Labels(tuple(self.firsts), tuple(self._checks[place] for place in range(len(self.firsts))))

    def _place(self, term: str) -> int:
        return max(0, bisect_right(self.firsts, term) - 1)

    def _find_drawer(self, place: int) -> Drawer:
        drawer = self._open.get(place)
        if drawer is None:
            data = self.cache.get(self._key(place))
            if data is None or hash_bytes(data) != self._checks[place]:
                raise LostDrawer
            drawer = self._open[place] = msgspec.msgpack.decode(data, type=Drawer)
        return drawer

    def _key(self, place: int) -> bytes:
        return make_key("drawer", self.name, str(place))


def open_drawers(cache: Cache, name: bytes, labels: Labels) -> Drawers:
    """Those that were kept."""
    return Drawers(cache, name, labels.firsts, dict(enumerate(labels.checks)))


def fill_drawers(cache: Cache, name: bytes, found: SortedRows) -> Drawers:
    """New ones; there is always one."""
    filled = list(_fill(found)) or [{}]
    firsts = [next(iter(drawer), "") for drawer in filled]
    return Drawers(cache, name, firsts, {}, dict(enumerate(filled)), set(range(len(filled))))


def _fill(found: SortedRows) -> Iterator[Drawer]:
    at, size, drawer = 0, 0, Drawer()
    for term, count in zip(found.terms, found.sizes, strict=True):
        drawer[term] = found.rows[at : at + count].tobytes()
        at, size = at + count, size + count * ROW.itemsize
        if size > _FULL:
            yield drawer
            size, drawer = 0, {}
    if drawer:
        yield drawer


def join_rows(terms: Sequence[str], rows: Sequence[bytes]) -> SortedRows:
    """Rows of each of the sorted terms together; a term without rows is none."""
    found = [term for term, data in zip(terms, rows, strict=True) if data]
    return SortedRows(found, [len(data) // ROW.itemsize for data in rows if data], np.frombuffer(b"".join(rows), ROW))


def replace_rows(rows: bytes, gone: Sequence[bytes], come: Sequence[bytes]) -> bytes:
    """One term's rows without some of them and with others."""
    known: Rows = np.frombuffer(rows, ROW)
    kept = known[~np.isin(known["document"], np.frombuffer(b"".join(gone), ROW)["document"])]
    merged = np.concatenate((kept, np.frombuffer(b"".join(come), ROW)))
    return merged[np.argsort(merged["document"])].tobytes()


def pair_rows(found: SortedRows) -> set[tuple[str, bytes]]:
    """(Term, row) of rows of few articles."""
    terms = np.repeat(np.arange(len(found.terms)), found.sizes).tolist()
    rows = iter(found.rows.tobytes())
    packed = (bytes(islice(rows, ROW.itemsize)) for _ in terms)
    return {(found.terms[term], row) for term, row in zip(terms, packed, strict=True)}
