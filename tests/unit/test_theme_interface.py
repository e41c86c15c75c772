"""What shops' own templates and styles rely on: the list is what the theme has, and no name of it goes unnoticed."""

import json
import re
from pathlib import Path

import pytest

from hc_builder.checks.overrides import THEME, check_styles, check_templates, read_interface

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "tests" / "contracts"
INTERFACE = read_interface()
BLOCK = re.compile(r"\{%-?\s*block (\w+)")


def list_names() -> set[str]:
    blocks = {f"block {template}:{name}" for template, names in INTERFACE["blocks"].items() for name in names}
    return blocks | {f"{kind} {name}" for kind in ("partial", "variable") for name in INTERFACE[f"{kind}s"]}


def test_the_list_of_blocks_is_that_of_the_templates() -> None:
    found = {path.name: BLOCK.findall(path.read_text("utf-8")) for path in THEME.glob("*.html")}
    assert {name: sorted(blocks) for name, blocks in found.items() if blocks} == {
        name: sorted(blocks) for name, blocks in INTERFACE["blocks"].items()
    }


def test_the_list_of_parts_is_that_of_the_folder() -> None:
    assert sorted(path.stem for path in (THEME / "partials").iterdir()) == sorted(INTERFACE["partials"])


def test_the_list_of_variables_is_that_of_the_stylesheet() -> None:
    sheet = (THEME / "assets" / "helpcenter.css").read_text("utf-8")
    assert re.findall(r"^  --hc-([\w-]+):", sheet, re.M) == list(INTERFACE["variables"])


def test_no_name_of_a_version_goes_away_while_it_is_that_version() -> None:
    """A name that goes away takes the next version, whose list is then kept in a file of its own."""
    kept = json.loads((CONTRACTS / f"theme_interface_{INTERFACE['version']}.json").read_text("utf-8"))
    assert set(kept) - list_names() == set()


@pytest.mark.parametrize("name", ["theming.md", "theming.ko.md"])
def test_the_guide_lists_every_name_and_the_version(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ((?:`\w+`(?:, )?)+) \|$", text, re.M))
    assert {row: re.findall(r"\w+", cell) for row, cell in rows.items()} == INTERFACE["blocks"]
    assert re.findall(r"^\| `--hc-([\w-]+)` \|", text, re.M) == list(INTERFACE["variables"])
    assert sorted(re.findall(r"`partials/(\w+)\.html`", text)) == sorted(INTERFACE["partials"])
    assert re.search(rf"\*\*(?:version|버전) {INTERFACE['version']}\*\*", text)


def tell(folder: Path, *named: str) -> list[str]:
    return [f"{p.place} {p.what}" for p in check_templates(folder, "own", named)]


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_blocks_of_every_template_on_the_way_up_are_known(tmp_path: Path) -> None:
    write(
        tmp_path,
        "main.html",
        '{% extends "helpcenter/main.html" %}\n{% block footer %}{% block small %}{% endblock %}{% endblock %}',
    )
    write(
        tmp_path,
        "home.html",
        '{% extends "helpcenter/home.html" %}\n{% block small %}a{% endblock %}\n{% block hero %}b{% endblock %}',
    )
    assert tell(tmp_path) == []


def test_a_template_that_another_or_the_configuration_names_is_no_slip(tmp_path: Path) -> None:
    write(tmp_path, "homes.html", "x")
    write(tmp_path, "partials/foter.html", "x")
    write(
        tmp_path,
        "category.html",
        '{% extends "main.html" %}{% block content %}{% include "partials/foter.html" %}{% endblock %}',
    )
    assert tell(tmp_path, "homes.html") == []
    assert [line.partition(" ")[0] for line in tell(tmp_path)] == ["own/homes.html"]


def test_circles_and_templates_that_can_not_be_parsed_end_the_search(tmp_path: Path) -> None:
    write(tmp_path, "a.html", '{% extends "b.html" %}{% block x %}{% endblock %}')
    write(tmp_path, "b.html", '{% extends "a.html" %}{% block x %}{% endblock %}')
    write(tmp_path, "c.html", "{% block %}")
    assert tell(tmp_path) == []


def test_a_variable_of_the_theme_may_be_set_and_read(tmp_path: Path) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text(":root { --hc-radius : 4px; --shop: 1 }\n.hc-bg { color: var(--hc-fg, red) }\n", "utf-8")
    assert list(check_styles({"own.css": sheet})) == []
