"""The size of a picture, read from its head alone."""

import struct
import warnings
from functools import lru_cache
from pathlib import Path

from PIL import Image

Size = tuple[int, int]

_ORIENTATION = 0x0112  # the EXIF tag
_ON_ITS_SIDE = range(5, 9)
_BROKEN = (OSError, SyntaxError, ValueError, struct.error)  # what Pillow raises of broken files


def read_picture_size(path: Path) -> Size | None:
    """Width and height in pixels as shown; `None` for drawings, and for what can't be read or is too large to show.

    Nothing is decoded, so a giant picture costs no memory.
    """
    try:
        stat = path.stat()
    except OSError:
        return None
    return _read_size(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4096)
def _read_size(path: Path, changed: int, length: int) -> Size | None:
    """Once for each state of the file, which `changed` (its time) and `length` tell apart."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _read_head(path)
    except (*_BROKEN, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None


def _read_head(path: Path) -> Size:
    with Image.open(path) as image:
        width, height = image.size
        exif = image.getexif() if "exif" in image.info else {}  # where it is further back, Pillow would decode it all
        return (height, width) if exif.get(_ORIENTATION) in _ON_ITS_SIDE else (width, height)
