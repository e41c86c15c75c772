"""Files that are there whole or not at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

_SHOWN = 40
"""Letters of the name in that of the part: whole, a long one would be longer than file systems take."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside `path`, then rename over it: a reader sees the old content or the new, never a part."""
    with open_atomically(path) as file:
        file.write(data)


def write_new(path: Path, data: bytes) -> None:
    """A file that is not there yet, and its folders. Raises `FileExistsError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path, path), path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except BaseException:
            path.unlink()
            raise


@contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """The same for what is written part by part; `path` is as it was if the block fails, and stays as private as it was
    if not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:_SHOWN]}.{token_hex(8)}")
    with naming(path, beside):
        try:
            with beside.open("xb") as file:
                if path.is_file():
                    os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
                yield file
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def naming(path: Path, aside: Path) -> Iterator[None]:
    """What the system refuses is told of the file that was meant: of a write, as on a full disk, it names none, and the
    one `aside`, which is to take its place, nobody knows."""
    try:
        yield
    except OSError as error:
        if error.filename is None or str(aside) in (error.filename, error.filename2):
            error.filename, error.filename2 = str(path), None
        raise
