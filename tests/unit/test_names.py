"""A name means one thing."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_name_of_a_type_is_given_twice() -> None:
    places = defaultdict(list)
    for path in [*ROOT.glob("hc_builder/**/*.py"), *ROOT.glob("feedback_function/**/*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
