"""Lighter forms of a picture: which, how wide, upright, in sRGB, and the same bytes each time."""

from io import BytesIO

import pytest
from media_samples import SECRET, animation, draw, photograph, save, wide_gamut
from PIL import Image, ImageDraw, ImageFilter

from hc_builder.media import moving
from hc_builder.media.encoding import Form, choose_widths, encode_picture, is_moving
from hc_builder.media.likeness import ALIKE, find_likeness
from hc_builder.media.moving import encode_film


def open_form(form: Form) -> Image.Image:
    return Image.open(BytesIO(form.data))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (400, [400]), (720, [360, 720]), (1000, [360, 720, 1000]), (5000, [360, 720, 1080, 1400])],
)
def test_widths_are_those_that_the_layout_shows(width: int, widths: list[int]) -> None:
    assert choose_widths(width) == widths


def test_both_kinds_are_made_each_lighter_than_the_next_wider_one() -> None:
    data = save(draw((800, 600)), "PNG")
    forms = encode_picture(data)
    assert [(form.kind, form.width) for form in forms] == [
        ("avif", 360), ("avif", 800), ("webp", 360), ("webp", 800)
    ]  # fmt: skip
    assert all(open_form(form).size == (form.width, form.width * 3 // 4) for form in forms)
    assert len(forms[0].data) < len(forms[1].data) < len(data) * 0.9
    assert encode_picture(data) == forms


def test_a_form_that_is_no_lighter_is_not_made() -> None:
    assert encode_picture(save(Image.new("L", (8, 8)), "PNG", optimize=True)) == []


def test_where_the_widest_is_no_lighter_no_narrower_one_is_made_that_would_be_enlarged() -> None:
    letters = Image.new("RGB", (1000, 200), "white")
    ImageDraw.Draw(letters).text((10, 10), "a few small letters on white " * 4, fill="black")
    data = save(letters, "PNG", optimize=True)
    assert all(max(form.width for form in kind) == 1000 for kind in by_kind(encode_picture(data)).values())


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_a_source_of_the_kind_is_the_widest_form_itself(kind: str) -> None:
    forms = by_kind(encode_picture(save(draw((800, 600)), kind, quality=60)))[kind.lower()]
    assert [(form.width, bool(form.data)) for form in forms] == [(360, True), (800, False)]


def by_kind(forms: list[Form]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.kind, []).append(form)
    return found


def test_each_form_looks_like_its_source() -> None:
    image = draw((800, 600))
    for form in encode_picture(save(image, "PNG")):
        scaled = image.resize(open_form(form).size, Image.Resampling.LANCZOS)
        assert find_likeness(scaled, open_form(form)) >= ALIKE


def test_likeness_falls_with_what_is_seen() -> None:
    image = draw((160, 120))
    blurred, other = image.filter(ImageFilter.GaussianBlur(2)), draw((160, 120))
    assert find_likeness(image, image) == pytest.approx(1)
    assert 1 > find_likeness(image, blurred) > find_likeness(image, other)
    assert find_likeness(Image.new("L", (3, 2)), Image.new("RGBA", (3, 2))) < 0.1  # black, and clear on white


def test_a_photograph_on_its_side_stands_upright_and_names_no_place() -> None:
    data = photograph("JPEG", 6, (800, 600))
    for form in filter(lambda form: form.data, encode_picture(data)):
        image = open_form(form).convert("RGB")
        assert image.height > image.width
        assert SECRET not in form.data
        assert not image.getexif()
        red, green, _ = image.getpixel((image.width - 20, 20))  # the red corner has gone to the right
        assert red > 200 > green


def test_colours_are_those_of_the_profile() -> None:
    red = Image.new("RGB", (400, 300), (220, 30, 30))
    red.paste(Image.effect_noise((400, 150), 60).convert("RGB"), (0, 0))
    [form, *_] = encode_picture(save(red, "PNG", icc_profile=wide_gamut()))
    pixel = open_form(form).convert("RGB").getpixel((200, 250))
    assert pixel[1] > pixel[0]  # its red is the screen's green
    assert "icc_profile" not in open_form(form).info


def test_what_is_clear_stays_clear() -> None:
    image = draw((400, 300), "RGBA")
    image.paste((0, 0, 0, 0), (200, 150, 400, 300))
    for form in encode_picture(save(image, "PNG")):
        shown = open_form(form).convert("RGBA")
        assert shown.getpixel((shown.width - 10, shown.height - 10))[3] < 20
        assert shown.getpixel((10, 10))[3] > 235


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "I;16", "1"])
def test_every_kind_of_colours_can_be_encoded(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    encode_picture(save(draw((400, 300), mode if mode != "I;16" else "L").convert(mode), kind))


@pytest.mark.parametrize("data", [b"", b"<html>", photograph("JPEG")[:400], photograph("PNG")[:100]])
def test_what_cannot_be_read_has_no_forms(data: bytes) -> None:
    assert encode_picture(data) == []
    assert not is_moving(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_is_a_film_that_is_the_same_each_time(kind: str) -> None:
    data = animation(kind, (121, 81))
    assert is_moving(data)
    film = encode_film(data)
    assert film is not None
    assert film == encode_film(data)
    assert len(film.data) < len(data)
    assert Image.open(BytesIO(film.still)).size == (120, 80)


def test_without_the_encoder_a_moving_picture_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "find_encoder", lambda: None)
    assert encode_film(animation()) is None


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_that_is_cut_off_never_raises(kind: str) -> None:
    data = animation(kind)
    for end in range(len(data) // 3, len(data), len(data) // 2):
        encode_film(data[:end])


def test_a_picture_too_high_for_a_form_has_none() -> None:
    assert encode_picture(save(Image.new("RGB", (20, 17_000), "red"), "BMP")) == []


def test_a_source_that_was_saved_small_already_stays_alone() -> None:
    data = save(draw((400, 300)), "JPEG", quality=20)
    assert len(data) > 2_000
    assert encode_picture(data) == []


def test_a_small_source_of_the_kind_has_no_form_but_itself() -> None:
    data = save(draw((300, 200)), "WEBP", quality=60)
    assert len(data) > 2_000
    assert "webp" not in by_kind(encode_picture(data))
