"""Pictures that the build draws: the whole logo on a square, faults in words."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hc_builder.site.drawing import DrawingError, draw_card, draw_icon

GREEN = (31, 122, 92, 255)


def draw(path: Path, size: tuple[int, int], kind: str = "PNG", **options: object) -> Path:
    mode, color = ("RGB", GREEN[:3]) if kind == "JPEG" else ("RGBA", GREEN)
    Image.new(mode, size, color).save(path, kind, **options)
    return path


def read(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_wide_logo_is_whole_and_in_the_middle(tmp_path: Path) -> None:
    icon = read(draw_icon(draw(tmp_path / "a.png", (400, 200)), 100))
    assert icon.size == (100, 100)
    assert [icon.getpixel(point) for point in ((0, 50), (99, 50))] == [GREEN, GREEN]
    assert [icon.getpixel(point)[3] for point in ((50, 10), (50, 90))] == [0, 0]  # type: ignore[index]


def test_an_icon_for_ios_has_nothing_clear(tmp_path: Path) -> None:
    icon = read(draw_icon(draw(tmp_path / "a.png", (400, 200)), 100, is_opaque=True))
    assert (icon.mode, icon.getpixel((50, 10)), icon.getpixel((50, 50))) == ("RGB", (255, 255, 255), GREEN[:3])


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    icon = read(draw_icon(draw(tmp_path / "a.jpg", (400, 200), "JPEG", exif=exif), 100))
    assert [icon.getpixel(point)[3] for point in ((50, 5), (5, 50))] == [255, 0]  # type: ignore[index]


def test_a_broken_logo_is_told_by_its_name(tmp_path: Path) -> None:
    path = draw(tmp_path / "logo.png", (400, 200))
    path.write_bytes(path.read_bytes()[:60] + bytes(40))
    with pytest.raises(DrawingError, match=r"logo\.png"):
        draw_icon(path, 100)


def test_a_font_that_can_not_be_drawn_with_is_told() -> None:
    with pytest.raises(DrawingError, match="font"):
        draw_card(b"no font", "온서랍", "환불", "")
