"""MP4 and MOV: boxes in boxes. What says where and by whom a film was made is blanked; its size and its sound are read.

Blanked boxes keep their place and become free room, so nothing that the file says of its own places is wrong.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HOLDING = frozenset((b"moov", b"trak", b"mdia"))
_PRIVATE = frozenset((b"udta", b"meta", b"uuid"))
"""Places (`©xyz`, `loci`, Apple's keys), names, devices and XMP stand in these."""
_DEEPEST = 4
_FILMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


@dataclass(frozen=True)
class Film:
    """Sides in pixels as shown; 0 where they are not told."""

    width: int
    height: int
    has_sound: bool


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


def is_film(data: bytes) -> bool:
    return data[4:8] in _FILMS and data[8:12] not in (b"avif", b"avis", b"heic", b"mif1")


def blank_private(data: bytes) -> bytes:
    """The same film; data of another kind, or that is broken, is given back as it is."""
    if not is_film(data):
        return data
    found = bytearray(data)
    try:
        for box in _walk(data):
            if box.name in _PRIVATE:
                found[box.start + 4 : box.start + 8] = b"free"
                found[box.body : box.end] = bytes(box.end - box.body)
    except (ValueError, struct.error):
        return data
    return bytes(found)


def read_film(data: bytes) -> Film | None:
    """`None`: it is no film of this kind, or is broken."""
    if not is_film(data):
        return None
    try:
        boxes = list(_walk(data))
        sizes = [_read_sides(data, box) for box in boxes if box.name == b"tkhd"]
        kinds = {data[box.body + 8 : box.body + 12] for box in boxes if box.name == b"hdlr"}
    except (ValueError, struct.error):
        return None
    return Film(*max(sizes, default=(0, 0)), b"soun" in kinds)


def _walk(data: bytes, start: int = 0, end: int | None = None, depth: int = 0) -> Iterator[_Box]:
    """Every box, and those inside of it where it holds some."""
    place, stop = start, len(data) if end is None else end
    while place + 8 <= stop:
        box = _read_box(data, place, stop)
        yield box
        if box.name in _HOLDING and depth < _DEEPEST:
            yield from _walk(data, box.body, box.end, depth + 1)
        place = box.end


def _read_box(data: bytes, place: int, stop: int) -> _Box:
    size, name = struct.unpack_from(">I4s", data, place)
    body = place + 8
    if size == 1:
        (size,) = struct.unpack_from(">Q", data, body)
        body += 8
    end = place + size if size else stop
    if end < body or end > stop:
        raise ValueError("a box of no size")
    return _Box(name, place, body, end)


def _read_sides(data: bytes, box: _Box) -> tuple[int, int]:
    """Width and height are the last two numbers, of 16.16 bits; before them stands how the film is turned."""
    width, height = (side >> 16 for side in struct.unpack_from(">II", data, box.end - 8))
    (across,) = struct.unpack_from(">i", data, box.end - 44)
    return (width, height) if across else (height, width)
