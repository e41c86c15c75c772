"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_SHOWN = 40
"""Letters of the name in that of the part: whole, a long one would be longer than file systems take."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside `path`, then rename over it: a reader sees the old content or the new, never a part."""
    with open_atomically(path) as file:
        file.write(data)


@contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """The same for what is written part by part; `path` is as it was if the block fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _tell_of(path):
        handle, beside = tempfile.mkstemp(prefix=f".{path.name[:_SHOWN]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        with _tell_of(path):
            os.chmod(beside, 0o666 & ~_read_umask())
            os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


@contextmanager
def _tell_of(path: Path) -> Iterator[None]:
    """What the system refuses names the file that was meant: nobody knows the name beside it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _read_umask() -> int:
    """`mkstemp` makes files for their owner alone; others get what the umask gives any new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
