"""Pictures are measured without being decoded."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hc_builder.content.pictures import Picture, read_picture


def draw(format: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, format, **options)
    return out.getvalue()


def read_size(path: Path) -> tuple[int, int] | None:
    picture = read_picture(path)
    return (picture.width, picture.height) if isinstance(picture, Picture) else None


def make_png_head(width: int, height: int) -> bytes:
    """A whole PNG, as far as its head says, of that many pixels in a few bytes."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b"")]
    made = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"])
def test_a_whole_picture_has_its_size(tmp_path: Path, format: str) -> None:
    (tmp_path / "a").write_bytes(draw(format))
    assert read_size(tmp_path / "a") == (40, 30)


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\n", draw("PNG")[:30]])
def test_what_is_no_picture_has_no_size(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert read_size(tmp_path / "a") is None


@pytest.mark.parametrize("side", [10_000, 20_000, 60_000])
def test_a_giant_picture_is_not_decoded(tmp_path: Path, side: int) -> None:
    (tmp_path / "a").write_bytes(make_png_head(side, side))
    assert read_size(tmp_path / "a") is None


def test_a_picture_on_its_side_has_the_size_in_which_it_is_shown(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a").write_bytes(draw("JPEG", exif=exif))
    assert read_size(tmp_path / "a") == (30, 40)


def test_a_replaced_picture_has_its_new_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(draw("PNG"))
    assert read_size(tmp_path / "a") == (40, 30)
    (tmp_path / "a").write_bytes(draw("PNG", (50, 60)))
    assert read_size(tmp_path / "a") == (50, 60)
