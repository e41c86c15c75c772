"""What was worked out before, by what it was made of: one file that may be deleted, torn, old or shared at any time.

A key is a hash over all that a value depends on, so a value is never wrong, only missing. Each carries a checksum: one
that was torn is missing too. Where the file can't be written, a temporary one takes its place for this run, so that
what is worked out need not stay in memory.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hc_builder.fingerprint import describe_code, describe_room

T = TypeVar("T")

CACHE = Path(".cache", "hc")
"""Where a project keeps what is derived, under its folder."""
FILE = "derived.sqlite"
MAX_BYTES = 1_000_000_000
"""Enough for 40,000 articles; over it, what was not asked for longest is dropped."""
_CHECKSUM = 8
_AT_ONCE = 500
_SET_UP = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL);
"""
_DROP = """
DELETE FROM kept WHERE rowid IN (SELECT rowid FROM kept ORDER BY used, rowid LIMIT (SELECT count(*) / 10 + 1 FROM kept))
"""


def make_key(stage: str, *parts: bytes | str) -> bytes:
    """20 bytes: the stage, this code with its libraries, and all that the value depends on."""
    return _hash(describe_code(), stage, parts)


def make_room_key(room: str, stage: str, *parts: bytes | str) -> bytes:
    """The same of what costs much, and is made by one room of the code from bytes alone."""
    return _hash(describe_room(room), stage, parts)


def _hash(code: bytes, stage: str, parts: Iterable[bytes | str]) -> bytes:
    hashed = blake2b(code, digest_size=20)
    for part in (stage, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"%d:" % len(data))
        hashed.update(data)
    return hashed.digest()


class Cache:
    """Bytes by key, for several threads and several processes. Raises nothing that a file can cause.

    `fault` says in a line why nothing is kept for the next run; `""`: all is.
    """

    def __init__(self, folder: Path | None = None, most: int = MAX_BYTES) -> None:
        self.fault = ""
        self._most = most
        self._now = int(time.time())
        self._file = folder / FILE if folder else None
        self._lock = threading.RLock()
        self._asked: set[bytes] = set()
        self._connection = self._open()

    def get(self, key: bytes) -> bytes | None:
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those that are known."""
        found: dict[bytes, bytes] = {}
        for part in _cut(keys):
            with self._guard():
                query = f"SELECT key, value FROM kept WHERE key IN ({','.join('?' * len(part))})"
                for key, value in self._connection.execute(query, part):
                    if _checksum(key, value[_CHECKSUM:]) == value[:_CHECKSUM]:
                        found[key] = value[_CHECKSUM:]
        self._asked.update(found)
        return found

    def find_known(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those for which there is a value, be it torn."""
        found: set[bytes] = set()
        for part in _cut(keys):
            with self._guard():
                query = f"SELECT key FROM kept WHERE key IN ({','.join('?' * len(part))})"
                found.update(key for (key,) in self._connection.execute(query, part))
        self._asked.update(found)
        return found

    def put(self, key: bytes, value: bytes) -> None:
        self.put_many({key: value})

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """What can't be kept in the file is kept for this run."""
        for _ in range(2):
            with self._guard() as is_done:
                self._write(values)
                is_done.append(True)
            if is_done:
                return

    def remember(self, key: bytes, kind: Any, make: Callable[[], T]) -> T:
        """The value of `key`, made where it is not known. msgspec must be able to pack its `kind`."""
        packed = self.get(key)
        if packed is not None:
            known: T = msgspec.msgpack.decode(packed, type=kind)
            return known
        made = make()
        self.put(key, msgspec.msgpack.encode(made))
        return made

    def close(self) -> None:
        """Drop what is too much. The cache can't be used after."""
        with self._guard():
            self._tidy()
        with self._lock:
            self._connection.close()

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            return _connect("")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            return _connect(self._file)
        except sqlite3.DatabaseError as error:
            return self._begin_anew(error)
        except OSError as error:
            return self._give_up(error.strerror or str(error))

    @contextmanager
    def _guard(self) -> Iterator[list[bool]]:
        """One use of the file at a time; what goes wrong with it costs what is in it, and nothing else."""
        with self._lock:
            try:
                yield []
            except sqlite3.DatabaseError as error:
                self._connection.close()
                self._connection = self._begin_anew(error)

    def _begin_anew(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """A torn file, or another program's under our name, is replaced; one that can't be written is left alone."""
        if self._file is None or isinstance(error, sqlite3.OperationalError):
            return self._give_up(str(error))
        try:
            for end in ("", "-wal", "-shm"):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)
            return _connect(self._file)
        except (OSError, sqlite3.Error) as again:
            return self._give_up(str(again))

    def _give_up(self, why: str) -> sqlite3.Connection:
        self.fault = self.fault or f"nothing is kept in {self._file and self._file.parent} for the next build: {why}"
        self._file = None
        return _connect("")

    def _write(self, values: Mapping[bytes, bytes]) -> None:
        rows = ((key, self._now, _checksum(key, value) + value) for key, value in values.items())
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def _tidy(self) -> None:
        """Only a file that is half full needs to know what was asked for last."""
        if self._measure() <= self._most // 2:
            return
        with self._connection:
            asked = ((self._now, key) for key in self._asked)
            self._connection.executemany("UPDATE kept SET used = ? WHERE key = ?", asked)
        while self._measure() > self._most:
            with self._connection:
                self._connection.execute(_DROP)
        self._connection.executescript("PRAGMA incremental_vacuum;")  # `execute` would free a single page

    def _measure(self) -> int:
        names = ("page_count", "freelist_count", "page_size")
        pages, free, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
        return int((pages - free) * size)


def _cut(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    waiting = iter(keys)
    while part := list(islice(waiting, _AT_ONCE)):
        yield part


def _connect(place: Path | str) -> sqlite3.Connection:
    """`""` is a file that SQLite removes at the end."""
    connection = sqlite3.connect(place, timeout=10, check_same_thread=False)
    connection.executescript(_SET_UP)
    return connection


def _checksum(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=_CHECKSUM, key=key).digest()
