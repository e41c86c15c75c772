"""The import rules of ARCHITECTURE.md, held."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path
    for package in ("hc_builder", "feedback_function")
    for path in (ROOT / package).rglob("*.py")
    if not any(part in ("theme", "starter") for part in path.relative_to(ROOT).parts)
)

# A row may import from the rows below it and from its own, never from a row above.
ROWS = [
    ["hc_builder.cli"],
    ["hc_builder.mkdocs_plugin", "hc_builder.preview"],
    ["hc_builder.site_files", "hc_builder.checks.search_tests"],
    ["hc_builder.gaps", "hc_builder.project"],
    ["hc_builder.pages"],
    ["hc_builder.search", "hc_builder.checks"],
    ["hc_builder.content.links", "hc_builder.content.redirects"],
    ["hc_builder.content.help_center"],
    ["hc_builder.content.article", "hc_builder.content.markup", "hc_builder.content.settings"],
    ["hc_builder.content.front_matter", "hc_builder.content.files"],
    ["hc_builder.errors"],
    [
        "hc_builder.content.folder",
        "hc_builder.content.text_file",
        "hc_builder.content.targets",
        "hc_builder.content.pictures",
    ],
    ["hc_builder.yaml_text", "hc_builder.problems"],
]

OWNERS = {
    "mkdocs": {"hc_builder/mkdocs_plugin.py"},
    "material": set(),
    "click": {"hc_builder/cli/"},
    "starlette": {"feedback_function/app.py", "hc_builder/preview.py"},
}


def find_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module}
    return names


def find_row(module: str) -> int | None:
    rows = (row for row, names in enumerate(ROWS) for name in names if f"{module}.".startswith(f"{name}."))
    return next(rows, None)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_rightward_only(path: Path) -> None:
    own = find_row(module_name(path))
    for name in find_imports(path):
        row = find_row(name)
        assert own is None or row is None or row >= own, f"{path.name} may not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_library_with_a_room_of_its_own_is_imported_nowhere_else(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in find_imports(path):
        rooms = OWNERS.get(name.split(".")[0])
        assert rooms is None or any(place.startswith(room) for room in rooms), f"{place} may not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_endpoint_deploys_without_the_builder(path: Path) -> None:
    if path.is_relative_to(ROOT / "feedback_function"):
        assert not any(name.startswith("hc_builder") for name in find_imports(path))
