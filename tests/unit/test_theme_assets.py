"""One script, one engine, one stylesheet, each named by what is in it."""

import re
from pathlib import Path

import pytest

from hc_builder.content.brand_settings import Colors, Palette
from hc_builder.minified import minify_css, minify_script
from hc_builder.pages.theme_assets import build_stylesheet, build_theme_assets, render_light_css

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "theme" / "assets"
MODULES = [*(ASSETS / "ui").glob("*.js"), *(ASSETS / "search").glob("*.js"), *(ASSETS / "feedback").glob("*.js")]


def test_the_same_sources_give_the_same_names_and_bytes():
    assert build_theme_assets() == build_theme_assets()


def test_a_colour_changes_the_stylesheet_alone():
    plain, green = build_theme_assets(), build_theme_assets(Colors(light=Palette(accent="#00aa55")))
    assert plain.style != green.style
    assert (plain.script, plain.early) == (green.script, green.early)


def test_the_script_fetches_what_comes_later_by_the_names_it_has():
    assets = build_theme_assets()
    wanted = re.findall(r'import\("\.\./([^"]+)"\)', assets.files[assets.script].decode())
    assert {name.partition("/")[0] for name in wanted} == {"search", "feedback", "inquiry"}
    assert [name for name in wanted if f"assets/{name}" not in assets.files] == []


@pytest.mark.parametrize(
    "part",
    [".admonition", "details", ".tabbed-set", ".task-list-item", ".footnote", "table", "kbd", "mark", ".highlight"],
)
def test_what_writers_write_has_a_look(part):
    assert part in build_stylesheet()


def test_a_site_without_a_brand_has_no_styles_of_one():
    assert "hc-logo" not in build_stylesheet()
    assert "hc-logo" in build_stylesheet(is_branded=True)


def test_a_sign_in_the_stylesheet_stands_in_it():
    sheet = build_stylesheet()
    assert "icon:" not in sheet
    assert 'url("data:image/svg+xml,%3Csvg' in sheet
    assert set(re.findall(r'url\("?(\w+:\w+)', sheet)) == {"data:image"}


SHEETS = ("helpcenter.css", "search.css", "media.css", "text.css")


def test_a_colour_is_said_once_for_light_and_dark():
    """Only variables of the root hold a pair: the sheet for older browsers repeats those, and nothing else."""
    pairs = [line for name in SHEETS for line in _read_lines(name) if "light-dark(" in line]
    assert [line for line in pairs if not re.fullmatch(r"  --hc-[\w-]+: .*;", line)] == []
    assert not any("prefers-color-scheme" in line for name in SHEETS for line in _read_lines(name))


def _read_lines(name):
    return (ASSETS / name).read_text("utf-8").splitlines()


def test_a_browser_without_pairs_gets_the_light_colours():
    sheet = ":root{--a:light-dark(#fff,#000);--b:0 1px light-dark(rgb(1 2 3 / 4%),rgb(0 0 0 / 60%))}a{--c:red}"
    assert render_light_css(sheet) == (
        "@supports not (color:light-dark(#000,#000)){:root{color-scheme:light;--a:#fff;--b:0 1px rgb(1 2 3 / 4%)}}"
    )
    assert "--hc-accent:#00" in build_stylesheet(Colors(light=Palette(accent="#005533"))).partition("@supports not")[2]


@pytest.mark.parametrize(
    ("css", "shrunk"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ("/* why */ a, b :is(c, d) { margin: 0 auto }", "a,b :is(c,d){margin:0 auto}"),
        ('a::after { content: " (" attr(href) ")"; }', 'a::after{content:" (" attr(href)")"}'),
        (
            "@media (min-width: 700px) { a:hover { top: calc(1px - 2px); } }",
            "@media(min-width:700px){a:hover{top:calc(1px - 2px)}}",
        ),
    ],
)
def test_a_stylesheet_loses_only_what_people_need(css, shrunk):
    assert minify_css(css) == shrunk


def test_a_script_loses_comments_blanks_and_long_names():
    source = '/** What. */\nfunction a(first) {\n  // why\n  return first + "// not a comment"; // gone\n}\n'
    assert minify_script(source) == 'function a(e){return e+"// not a comment"}'
