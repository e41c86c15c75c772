"""A disk that takes no more, as far as this process is concerned: the kernel lets none of its files grow."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """Until the block ends no file can be written beyond `room` bytes. Python ignores the signal that comes with it, so
    a write is refused with an error, as on a full disk (EFBIG, where that says ENOSPC)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def held_open(database: Path) -> Iterator[None]:
    """Another program reads that SQLite file, so that all which SQLite keeps beside it is there already."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("SELECT count(*) FROM events")
        yield
