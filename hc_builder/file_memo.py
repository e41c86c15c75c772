"""What was read from files, remembered as long as they are the same, so that they need not be read again.

As in git: a file of the same size, times and inode is the same, unless it had been written just before it was read.
"""

import os
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from hc_builder.cache import Cache, make_key

T = TypeVar("T")

SETTLED_NS = 2_000_000_000
"""A disk may give two writes within this time the same time stamp."""


class FileState(NamedTuple):
    """What tells a file's states apart; the times are in nanoseconds."""

    size: int
    written: int
    changed: int
    inode: int


def find_state(path: str | Path) -> FileState:
    """Raises `OSError` where there is none."""
    return take_state(os.stat(path))


def take_state(stat: os.stat_result) -> FileState:
    return FileState(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def is_settled(state: FileState) -> bool:
    """Whether a later write would show in the file's times."""
    return time.time_ns() - max(state.written, state.changed) > SETTLED_NS


def hash_file(path: Path) -> bytes:
    """20 bytes. Raises `OSError`."""
    return hash_bytes(path.read_bytes())


def hash_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()


class FileMemo(Generic[T]):
    """What `read` makes of a file, a `kind` that msgspec can pack. It is kept under `name`."""

    def __init__(self, cache: Cache, name: str, read: Callable[[Path], T], kind: Any) -> None:
        self._cache, self._read = cache, read
        self._key = make_key("file memo", name)
        packed = cache.get(self._key)
        self._known: dict[str, tuple[FileState, T]] = (
            msgspec.msgpack.decode(packed, type=dict[str, tuple[FileState, kind]]) if packed else {}
        )
        self._met: dict[str, tuple[FileState, T]] = {}

    def find(self, path: Path) -> T:
        """Raises `OSError` where there is no such file, and what `read` raises."""
        name, state = str(path), find_state(path)
        known = self._met.get(name) or self._known.get(name)
        if known is None or known[0] != state:
            known = state, self._read(path)
        if is_settled(state):
            self._met[name] = known
        return known[1]

    def save(self) -> None:
        """For the next run: the files that were asked for in this one."""
        if self._met != self._known:
            self._cache.put(self._key, msgspec.msgpack.encode(self._met))
            self._known = self._met
