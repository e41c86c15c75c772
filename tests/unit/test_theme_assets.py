"""One script, one engine, one stylesheet, each named by what is in it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hc_builder.pages.theme_assets import build_theme_assets, shrink_css
from hc_builder.search.bundle import shrink_script

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "theme" / "assets"
MODULES = [*(ASSETS / "ui").glob("*.js"), *(ASSETS / "search").glob("*.js"), *(ASSETS / "feedback").glob("*.js")]


def test_the_same_sources_give_the_same_names_and_bytes():
    assert build_theme_assets() == build_theme_assets()


def test_a_colour_changes_the_stylesheet_alone():
    plain, green = build_theme_assets(), build_theme_assets("#00aa55")
    assert plain.style != green.style
    assert (plain.script, plain.early) == (green.script, green.early)


def test_the_script_fetches_search_and_feedback_by_the_names_they_have():
    assets = build_theme_assets()
    wanted = re.findall(r'import\("\.\./([^"]+)"\)', assets.files[assets.script].decode())
    assert {name.partition("/")[0] for name in wanted} == {"search", "feedback"}
    assert [name for name in wanted if f"assets/{name}" not in assets.files] == []


def test_the_sheet_for_articles_is_cut_from_the_material_that_is_installed():
    command = [sys.executable, "tools/cut_stylesheet.py"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert (ASSETS / "typeset.css").read_text("utf-8") == made, f"run: {' '.join(command)} > theme/assets/typeset.css"


@pytest.mark.parametrize(
    "part", [".admonition", "details", ".tabbed-set", ".task-list", ".footnote", "table", "kbd", "mark"]
)
def test_what_writers_write_keeps_its_looks(part):
    assert f".md-typeset {part}" in (ASSETS / "typeset.css").read_text("utf-8")


@pytest.mark.parametrize("part", ["header", "nav", "search", "sidebar", "footer", "source"])
def test_parts_of_materials_page_are_not_paid_for(part):
    assert f".md-{part}" not in (ASSETS / "typeset.css").read_text("utf-8")


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
    assert shrink_css(css) == shrunk


def test_a_script_loses_comments_blanks_and_long_names():
    source = '/** What. */\nfunction a(first) {\n  // why\n  return first + "// not a comment"; // gone\n}\n'
    assert shrink_script(source) == 'function a(e){return e+"// not a comment"}'
