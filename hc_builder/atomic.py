"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside `path`, then rename over it: a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~_read_umask())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _read_umask() -> int:
    """`mkstemp` makes files for their owner alone; others get what the umask gives any new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
