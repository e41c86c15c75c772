"""The content of files as a hash, without reading those that can't have changed since they were hashed.

As in git: a file of the same size, times and inode is the same, unless it had been written just before it was hashed.
"""

import os
import time
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from hc_builder.cache import Cache, make_key

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
    stat = os.stat(path)
    return FileState(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def is_settled(state: FileState) -> bool:
    """Whether a later write would show in the file's times."""
    return time.time_ns() - max(state.written, state.changed) > SETTLED_NS


def hash_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()


class FileStates:
    """Hashes of files, remembered in `cache` under the name of the folder they are asked for."""

    def __init__(self, cache: Cache, folder: Path) -> None:
        self._cache = cache
        self._key = make_key("file states", str(folder.absolute()))
        self._known = _decode(cache.get(self._key))
        self._met: dict[str, tuple[FileState, bytes]] = {}

    def hash_file(self, path: str | Path) -> bytes:
        """20 bytes. Raises `OSError` where it can't be read."""
        name, state = str(path), find_state(path)
        known = self._known.get(name)
        if known is None or known[0] != state:
            known = state, hash_bytes(Path(path).read_bytes())
        if is_settled(state):
            self._met[name] = known
        return known[1]

    def save(self) -> None:
        """For the next run: the files that were asked for in this one."""
        if self._met != self._known:
            self._cache.put(self._key, msgspec.msgpack.encode(self._met))
            self._known = self._met


def _decode(kept: bytes | None) -> Mapping[str, tuple[FileState, bytes]]:
    return msgspec.msgpack.decode(kept, type=dict[str, tuple[FileState, bytes]]) if kept else {}
