"""Files of customers: each is told by its content, a picture is drawn anew, and whatever is not allowed is refused."""

import io
import warnings
from collections.abc import Callable, Sequence

from PIL import Image, ImageOps

from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.form import File
from feedback_function.inquiry.site import Files

MOST_PIXELS = 50_000_000
"""What a phone's camera makes; a picture of more is a bomb."""
LONGEST_SIDE = 2560
"""Enough to read a label by; mail servers take 10 to 25 MB."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
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
    return [_read_file(file.data, allowed) for file in files]


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
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        is_drawing = picture.format in ("PNG", "GIF") or picture.has_transparency_data
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before all else, which would copy a large one
        return _write(ImageOps.exif_transpose(picture), is_drawing)


def _write(picture: Image.Image, is_drawing: bool) -> Attachment:
    """What is drawn as PNG, what is photographed as JPEG: each mail program shows both."""
    points = Image.frombytes(*_choose_points(picture, is_drawing))
    out = io.BytesIO()
    if is_drawing:
        points.save(out, "PNG")
        return Attachment("image/png", out.getvalue())
    points.save(out, "JPEG", quality=88)
    return Attachment("image/jpeg", out.getvalue())


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
