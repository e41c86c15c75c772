"""A shop's colour stays readable, however pale or dark it is."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.content.brand_settings import Colors, Palette
from hc_builder.content.settings_reading import parse_settings
from hc_builder.pages.contrast import WHITE, contrast, mix, parse_color
from hc_builder.pages.palette import DARK, LIGHT, render_palette_css, settle_schemes
from hc_builder.pages.palette import find_unreadable as find_unreadable_texts

colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


THEME = (Path(__file__).parents[2] / "theme" / "assets" / "helpcenter.css").read_text("utf-8")
TEXTS = ("fg", "muted", "accent", "good", "warn", "alert", "code-key", "code-name")
PAPERS = ("bg", "soft", "tint", "good-tint", "warn-tint", "alert-tint")
PAIRS = [(text, paper) for text in TEXTS[:3] for paper in PAPERS]
PAIRS += [(text, paper) for text in TEXTS[3:] for paper in ("bg", "soft", "tint")]
PAIRS += [(tone, f"{tone}-tint") for tone in ("good", "warn", "alert")]
PAIRS += [("fg", "mark"), ("on-accent", "accent")]
EDGES = [("edge", paper) for paper in ("bg", "soft")]


def of_shop(color: str) -> Colors:
    return Colors(light=Palette(accent=color))


def read_rules(css: str) -> list[dict[str, str]]:
    """What the variables are on light and on dark."""
    pairs = re.findall(r"--hc-([\w-]+):\s*light-dark\((#\w+), ?(#\w+)\)", css)
    return [{name: _lengthen(values[side]) for name, *values in pairs} for side in (0, 1)]


def _lengthen(color: str) -> str:
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])


def find_unreadable(rules: dict[str, str]) -> list[str]:
    ratios = {pair: contrast(*(parse_color(rules[name]) for name in pair)) for pair in PAIRS + EDGES}
    return [f"{pair}: {ratio:.2f}" for pair, ratio in ratios.items() if ratio < (3 if pair in EDGES else 4.5)]


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_every_text_of_the_theme_is_readable_on_every_paper_it_stands_on(side):
    assert find_unreadable(read_rules(THEME)[side]) == []


@given(colors)
def test_every_colour_of_a_shop_is_readable_wherever_the_theme_puts_it(color):
    for theme, own in zip(read_rules(THEME), read_rules(render_palette_css(of_shop(color))), strict=True):
        assert find_unreadable(theme | own) == []


def test_inline_code_darkens_no_paper_beyond_reading():
    for rules in read_rules(THEME):
        ink = parse_color(rules["fg"])
        papers = [mix(parse_color(rules[paper]), ink, 0.07) for paper in PAPERS]
        assert min(contrast(ink, paper) for paper in papers) >= 7
        assert min(contrast(parse_color(rules["muted"]), paper) for paper in papers) >= 4.5


def test_a_readable_colour_is_kept_as_it_is():
    assert read_rules(render_palette_css(of_shop("#2f6f5e")))[0]["accent"] == "#2f6f5e"


def test_without_a_colour_nothing_is_added():
    assert render_palette_css(of_shop("")) == ""


def test_contrast_is_that_of_the_standard():
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(parse_color("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)
    assert mix((0, 0, 0), WHITE, 0.5) == (127.5, 127.5, 127.5)


def test_what_is_no_colour_is_named():
    _, [problem] = parse_settings({"shop": {"color": "초록"}}, "mkdocs.yml")
    assert "shop.color" in problem.what


def test_the_theme_has_the_colours_that_a_shops_are_compared_with():
    assert read_rules(THEME) == [dict(LIGHT), dict(DARK)]


@given(accent=colors, paper=st.sampled_from(["#fffaf0", "#fff5f7", "#f4f1ea", "#101820", "#241b2f", "#000000"]))
def test_what_the_theme_derives_is_readable_on_a_background_of_the_shops(accent, paper):
    """A dark background on light pages too: a brand may have dark pages only."""
    palette = Palette(accent=accent, background=paper, surface=paper)
    for scheme in settle_schemes(Colors(palette, palette)):
        assert find_unreadable(dict(scheme)) == []
        assert list(find_unreadable_texts(scheme)) == []


def test_a_text_that_can_not_be_read_is_told_with_a_colour_that_would_do():
    _, dark = settle_schemes(Colors(dark=Palette(muted="#555555")))
    [told] = find_unreadable_texts(dark)
    assert (told.field, told.color) == ("muted", "#555555")
    assert told.ratio == pytest.approx(contrast(parse_color("#555555"), parse_color(told.paper)))
    assert list(find_unreadable_texts({**dark, "muted": told.cure})) == []


def test_the_accent_of_dark_pages_may_be_another():
    colors = Colors(Palette(accent="#a3470a"), Palette(accent="#9fd0ff"))
    assert [rules["accent"] for rules in read_rules(render_palette_css(colors))] == ["#a3470a", "#9fd0ff"]
