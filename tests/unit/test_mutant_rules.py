"""`make mutants` reaches every module that we ship, and the rules it plants stand in the code, to be mended with it."""

from collections import Counter

from tools.mutants.__main__ import read_reasons
from tools.mutants.planting import ROOT, find_modules, list_rooms, read_rules

RULES = read_rules(list_rooms())
SURVIVORS = read_reasons()
MODULES = {room: find_modules(room) for room in list_rooms()}


def test_every_rule_stands_once_in_its_room() -> None:
    assert len(RULES) >= 100


def test_a_rule_broken_is_python_still() -> None:
    """A module that can't be read is noticed by whatever imports it, which says nothing of the rule."""
    for rule in RULES:
        compile(rule.source, rule.module, "exec")


def test_every_module_stands_in_one_room() -> None:
    modules = Counter(path for found in MODULES.values() for path in found)
    shipped = {path for package in ("hc_builder", "feedback_function") for path in (ROOT / package).glob("**/*.py")}
    left_out = {path.relative_to(ROOT).as_posix() for path in shipped - set(modules)}
    assert max(modules.values()) == 1
    assert {path for path in left_out if "/migrations/" not in path} == {
        "feedback_function/__main__.py",
        "feedback_function/aws_lambda.py",
        "feedback_function/errors.py",
        "feedback_function/inquiry/description.py",
        "feedback_function/openapi.py",
        "feedback_function/server.py",
        "hc_builder/answering/description.py",
        "hc_builder/cli/__main__.py",
        "hc_builder/content/markup/errors.py",
        "hc_builder/errors.py",
    }


def test_no_room_is_empty() -> None:
    assert [room for room, modules in MODULES.items() if not modules] == []


def test_every_survivor_is_a_line_of_its_module_still() -> None:
    lines = {module: set(map(str.strip, (ROOT / module).read_text("utf-8").split("\n"))) for module, _, _ in SURVIVORS}
    assert [was for module, was, _ in SURVIVORS if not lines[module].issuperset(map(str.strip, was.split("\n")))] == []
