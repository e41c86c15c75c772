"""AVIF: where its EXIF and XMP stand. The format is ISO/IEC 14496-12: items named by `iinf`, placed by `iloc`."""

import struct
from collections.abc import Iterator

_NOTHING = struct.pack(">I2sHIHI", 0, b"MM", 42, 8, 0, 0)
"""EXIF with no entry, as an item holds it."""
_IN_FILE = 0


def blank_items(data: bytes) -> bytes:
    """Written over where they stand, as every place in the file is named by its distance from the start. Raises
    `struct.error` or `ValueError` for what is broken."""
    meta = next((body for name, body, _ in _list_boxes(data, 0, len(data)) if name == b"meta"), None)
    if meta is None:
        return data
    end = meta - 8 + int.from_bytes(data[meta - 8 : meta - 4], "big")
    boxes = {name: start for name, start, _ in _list_boxes(data, meta + 4, end)}
    kinds = dict(_list_kinds(data, boxes[b"iinf"])) if b"iinf" in boxes else {}
    blanked = bytearray(data)
    for item, start, length in _list_extents(data, boxes[b"iloc"]) if b"iloc" in boxes else ():
        if kinds.get(item) in (b"Exif", b"mime") and start + length <= len(data):
            head = _NOTHING if kinds[item] == b"Exif" and length >= len(_NOTHING) else b""
            blanked[start : start + length] = head.ljust(length, b"\0" if head else b" ")
    return bytes(blanked)


def _list_boxes(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of the body, and end of each."""
    while place + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, place)
        stop = place + size if size else end
        if size == 1 or stop < place + 8 or stop > end:
            raise ValueError("a box of no size")
        yield name, place + 8, stop
        place = stop


def _list_kinds(data: bytes, body: int) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item."""
    end = body - 8 + int.from_bytes(data[body - 8 : body - 4], "big")
    start = body + (6 if data[body] == 0 else 8)
    for _, entry, _ in _list_boxes(data, start, end):
        form = ">H2x4s" if data[entry] == 2 else ">I2x4s"
        yield struct.unpack_from(form, data, entry + 4)


def _list_extents(data: bytes, body: int) -> Iterator[tuple[int, int, int]]:
    """Number of the item, start and length of each part that stands in the file itself."""
    reader = _Reader(data, body + 4)
    version, sizes = data[body], reader.read(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    for _ in range(reader.read(wide)):
        item = reader.read(wide)
        method = reader.read(2) & 15 if version else _IN_FILE
        reader.read(2)
        start = reader.read(base)
        for _ in range(reader.read(2)):
            reader.read(index if version else 0)
            place = start + reader.read(offset), reader.read(length)
            if method == _IN_FILE:
                yield item, *place


class _Reader:
    """Numbers of any size, one after the other."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place

    def read(self, size: int) -> int:
        if self._place + size > len(self._data):
            raise ValueError("cut off")
        self._place += size
        return int.from_bytes(self._data[self._place - size : self._place], "big")
