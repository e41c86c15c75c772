"""What faults are planted: mutmut's operators where they change a decision, and the rules that are listed by hand."""

import ast
import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "tests" / "mutants" / "rules.toml"
_PACKAGES = {"builder": ROOT / "hc_builder", "endpoint": ROOT / "feedback_function"}
_OWN_ROOMS = {"api": ROOT / "hc_builder" / "importers" / "api"}
"""Within another room, and of a kind of its own: the only code that sends tokens."""
_UNDECIDING = frozenset(
    (
        "feedback_function/aws_lambda.py",
        "feedback_function/inquiry/description.py",
        "feedback_function/openapi.py",
        "feedback_function/server.py",
        "hc_builder/answering/description.py",
    )
)
"""Wiring and descriptions: nothing is decided there, nor in migrations, `errors.py` and `__main__.py`."""


def list_rooms() -> dict[str, Path]:
    """Room → its folder: each package within the two that we ship, so that a new one can't be forgotten, and what
    stands in these two themselves."""
    inner = (folder for package in _PACKAGES.values() for folder in sorted(package.iterdir()))
    own = {folder.name: folder for folder in inner if not folder.is_symlink() and any(_list_deciding(folder))}
    return {**_PACKAGES, **own, **_OWN_ROOMS}


_TOO_PLAIN = (
    mutators.operator_string,  # texts are held by golden files
    mutators.operator_assignment,  # None for a value, an argument taken away: an exception, which any test notices
    mutators.operator_lambda,
    mutators.operator_arg_removal,
    mutators.operator_dict_arguments,
)
_OPERATORS = [(kind, change) for kind, change in mutators.mutation_operators if change not in _TOO_PLAIN]


@dataclass(frozen=True)
class Mutant:
    """`source` is the whole module with the fault in it; `near` are the lines of the function around, or empty."""

    room: str
    path: Path
    line: int
    was: str
    becomes: str
    source: str
    near: range

    @property
    def module(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class _Change:
    """`digest` decides whether it is chosen; it depends on nothing but the line and the change."""

    digest: str
    path: Path
    module: cst.Module
    line: int
    node: cst.CSTNode
    changed: cst.CSTNode


class RuleLost(Exception):
    """A rule of `rules.toml` stands in no module any more, or in several."""


def find_modules(room: str) -> list[Path]:
    """Its modules in which something is decided; a module belongs to the innermost room around it."""
    rooms = list_rooms()
    found = sorted(_list_deciding(rooms[room]))
    return [path for path in found if rooms[room] == max(folder for folder in rooms.values() if folder in path.parents)]


def _list_deciding(folder: Path) -> Iterator[Path]:
    return filter(_decides, folder.glob("**/*.py"))


def _decides(path: Path) -> bool:
    is_plain = path.name in ("__main__.py", "errors.py") or "migrations" in path.parts
    return not is_plain and path.relative_to(ROOT).as_posix() not in _UNDECIDING


def sample_mutants(room: str, count: int, seed: int) -> list[Mutant]:
    """The `count` of lowest hash, one a line: an edit or a move elsewhere leaves the rest of the sample as it is."""
    changes = [change for path in find_modules(room) for change in _find_changes(path, seed)]
    return [_plant(room, change) for change in sorted(changes, key=lambda change: change.digest)[:count]]


def read_rules(rooms: Iterable[str]) -> list[Mutant]:
    """The rules that must never go unguarded: text that stands once in the code, and what it becomes."""
    sources = {path: (room, path.read_text("utf-8")) for room in rooms for path in find_modules(room)}
    rules = tomllib.loads(RULES.read_text("utf-8"))["rule"]
    return [_plant_rule(rule, sources) for rule in rules if rule["room"] in rooms]


def _plant_rule(rule: Mapping[str, str], sources: Mapping[Path, tuple[str, str]]) -> Mutant:
    found = [path for path, (room, source) in sources.items() if room == rule["room"] and rule["was"] in source]
    if len(found) != 1 or sources[found[0]][1].count(rule["was"]) != 1:
        places = ", ".join(path.name for path in found) or "no module"
        raise RuleLost(f"'{rule['name']}' stands in {places}: mend `was` and `becomes` in {RULES.relative_to(ROOT)}")
    source = sources[found[0]][1]
    changed = source.replace(rule["was"], rule["becomes"])
    line = source[: source.index(rule["was"])].count("\n") + 1
    return Mutant(
        rule["room"], found[0], line, *_cut_difference(source, changed), changed, _find_function(source, line)
    )


def _find_function(source: str, line: int) -> range:
    """The lines of the innermost function around `line`; empty outside of all."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))
    bodies = (range(each.body[0].lineno, (each.end_lineno or 0) + 1) for each in functions)
    return min((body for body in bodies if line in body), key=len, default=range(0))


def _find_changes(path: Path, seed: int) -> Iterable[_Change]:
    """One for each line that can be changed."""
    source = path.read_text("utf-8")
    finder = _visit(source)
    lines = source.splitlines()
    chosen: dict[int, _Change] = {}
    for line, node, changed in finder.found:
        text = f"{seed} {path.name} {lines[line - 1].strip()} {_render(node)} {_render(changed)}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        if line not in chosen or digest < chosen[line].digest:
            chosen[line] = _Change(digest, path, finder.module, line, node, changed)
    return chosen.values()


def _plant(room: str, change: _Change) -> Mutant:
    changed = change.module.deep_replace(change.node, change.changed)
    assert isinstance(changed, cst.Module)
    was, becomes = _cut_difference(change.module.code, changed.code)
    near = _find_function(change.module.code, change.line)
    return Mutant(room, change.path, change.line, was, becomes, changed.code, near)


def _cut_difference(before: str, after: str) -> tuple[str, str]:
    """The lines that go and the lines that come."""
    lines = [*difflib.ndiff(before.splitlines(), after.splitlines())]
    was, becomes = ("\n".join(line[2:].strip() for line in lines if line[:2] == mark) for mark in ("- ", "+ "))
    return was, becomes


def _visit(source: str) -> "_Finder":
    wrapper = MetadataWrapper(cst.parse_module(source))
    finder = _Finder(wrapper.module)
    wrapper.visit(finder)
    return finder


class _Finder(cst.CSTVisitor):
    """Every change that an operator offers, but in annotations and decorators, in what is only logged, and in what mypy
    holds: that nothing changes a frozen value."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module) -> None:
        super().__init__()
        self.module = module
        self.found: list[tuple[int, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        is_held = isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == "frozen"
        if is_held or isinstance(node, cst.Annotation | cst.Decorator | cst.ImportFrom) or _is_logging(node):
            return False
        place = self.get_metadata(PositionProvider, node, None)
        if place:
            operators = [operator for kind, operator in _OPERATORS if isinstance(node, kind)]
            self.found += [(place.start.line, node, changed) for operator in operators for changed in operator(node)]
        return True


def _is_logging(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and _render(node.func).startswith("log.")


def _render(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
