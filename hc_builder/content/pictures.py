"""Pictures and films, read from their head alone: size as shown, and kind. Nothing is decoded, so a giant one costs no
memory."""

import re
import struct
import warnings
from pathlib import Path

import msgspec
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from hc_builder.content.companions import is_film_name
from hc_builder.content.films import read_film

PICTURE_SUFFIXES = frozenset(".png .jpg .jpeg .gif .webp .avif .bmp .svg".split())
MAX_PIXELS = 50_000_000
"""About what a phone can hold decoded: 200 MB."""
MAX_BYTES = 30_000_000
_KINDS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".bmp": "BMP",
}
_HEAD = 16_384
_ORIENTATION = 0x0112  # the EXIF tag
_ON_ITS_SIDE = range(5, 9)
_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]+)?)\s*(?:px)?\s*")
_SHARE = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*%\s*")
COLUMN = 700
"""The width of the column of text in CSS pixels, as theme/assets/helpcenter.css has it."""
_BROKEN = (OSError, SyntaxError, ValueError, struct.error, EOFError)  # what Pillow raises of broken files
_AGAIN = "export it again"


class Picture(msgspec.Struct, frozen=True, tag=True):
    """Width and height in pixels as shown, 0 where they are not told. `kind` is `PNG`, `JPEG`, `SVG`, `MP4` …;
    `has_sound`: it is a film that may be heard; `is_moving`: it is none and has more than one frame."""

    width: int
    height: int
    kind: str
    has_sound: bool = False
    is_moving: bool = False

    def fit(self, width: str, height: str) -> tuple[int, int] | tuple[()]:
        """Both sides where one is written in pixels, or none; `()` where the page's own styles decide, or nothing is
        known."""
        if not self.width or not self.height:
            return ()
        width, height = _read_side(width), _read_side(height)
        if width.isdecimal() and not height:
            return int(width), round(int(width) * self.height / self.width)
        if height.isdecimal() and not width:
            return round(int(height) * self.width / self.height), int(height)
        return () if width or height else (self.width, self.height)


class PictureFault(msgspec.Struct, frozen=True, tag=True):
    """What follows "the picture", and how to mend it."""

    what: str
    hint: str


def _read_side(text: str) -> str:
    """`240px` is 240, and `50%` that share of the column of text: a browser keeps no room for a share."""
    share = _SHARE.fullmatch(text)
    length = COLUMN * float(share[1]) / 100 if share else _read_length(text)
    return str(round(length)) if length >= 1 else text


def read_picture(path: Path) -> Picture | PictureFault:
    """Raises nothing of what a file may hold."""
    try:
        length = path.stat().st_size
    except OSError as error:
        return PictureFault(f"can't be read: {error.strerror}", "check its name and its permissions")
    suffix = path.suffix.lower()
    if fault := _judge_length(length, is_film_name(path.name)):
        return fault
    try:
        if is_film_name(path.name):
            return _read_film(path)
        picture = _read_drawing(path) if suffix == ".svg" else _read_pixels(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large()
    except _BROKEN:
        return PictureFault("can't be read: it is broken, or no picture", _AGAIN)
    return _judge(path, picture, suffix, length) or picture


def _judge_length(length: int, is_film: bool) -> PictureFault | None:
    if not length:
        return PictureFault("is empty: the file has no bytes", _AGAIN)
    if length > MAX_BYTES and not is_film:
        what = f"has {length / 1_000_000:,.0f} MB, and may have {MAX_BYTES // 1_000_000} at most"
        return PictureFault(what, "make it at most 2,000 pixels wide, and save a photograph as JPEG or WebP")
    return None


def _read_film(path: Path) -> Picture | PictureFault:
    """Of WebM nothing is read."""
    if path.suffix.lower() == ".webm":
        return Picture(0, 0, "WEBM", has_sound=True)
    film = read_film(path.read_bytes())
    if film is None:
        return PictureFault("can't be read: it is broken, or no MP4", _AGAIN)
    return Picture(film.width, film.height, "MP4", film.has_sound)


def _read_pixels(path: Path) -> Picture:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(path) as image:
            width, height = image.size
            exif = image.getexif() if "exif" in image.info else {}  # further back, Pillow would decode it all
            turned = exif.get(_ORIENTATION) in _ON_ITS_SIDE
            sides, kind = ((height, width) if turned else (width, height)), image.format or ""
            return Picture(*sides, kind, is_moving=kind != "MPO" and getattr(image, "is_animated", False))


def _read_drawing(path: Path) -> Picture:
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    start = re.search(r"<svg\b", head)
    node = LexborHTMLParser(head[start.start() :]).css_first("svg") if start else None
    if node is None:
        raise ValueError("no <svg>")
    given = {name.lower(): value or "" for name, value in node.attributes.items()}
    return Picture(*_measure_drawing(given), "SVG")


def _measure_drawing(given: dict[str, str]) -> tuple[int, int]:
    """Its `width` and `height`, else those of its `viewBox`: one side with the other's share."""
    box = [float(part) for part in re.findall(r"[0-9]{1,6}(?:\.[0-9]+)?", given.get("viewbox", ""))[-2:]]
    wide, high = box if len(box) == 2 else (0.0, 0.0)
    width, height = _read_length(given.get("width", "")), _read_length(given.get("height", ""))
    if width and not height and wide:
        height = width * high / wide
    if height and not width and high:
        width = height * wide / high
    return (round(width), round(height)) if width and height else (round(wide), round(high))


def _read_length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0.0


def _judge(path: Path, picture: Picture, suffix: str, length: int) -> PictureFault | None:
    if picture.width * picture.height > MAX_PIXELS and picture.kind != "SVG":
        return _too_large()
    expected = _KINDS.get(suffix, picture.kind)
    if picture.kind not in (expected, "MPO") and picture.kind != "SVG":
        return PictureFault(
            f"is a {picture.kind} and not a {expected}", "correct the suffix of its name, or export it again"
        )
    return PictureFault("is cut off before its end", _AGAIN) if _is_torn(path, picture.kind, length) else None


def _too_large() -> PictureFault:
    what = f"has more than {MAX_PIXELS // 1_000_000} million pixels, which a phone can't hold"
    return PictureFault(what, "make it at most 2,000 pixels wide")


def _is_torn(path: Path, kind: str, length: int) -> bool:
    """Whether the end is missing that a whole file of its kind has. Phones append a video to a JPEG, so its end may
    stand anywhere behind its last scan."""
    data = path.read_bytes()
    match kind:
        case "WEBP":
            return int.from_bytes(data[4:8], "little") + 8 > length
        case "JPEG" | "MPO":
            return data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
        case "PNG":
            return b"IEND" not in data
        case "GIF":
            return not data.rstrip(b"\x00\r\n").endswith(b";")
    return False
