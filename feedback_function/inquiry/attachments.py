"""Files of customers: each is told by its content, a picture is drawn anew, and whatever is not allowed is refused."""

import io
import re
import warnings
from collections.abc import Callable, Sequence

from PIL import Image, ImageOps

from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.form import File
from feedback_function.inquiry.site import Files

MOST_PIXELS = 50_000_000
"""What a phone's camera makes; a picture of more is a bomb."""
MOST_SCANS = 64
"""Of a JPEG that shows ever finer: encoders make about ten, and each goes over all points."""
SMALL_PNG = 256 * 1024
LONGEST_SIDE = 2560
"""Enough to read a label by; mail servers take 10 to 25 MB."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_START, _SCAN, _END = b"\xff\xd8", 0xDA, 0xD9
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}


class BadFile(Exception):
    """What is wrong with the files, as a name of a customer's sentence: files_many, files_large or files_kind."""


def read_files(files: Sequence[File], allowed: Files) -> list[Attachment]:
    """The files as they may be handed on. A picture may take 500 MB for a moment. Raises `BadFile`."""
    if len(files) > allowed.most:
        raise BadFile("files_many")
    if sum(len(file.data) for file in files) > allowed.bytes:
        raise BadFile("files_large")
    drawn = [_read_file(file.data, allowed) for file in files]
    if sum(len(file.data) for file in drawn) > allowed.bytes:
        raise BadFile("files_large")
    return drawn


def _read_file(data: bytes, allowed: Files) -> Attachment:
    for kind in allowed.kinds:
        if found := _READERS[kind](data):
            return found
    raise BadFile("files_kind")


def _read_picture(data: bytes) -> Attachment | None:
    """Drawn anew from its points: nothing else that the file held goes on, be it a place, a script or another file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says of a faulty picture is nobody's to read
        try:
            return _draw(data)
        except Exception:  # decoders raise many kinds for a hostile file; all mean that it is no picture
            return None


def _draw(data: bytes) -> Attachment | None:
    if data.startswith(_START) and _has_many_scans(data):
        return None
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        is_drawing = picture.format in ("PNG", "GIF") or picture.has_transparency_data
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before all else, which would copy a large one
        points = Image.frombytes(*_choose_points(ImageOps.exif_transpose(picture), is_drawing))
    return _write(points, is_drawing, max(SMALL_PNG, 2 * len(data)))


def _has_many_scans(data: bytes) -> bool:
    """Walks from marker to marker, as libjpeg does: what follows the end, as the film of a phone's picture, is none of
    it. Markers below `SOF0`, and those within a scan, have no length."""
    at, scans = len(_START), 0
    while scans <= MOST_SCANS and (found := _MARKER.search(data, at)) and (kind := found[1][0]) != _END:
        scans += kind == _SCAN
        at = found.end()
        if kind >= 0xC0 and not 0xD0 <= kind <= 0xD8:
            at += int.from_bytes(data[at : at + 2])
    return scans > MOST_SCANS


def _write(points: Image.Image, is_drawing: bool, most: int) -> Attachment:
    """What is drawn as PNG, what is photographed as JPEG: each mail program shows both. As a PNG of more than `most`
    bytes it was a photograph all the same, such as a WebP with parts that let through."""
    out = io.BytesIO()
    if is_drawing:
        points.save(out, "PNG")
        if out.tell() <= most:
            return Attachment("image/png", out.getvalue())
    out = io.BytesIO()
    _lay_on_white(points).save(out, "JPEG", quality=88)
    return Attachment("image/jpeg", out.getvalue())


def _lay_on_white(points: Image.Image) -> Image.Image:
    if points.mode == "RGB":
        return points
    white = Image.new("RGBA", points.size, "white")
    return Image.alpha_composite(white, points).convert("RGB")


def _choose_points(picture: Image.Image, is_drawing: bool) -> tuple[str, tuple[int, int], bytes]:
    mode = "RGBA" if is_drawing and picture.has_transparency_data else "RGB"
    plain = picture.convert(mode)
    return mode, plain.size, plain.tobytes()


def _read_pdf(data: bytes) -> Attachment | None:
    return Attachment("application/pdf", data) if data.startswith(b"%PDF-") else None


def _read_video(data: bytes) -> Attachment | None:
    if data[4:8] == b"ftyp":
        return Attachment("video/quicktime" if data[8:12] == b"qt  " else "video/mp4", data)
    return Attachment("video/webm", data) if data.startswith(b"\x1a\x45\xdf\xa3") else None


def _read_text(data: bytes) -> Attachment | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Attachment("text/plain", text.encode())


_READERS: dict[str, Callable[[bytes], Attachment | None]] = {
    "image": _read_picture,
    "pdf": _read_pdf,
    "video": _read_video,
    "text": _read_text,
}
