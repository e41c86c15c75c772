"""How long modules and functions may be; what is longer stands in ARCHITECTURE.md, with the reason."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("hc_builder", "feedback_function", "theme", "tools", "benchmarks")
ENDINGS = (".py", ".js", ".mjs", ".ts", ".css", ".html", ".j2")
MOST_LINES, MOST_LINES_OF_FUNCTION = 300, 40
_EXCEPTION = re.compile(r"^- `([^`]+)`(?:, `([^`]+)`)?: \S", re.M)


def list_files() -> list[Path]:
    """The code that ships, and what makes and measures it; not what `hc_builder` holds by links."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in ENDINGS)
    return [path for path in found if not {"node_modules", ".cache"} & set(path.parts)]


def find_long_functions(source: str) -> set[str]:
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in nodes if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_FUNCTION}


def test_what_is_longer_than_the_rest_is_explained_and_nothing_else_is() -> None:
    long = set()
    for path in list_files():
        name, source = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        long |= {(name, "")} if source.count("\n") > MOST_LINES else set()
        long |= {(name, each) for each in find_long_functions(source)} if path.suffix == ".py" else set()
    section = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("### Larger than the rest\n")[1].split("\n## ")[0]
    assert long == set(_EXCEPTION.findall(section))
