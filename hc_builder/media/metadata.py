"""What a camera or a program wrote beside a picture is taken out of it, and the picture itself stays bit for bit.

Places, names, comments, previews and whole second pictures go; colour profiles stay, and so does the turn of a
photograph that lies on its side.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from PIL import Image

from hc_builder.media.avif import blank_items

_ORIENTATION = 0x0112
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
_JPEG_KEPT = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_XMP, _EXIF = 0b100, 0b1000  # flags of a WebP's VP8X


def strip_metadata(data: bytes) -> bytes:
    """The same picture; data of another kind, or that is broken, is given back as it is."""
    strip = next((strip for head, strip in _KINDS.items() if data.startswith(head)), None)
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        strip = blank_items
    try:
        return strip(data) if strip else data
    except (IndexError, ValueError, struct.error, OSError, SyntaxError):
        return data


def _strip_jpeg(data: bytes) -> bytes:
    turn = _read_turn(data)
    kept = [data[:2], *([_write_jpeg_turn(turn)] if turn > 1 else [])]
    kept += (part for marker, part in _list_jpeg(data) if _is_jpeg_kept(marker, part))
    return b"".join(kept)


def _list_jpeg(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, up to the end of the first picture: a phone appends others, and films."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise ValueError("no segment")
        marker, end = data[place + 1], place + 2
        if marker not in _STANDALONE and marker != _END:
            end += int.from_bytes(data[end : end + 2], "big")
        if marker == _SCAN:
            end = _find_scan_end(data, end)
        yield marker, data[place:end]
        if marker == _END:
            return
        place = end


def _find_scan_end(data: bytes, place: int) -> int:
    """Coded data run until a marker that is neither a stuffed byte nor a restart."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and data[place + 1] not in _STANDALONE and data[place + 1] != 0xFF:
            return place
        place += 1 if data[place + 1] == 0xFF else 2


def _is_jpeg_kept(marker: int, part: bytes) -> bool:
    return marker != _COMMENT and (marker not in _APPLICATIONS or part[4:].startswith(_JPEG_KEPT))


def _write_jpeg_turn(turn: int) -> bytes:
    exif = b"Exif\0\0" + _write_turn(turn)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _write_turn(turn: int) -> bytes:
    """EXIF with nothing in it but the turn."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)


def _read_turn(data: bytes) -> int:
    with Image.open(BytesIO(data)) as image:
        turn = image.getexif().get(_ORIENTATION, 1) if "exif" in image.info else 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _strip_png(data: bytes) -> bytes:
    chunks = list(_list_png(data))
    turn = _read_turn(data) if any(name == b"eXIf" for name, _ in chunks) else 1
    kept = [part for name, part in chunks if name not in _PNG_DROPPED]
    return b"".join((_PNG_HEAD, kept[0], *([_write_png_turn(turn)] if turn > 1 else []), *kept[1:]))


def _list_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG_HEAD)
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        yield name, data[place : place + length + 12]
        if name == b"IEND":
            return
        place += length + 12


def _write_png_turn(turn: int) -> bytes:
    part = b"eXIf" + _write_turn(turn)
    return struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))


def _strip_webp(data: bytes) -> bytes:
    """One that has metadata has a head that names them."""
    if data[8:16] != b"WEBPVP8X" or not data[20] & (_XMP | _EXIF):
        return data
    turn = _read_turn(data)
    kept = [part for name, part in _list_webp(data) if name not in (b"EXIF", b"XMP ")]
    flags = data[20] & ~(_XMP | _EXIF) | (_EXIF if turn > 1 else 0)
    head = kept[0][:8] + bytes([flags]) + kept[0][9:]
    body = b"".join((b"WEBP", head, *kept[1:], *([_write_webp_turn(turn)] if turn > 1 else [])))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _list_webp(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while place < end:
        name, length = struct.unpack_from("<4sI", data, place)
        stop = place + 8 + length + length % 2
        yield name, data[place:stop]
        place = stop


def _write_webp_turn(turn: int) -> bytes:
    exif = _write_turn(turn)
    return b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)


def _strip_gif(data: bytes) -> bytes:
    """Comments and what programs left, but for how often a film repeats."""
    place = 13 + _find_table(data[10])
    kept = [data[:place]]
    while data[place] != 0x3B:
        start, is_dropped = place, False
        if data[place] == 0x2C:
            place = _skip_blocks(data, place + 11 + _find_table(data[place + 9]))
        elif data[place] == 0x21:
            repeats = data[place + 3 : place + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            is_dropped = data[place + 1] == 0xFE or (data[place + 1] == 0xFF and not repeats)
            place = _skip_blocks(data, place + 2)
        else:
            raise ValueError("no block")
        kept += [] if is_dropped else [data[start:place]]
    return b"".join([*kept, b";"])


def _find_table(flags: int) -> int:
    """Bytes of the colours that follow."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


_KINDS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8\xff": _strip_jpeg,
    _PNG_HEAD: _strip_png,
    b"RIFF": _strip_webp,
    b"GIF8": _strip_gif,
}
