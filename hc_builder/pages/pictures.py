"""The pictures of a help center: their size, read from their head alone, and those that can't be shown."""

import struct
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image

from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem

Size = tuple[int, int]

_SUFFIXES = frozenset(".png .jpg .jpeg .gif .webp .avif .bmp".split())
_ORIENTATION = 0x0112  # the EXIF tag
_ON_ITS_SIDE = range(5, 9)


class BadPicture(Exception):
    """The file is no picture, only a part of one, or too large to be shown; `hint` says how to mend it."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


def find_picture_problems(center: HelpCenter) -> Iterator[Problem]:
    """A warning for each picture that a browser will not show, or not whole."""
    for path, file in center.files.items():
        if file.suffix.lower() in _SUFFIXES:
            try:
                measure_picture(file)
            except BadPicture as error:
                yield Problem(center.shown_path(path), 0, "HC57", f"the picture {error}", error.hint, "warning")


def read_picture_size(path: Path) -> Size | None:
    """Width and height in pixels as shown; `None` for drawings, and for what can't be read."""
    try:
        return measure_picture(path)
    except BadPicture:
        return None


def measure_picture(path: Path) -> Size:
    """Width and height in pixels as shown. Nothing is decoded, so a giant picture costs no memory."""
    try:
        stat = path.stat()
    except OSError as error:
        raise BadPicture(f"can't be read: {error.strerror}", "check its name and its permissions") from error
    return _measure(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4096)
def _measure(path: Path, changed: int, length: int) -> Size:
    """Once for each state of the file, which `changed` (its time) and `length` tell apart."""
    again = "export it again"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            size, format = _read_head(path)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        limit = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        what = f"has more than {limit} million pixels, which a phone can't hold"
        raise BadPicture(what, "make it at most 2,000 pixels wide") from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:  # what Pillow raises of broken files
        raise BadPicture("can't be read: it is empty, broken or of another kind", again) from error
    if _is_torn(path.read_bytes(), format):
        raise BadPicture("is cut off before its end", again)
    return size


def _read_head(path: Path) -> tuple[Size, str]:
    with Image.open(path) as image:
        width, height = image.size
        exif = image.getexif() if "exif" in image.info else {}  # where it is further back, Pillow would decode it all
        turned = exif.get(_ORIENTATION) in _ON_ITS_SIDE
        return (height, width) if turned else (width, height), image.format or ""


def _is_torn(data: bytes, format: str) -> bool:
    """Whether the end is missing that a whole file of its format has. Cameras write more behind it."""
    if format == "PNG":
        return b"IEND" not in data
    if format == "JPEG":  # the end of the picture, not of the small one in its head
        return data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
    if format == "GIF":
        return not data.rstrip(b"\0").endswith(b";")
    return format == "WEBP" and int.from_bytes(data[4:8], "little") + 8 > len(data)
