"""What says where a picture was taken does not get out; what is seen of it does."""

from io import BytesIO

import pytest
from media_samples import SECRET, animation, draw, film, photograph, save, wide_gamut, write_exif
from PIL import Image, ImageChops, ImageOps

from hc_builder.content.films import blank_private, read_film
from hc_builder.media.metadata import strip_metadata


def look(data: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("RGB")


def is_same(one: bytes, other: bytes) -> bool:
    return ImageChops.difference(look(one), look(other)).getbbox() is None


@pytest.mark.parametrize("turn", [1, 3, 6])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_place_goes_and_the_picture_is_seen_as_before(kind: str, turn: int) -> None:
    data = photograph(kind, turn)
    assert SECRET in data
    clean = strip_metadata(data)
    assert SECRET not in clean
    assert is_same(clean, data)
    assert strip_metadata(clean) == clean


def test_a_second_picture_and_a_film_behind_a_photograph_go() -> None:
    data = photograph("JPEG") + photograph("JPEG") + film()
    clean = strip_metadata(data)
    assert SECRET not in clean
    assert is_same(clean, data)
    assert clean.endswith(b"\xff\xd9")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_stays(kind: str) -> None:
    profile = wide_gamut()
    clean = strip_metadata(save(draw(), kind, icc_profile=profile, exif=write_exif()))
    assert Image.open(BytesIO(clean)).info["icc_profile"] == profile


def test_a_gif_keeps_its_frames_and_how_often_it_repeats() -> None:
    data = animation()
    clean = strip_metadata(data)
    assert SECRET in data
    assert SECRET not in clean
    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(clean))
    assert (after.n_frames, after.info["loop"]) == (before.n_frames, 0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_broken_file_is_left_as_it_is_and_never_raises(kind: str) -> None:
    data = animation() if kind == "GIF" else photograph(kind, 6)
    for end in range(0, len(data) - 1, 97):
        strip_metadata(data[:end])
    assert strip_metadata(b"nothing of this kind") == b"nothing of this kind"


def test_places_go_from_a_film_and_nothing_in_it_moves() -> None:
    data = film(sound=True)
    clean = blank_private(data)
    assert data.count(SECRET) == 5
    assert SECRET not in clean
    assert len(clean) == len(data)
    assert read_film(clean) == read_film(data)
    assert blank_private(clean) == clean


@pytest.mark.parametrize(("turned", "sides"), [(False, (640, 360)), (True, (360, 640))])
def test_a_film_has_the_size_it_is_shown_in(turned: bool, sides: tuple[int, int]) -> None:
    found = read_film(film(turned=turned))
    assert found is not None
    assert (found.width, found.height, found.has_sound) == (*sides, False)
    assert read_film(film(sound=True)).has_sound  # type: ignore[union-attr]


def test_a_broken_film_is_told_and_never_raises() -> None:
    data = film()
    for end in range(0, len(data), 13):
        blank_private(data[:end])
        read_film(data[:end])
    deep = b"\0\0\x40\0moov" * 2000
    assert blank_private(b"\0\0\0\x08ftyp" + deep) == b"\0\0\0\x08ftyp" + deep
    assert read_film(b"no film at all") is None


def test_an_avif_that_names_no_places_of_its_items_is_left_as_it_is() -> None:
    def box(name: bytes, body: bytes) -> bytes:
        return (len(body) + 8).to_bytes(4, "big") + name + body

    for inner in (b"", box(b"iinf", b"\0\0\0\0\0\0"), box(b"free", b"")):
        data = box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", b"\0\0\0\0" + inner)
        assert strip_metadata(data) == data
