"""A shop's colour: the contrast of WCAG 2.2, and how far a pale one is darkened."""

import pytest

from hc_builder.content.brand_settings import Colors, Palette
from hc_builder.pages.contrast import WHITE, contrast, mix, parse_color
from hc_builder.pages.palette import INK, READABLE, render_palette_css

BLACK = (0, 0, 0)


@pytest.mark.parametrize(
    ("color", "ratio"),
    # luminance: 0.2126, 0.7152 and 0.0722 of red, green and blue; the darkest parts are linear
    [((255, 0, 0), 5.252), ((0, 255, 0), 15.304), ((0, 0, 255), 2.444), ((10, 10, 10), 1.0607), ((11, 11, 11), 1.0669)],
)
def test_contrast_weighs_each_primary_as_the_standard_does(color: tuple[int, int, int], ratio: float) -> None:
    assert contrast(color, BLACK) == pytest.approx(ratio, abs=1e-4)
    assert contrast(BLACK, color) == contrast(color, BLACK)


def test_a_colour_is_six_hexadecimal_digits() -> None:
    assert parse_color("#ff6f0f") == (255, 111, 15)
    assert parse_color("#012345") == (1, 35, 69)


def test_a_share_is_of_the_other_colour_and_at_most_all_of_it() -> None:
    assert mix((0, 100, 200), (100, 200, 0), 0.25) == (25, 125, 150)
    assert mix(BLACK, WHITE, 1.04) == WHITE
    assert mix(BLACK, WHITE, 0) == BLACK


def test_a_pale_colour_is_darkened_on_paper_and_kept_at_night() -> None:
    assert render_palette_css(Colors(light=Palette(accent="#ff6f0f"))) == (
        ":root{--hc-accent:light-dark(#a3470a,#ff6f0f);--hc-tint:light-dark(#f6ede6,#2a1e14);}"
    )


def test_a_colour_is_darkened_no_further_than_it_must() -> None:
    """#a3470a is 36% towards black: a step of 4% less is not readable on its tint of a tenth."""

    def read(share: float) -> float:
        accent = mix(parse_color("#ff6f0f"), BLACK, share)
        return contrast(accent, mix(WHITE, accent, 0.1))

    assert read(0.32) < READABLE <= read(0.36)


def test_paper_and_ink_are_those_of_the_stylesheet() -> None:
    assert (WHITE, INK, READABLE) == ((255, 255, 255), (11, 26, 21), 4.85)
