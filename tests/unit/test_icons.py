"""Icons by the names that front matter uses."""

import re

import pytest

from hc_builder.pages.icons import DEFAULT_ICON, has_icon, render_icon, render_icon_url, suggest_icon

NAMES = ["material/truck-outline", "material/cash-refund", "material/numeric-1-box", DEFAULT_ICON]


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_one_drawing_that_may_stand_twice_in_a_page(name):
    assert has_icon(name)
    assert re.fullmatch(r'<svg xmlns="[^"]+" viewBox="0 0 24 24"><path d="[^"]+"/></svg>', render_icon(name))


@pytest.mark.parametrize("name", ["", "material/", "truck-outline", "material/../x", "material/truck.svg", "no/x"])
def test_what_is_no_icon_is_drawn_as_a_folder(name):
    assert not has_icon(name)
    assert render_icon(name) == render_icon(DEFAULT_ICON)


def test_a_slip_in_a_name_is_told_with_the_name_meant():
    assert suggest_icon("material/truck-outlin") == "did you mean 'material/truck-outline'?"
    assert suggest_icon("truck-outline") == "did you mean 'material/truck-outline'?"
    assert suggest_icon("material/환불") == ""


def test_an_icons_address_can_stand_in_double_quotes():
    address = render_icon_url("material/alert-outline")
    assert address.startswith("data:image/svg+xml,%3Csvg")
    assert not set(address) & set('"<>#\n')
