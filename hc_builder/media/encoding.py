"""A picture in lighter forms: upright, in sRGB, without metadata, in the widths that the layout shows.

One thread and no clock: the same file gives the same bytes on any number of cores. No one quality fits: a phone's
screen with large letters needs half the bytes of a desktop's with small ones to look the same, so what is made is
looked at.
"""

import struct
import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import msgspec
from PIL import Image, ImageCms, ImageOps

from hc_builder.media.likeness import ALIKE, find_likeness

WIDEST = 1400
"""Twice the column of text; what is enlarged is the source itself."""
_WIDTHS = (360, 720, 1080, WIDEST)
_APART = 0.8
"""A width that is nearer to the next one is not worth a file."""
_SMALL = 640
_LADDERS: Mapping[str, tuple[int, ...]] = {"avif": (33, 42, 54, 68, 82), "webp": (60, 72, 84, 92)}
"""Qualities to try. Letters of a narrow form are small, so the first would be in vain."""
_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "avif": {"speed": 8, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False},
    "webp": {"method": 4},
}
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)
KINDS = ("avif", "webp")
_LESS = 0.75
"""Share of its width at which a form may be shown before the next narrower one is taken."""
_HIGHEST = 16_383
"""What WebP can hold."""
_LEAST = 2_000
"""Bytes of a source that is light enough."""
_WORTHWHILE = 0.9
"""A lighter form has at most this share of the source's bytes."""


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A picture as `kind` (`avif`, `webp`), `width` pixels wide. One without `data` is the source itself, which is of
    that kind and that width."""

    kind: str
    width: int
    data: bytes


def encode_picture(data: bytes) -> list[Form]:
    """The forms that are lighter than the source, by kind and width; none of what moves or can't be read."""
    image = _open(data) if len(data) >= _LEAST else None
    own = "webp" if data[8:12] == b"WEBP" else "avif" if data[4:12] == b"ftypavif" else ""
    return [form for kind in KINDS for form in _encode_kind(image, kind, len(data), kind == own)] if image else []


def is_moving(data: bytes) -> bool:
    """Whether the picture has more than one frame; a phone's second picture behind a photograph is none."""
    try:
        with Image.open(BytesIO(data)) as image:
            return getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    except _BROKEN:
        return False


def choose_widths(width: int) -> list[int]:
    """720 → 360, 720; 3000 → 360, 720, 1080, 1400; 400 → 400."""
    widest = min(width, WIDEST)
    return [*(each for each in _WIDTHS if each <= widest * _APART), widest]


def _open(data: bytes) -> Image.Image | None:
    """Upright, in sRGB. `None`: it is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                return _to_srgb(ImageOps.exif_transpose(image))
    except _BROKEN:
        return None


def _to_srgb(image: Image.Image) -> Image.Image:
    """What is clear stays clear. A profile that can't be read is one that no browser reads."""
    profile = image.info.get("icc_profile")
    clear = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    colours = image if image.mode in ("L", "CMYK", "RGB") else image.convert("RGB")
    if profile:
        colours = _convert_profile(colours, profile)
    colours = colours.convert("RGB")
    if clear is not None:
        colours.putalpha(clear)
    return colours


def _convert_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return made or image


def _encode_kind(image: Image.Image, kind: str, source: int, is_own: bool) -> list[Form]:
    """Narrow ones first. Without the widest there is none, as a browser would enlarge a narrower one."""
    *narrow, widest = choose_widths(image.width)
    whole = Form(kind, widest, b"") if is_own and widest == image.width else _encode(image, kind, widest)
    if whole is None or len(whole.data) > source * _WORTHWHILE:
        return []
    kept, least = [whole], len(whole.data) or source
    for form in filter(None, (_encode(image, kind, width) for width in reversed(narrow))):
        if len(form.data) < least:
            kept.insert(0, form)
            least = len(form.data)
    return kept if any(form.data for form in kept) else []


def _encode(image: Image.Image, kind: str, width: int) -> Form | None:
    """Of the least quality that looks the same; `None`: none does."""
    scaled = _scale(image, width)
    if scaled.height > _HIGHEST:
        return None
    for quality in _LADDERS[kind][width < _SMALL :]:
        data = _save(scaled, kind, quality=quality, **_OPTIONS[kind])
        with Image.open(BytesIO(data)) as made:
            if _is_alike(scaled, made):
                return Form(kind, width, data)
    return None


def _is_alike(one: Image.Image, other: Image.Image) -> bool:
    """At its own size, and as a browser shows it that has room for less."""
    widths = one.width, max(1, round(one.width * _LESS))
    return all(find_likeness(_scale(one, width), _scale(other, width)) >= ALIKE for width in widths)


def _scale(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)


def _save(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.info.clear()
    image.save(out, kind, **options)
    return out.getvalue()
