"""Pictures and films as phones and programs leave them, with a place in each."""

import struct
from io import BytesIO
from random import Random

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"37.5665N-126.9780E"
"""A place, as it stands in the bytes of a file that names it."""
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def draw(size: tuple[int, int] = (80, 60), mode: str = "RGB") -> Image.Image:
    """Something with a side that tells how it is turned: the top left corner is red."""
    image = Image.effect_noise(size, 30).convert("RGB")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def paint(size: tuple[int, int]) -> Image.Image:
    """Soft spots of all colours, the same every time: a photograph, of which every form can be made."""
    spots = Image.frombytes("RGB", (64, 36), Random(1).randbytes(64 * 36 * 3))
    return spots.resize(size, Image.Resampling.BICUBIC)


def write_exif(turn: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    exif[DESCRIPTION] = SECRET.decode()
    exif.get_ifd(GPS)[29] = SECRET.decode()
    return exif


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph(kind: str, turn: int = 1, size: tuple[int, int] = (80, 60)) -> bytes:
    """With a place in its EXIF, and in whatever else its kind has room for."""
    options: dict[str, object] = {"exif": write_exif(turn)}
    if kind == "JPEG":
        options |= {"comment": SECRET, "quality": 90, "progressive": True}
    if kind == "PNG":
        options["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
    if kind in ("WEBP", "AVIF", "JPEG"):
        options["xmp"] = XMP
    return save(draw(size), kind, **options)


def wide_gamut() -> bytes:
    """The profile of a screen whose red and green have changed places, so that none can miss that it is there."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = (profile.index(name) for name in (b"rXYZ", b"gXYZ"))
    swapped = bytearray(profile)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(swapped)


def animation(kind: str = "GIF", size: tuple[int, int] = (120, 80), frames: int = 12) -> bytes:
    """Noise, which no GIF packs well."""
    drawn = [Image.effect_noise(size, 20 + number).convert("RGB") for number in range(frames)]
    return save(drawn[0], kind, save_all=True, append_images=drawn[1:], duration=100, loop=0, comment=SECRET)


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def film(width: int = 640, height: int = 360, sound: bool = False, turned: bool = False) -> bytes:
    """The boxes of an MP4 with nothing to play, and a place in three of them."""
    matrix = (
        (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000) if turned else (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 1 << 30)
    )
    head = bytes(40) + struct.pack(">9i", *matrix) + struct.pack(">II", width << 16, height << 16)
    kinds = [b"vide", *([b"soun"] if sound else [])]
    tracks = (
        box(b"trak", box(b"tkhd", head), box(b"mdia", box(b"hdlr", bytes(8), kind, bytes(13))), box(b"udta", SECRET))
        for kind in kinds
    )
    meta = box(b"meta", b"com.apple.quicktime.location.ISO6709", SECRET)
    media = struct.pack(">I4sQ", 1, b"mdat", 16 + 100) + bytes(100)
    moov = box(b"moov", box(b"mvhd", bytes(100)), *tracks, box(b"udta", box(b"\xa9xyz", SECRET)), meta)
    return box(b"ftyp", b"isom", bytes(4)) + media + moov + box(b"uuid", SECRET)
