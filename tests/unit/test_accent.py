"""A shop's colour stays readable, however pale or dark it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.content.settings import parse_settings
from hc_builder.pages.accent import NIGHT, WHITE, contrast, mix, parse_color, render_accent_css

colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def read_rules(css: str) -> list[dict[str, str]]:
    return [dict(re.findall(r"--hc-([\w-]+):(#\w{6})", block)) for block in re.findall(r"\{([^{}]+)\}", css)]


@given(colors)
def test_every_colour_is_readable_on_both_papers_and_under_its_ink(color):
    light, dark, switched = read_rules(render_accent_css(color))
    assert dark == switched
    for rules, paper in ((light, WHITE), (dark, NIGHT)):
        accent, tint, ink = (parse_color(rules[name]) for name in ("accent", "tint", "on-accent"))
        assert contrast(accent, paper) >= 4.5
        assert contrast(accent, tint) >= 4.5
        assert contrast(accent, ink) >= 4.5


def test_a_readable_colour_is_kept_as_it_is():
    assert read_rules(render_accent_css("#2f6f5e"))[0]["accent"] == "#2f6f5e"


def test_without_a_colour_nothing_is_added():
    assert render_accent_css("") == ""


def test_contrast_is_that_of_the_standard():
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(parse_color("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)
    assert mix((0, 0, 0), WHITE, 0.5) == (127.5, 127.5, 127.5)


def test_what_is_no_colour_is_named():
    _, [problem] = parse_settings({"shop": {"color": "초록"}}, "mkdocs.yml")
    assert "shop.color" in problem.what
