"""A moving picture as a film: a tenth of a GIF's bytes, and it can stand still where less motion is asked for.

The encoder is the one that `imageio-ffmpeg` carries, and no other that may be on the machine, so that the same picture
gives the same bytes everywhere.
"""

import math
import os
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image, ImageSequence

_MOST_FRAMES, _MOST_PIXELS = 1500, 4_000_000
_LEAST_STEP = 20
"""Milliseconds: 50 frames a second."""
_UNTOLD = 100
"""What browsers take where a frame says nothing."""
_QUALITY = 33
_STILL_QUALITY = 75


class Film(msgspec.Struct, frozen=True, array_like=True):
    """An MP4, and its first frame as WebP."""

    data: bytes
    still: bytes


@cache
def find_encoder() -> Path | None:
    """`None`: the extra `media` is not installed, or brings none for this system."""
    package = find_spec("imageio_ffmpeg")
    folder = Path(package.origin).parent / "binaries" if package and package.origin else None
    found = sorted(folder.glob("ffmpeg-*")) if folder else []
    return next((path for path in found if os.access(path, os.X_OK)), None)


def encode_film(data: bytes) -> Film | None:
    """`None`: there is no encoder, the picture is broken or too large for a film, or the film would be no lighter."""
    encoder = find_encoder()
    frames = _decode(data) if encoder else []
    if encoder is None or not frames:
        return None
    step = max(_LEAST_STEP, math.gcd(*(length for _, length in frames)))
    if sum(length for _, length in frames) / step > _MOST_FRAMES:
        return None
    film = _run(encoder, frames, step)
    return Film(film, _save_still(frames[0][0])) if len(film) < len(data) else None


def _decode(data: bytes) -> list[tuple[Image.Image, int]]:
    try:
        with Image.open(BytesIO(data)) as image:
            is_long = getattr(image, "n_frames", 1) > _MOST_FRAMES
            return [] if is_long or image.width * image.height > _MOST_PIXELS else list(_read_frames(image))
    except (OSError, SyntaxError, ValueError, EOFError):
        return []  # one that is cut off among its frames is shown as far as it goes, as it is


def _read_frames(image: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    """Each frame on white, with its length in milliseconds; sides are even, as the film needs them."""
    size = max(2, image.width // 2 * 2), max(2, image.height // 2 * 2)
    for frame in ImageSequence.Iterator(image):
        length = round(frame.info.get("duration") or _UNTOLD)
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(frame.convert("RGBA"))
        yield paper.convert("RGB").crop((0, 0, *size)), max(length, _LEAST_STEP)


def _run(encoder: Path, frames: list[tuple[Image.Image, int]], step: int) -> bytes:
    width, height = frames[0][0].size
    with tempfile.TemporaryDirectory() as folder:
        raw, made = Path(folder, "frames"), Path(folder, "film.mp4")
        with raw.open("wb") as file:
            for frame, length in frames:
                file.writelines([frame.tobytes()] * max(1, round(length / step)))
        form = f"-f rawvideo -pix_fmt rgb24 -s {width}x{height} -r 1000/{step}".split()
        command = [str(encoder), "-v", "error", *form, "-i", str(raw), *_FORM, str(made)]
        subprocess.run(command, check=True, capture_output=True)
        return made.read_bytes()


_FORM = (
    f"-an -c:v libx264 -preset slow -tune animation -crf {_QUALITY} -threads 1 "
    f"-g {_MOST_FRAMES} "  # a whole picture every few seconds would be most of the bytes
    "-vf scale=out_color_matrix=bt709:out_range=tv -pix_fmt yuv420p -colorspace bt709 "
    "-map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart"
).split()


def _save_still(frame: Image.Image) -> bytes:
    out = BytesIO()
    frame.save(out, "WEBP", quality=_STILL_QUALITY, method=4)
    return out.getvalue()
