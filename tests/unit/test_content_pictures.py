"""Pictures are measured by their head, and what can't be shown is said of them."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hc_builder.content.pictures import Picture, PictureFault, read_picture


def draw(kind: str, size: tuple[int, int] = (60, 80), orientation: int = 0) -> bytes:
    file, exif = BytesIO(), Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.effect_noise(size, 50).convert("RGB").save(file, kind, exif=exif)
    return file.getvalue()


def read(folder: Path, name: str, data: bytes) -> Picture | PictureFault:
    (folder / name).write_bytes(data)
    return read_picture(folder / name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_as_large_as_it_is_shown(tmp_path: Path, kind: str) -> None:
    assert read(tmp_path, f"a.{kind.lower()}", draw(kind)) == Picture(60, 80, kind)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (60, 80)), (3, (60, 80)), (5, (80, 60)), (6, (80, 60)), (8, (80, 60))]
)
def test_a_photograph_on_its_side_is_measured_upright(tmp_path: Path, orientation: int, size: tuple[int, int]) -> None:
    assert read(tmp_path, "a.jpg", draw("JPEG", orientation=orientation)) == Picture(*size, "JPEG")


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30px" viewBox="0 0 4 4"', (40, 30)),
        ('viewBox="0 0 24 12"', (24, 12)),
        ('width="48" viewBox="0 0 24 12"', (48, 24)),
        ('width="100%" viewBox="0 0 24 12"', (24, 12)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_has_the_size_it_names(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    assert read(tmp_path, "a.svg", f"<?xml version='1.0'?><!-- --><svg {attributes}/>".encode()) == Picture(
        *size, "SVG"
    )


def test_a_changed_file_is_measured_anew(tmp_path: Path) -> None:
    read(tmp_path, "a.png", draw("PNG"))
    assert read(tmp_path, "a.png", draw("PNG", (7, 9))) == Picture(7, 9, "PNG")


def make_giant() -> bytes:
    chunks = (
        (b"IHDR", (20_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0"),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", b"", "is empty: the file has no bytes"),
        ("a.png", b"<html>404</html>", "can't be read: it is broken, or no picture"),
        ("a.png", draw("PNG")[:-30], "is cut off before its end"),
        ("a.gif", draw("GIF")[:-30], "is cut off before its end"),
        ("a.webp", draw("WEBP")[:-30], "can't be read: it is broken, or no picture"),
        ("a.jpg", draw("PNG"), "is a PNG and not a JPEG"),
        ("a.png", make_giant(), "has more than 50 million pixels, which a phone can't hold"),
        ("a.svg", b"<html></html>", "can't be read: it is broken, or no picture"),
    ],
)
def test_what_cannot_be_shown_is_said(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    found = read(tmp_path, name, data)
    assert isinstance(found, PictureFault)
    assert found.what == what


def test_a_file_that_is_away_is_said(tmp_path: Path) -> None:
    assert isinstance(read_picture(tmp_path / "a.png"), PictureFault)


@pytest.mark.parametrize(
    ("width", "height", "sides"),
    [("", "", (600, 800)), ("240", "", (240, 320)), ("", "400", (300, 400)), ("50%", "", (350, 467)), ("10", "10", ())],
)
def test_a_side_that_is_not_written_follows_from_the_other(width: str, height: str, sides: tuple[int, ...]) -> None:
    assert Picture(600, 800, "PNG").fit(width, height) == sides


def test_a_photograph_with_a_video_behind_it_is_whole(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "a.jpg", draw("JPEG") + b"\0\0\0\x18ftypmp42" * 100), Picture)
    assert isinstance(read(tmp_path, "b.jpg", draw("JPEG")[:-2]), PictureFault)
