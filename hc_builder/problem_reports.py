"""Problems in the forms of other tools: JSON, SARIF 2.1.0, annotations of GitHub Actions, JUnit."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from hc_builder import __version__
from hc_builder.problem_codes import read_codes
from hc_builder.problems import Problem, Severity, count_problems, render_problems, speak_in
from hc_builder.repository import find_place, name_from_root

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "notice": "note"}
_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_json(problems: Iterable[Problem]) -> str:
    """Each problem by itself, in order of place; `hint` and `line` may be empty and 0."""
    told = [_to_json(problem) for problem in sorted(problems)]
    return json.dumps({"version": 1, "problems": told}, ensure_ascii=False, indent=2)


def _to_json(problem: Problem) -> dict[str, object]:
    say = speak_in().say
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "line": problem.line,
        "what": say(problem.what),
        "hint": say(problem.hint),
    }


def render_sarif(problems: Iterable[Problem]) -> str:
    """SARIF 2.1.0, as GitHub's code scanning and editors read it."""
    ordered = sorted(problems)
    driver = {
        "name": "hc",
        "semanticVersion": __version__,
        "rules": [_to_rule(code) for code in sorted({problem.code for problem in ordered})],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_to_result(problem) for problem in ordered],
    }
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _to_rule(name: str) -> dict[str, Any]:
    lang = "ko" if speak_in().severities["error"] != "error" else "en"
    words = read_codes()[name].in_language(lang)
    return {
        "id": name,
        "shortDescription": {"text": words.title},
        "help": {"text": words.cure, "markdown": words.cure},
    }


def _to_result(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
    return {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": _join(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _join(problem: Problem) -> str:
    speech = speak_in()
    hint = f"\n{speech.hint}: {speech.say(problem.hint)}" if problem.hint else ""
    return speech.say(problem.what) + hint


def render_github(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub Actions, which show each problem at its line of a pull request."""
    ordered = sorted(problems)
    return "\n".join([*map(_to_command, ordered), count_problems(ordered)])


def _to_command(problem: Problem) -> str:
    fields = {"file": problem.path, **({"line": str(problem.line)} if problem.line else {}), "title": problem.code}
    given = ",".join(f"{name}={_escape(value, ':,')}" for name, value in fields.items())
    return f"::{problem.severity} {given}::{_escape(_join(problem))}"


def _escape(text: str, more: str = "") -> str:
    """As the runner takes it back: `%` first, then what would end a line or a field."""
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def render_junit(problems: Sequence[Problem], strict: bool = False) -> str:
    """Each problem is a test case: what would stop a build fails, all else is skipped; without any, one has passed."""
    ordered = sorted(problems)
    failing = {"error", "warning"} if strict else {"error"}
    failed = sum(problem.severity in failing for problem in ordered)
    counts = {"tests": len(ordered) or 1, "failures": failed, "errors": 0, "skipped": len(ordered) - failed}
    suite = ElementTree.Element("testsuite", {"name": "hc check", **{key: str(n) for key, n in counts.items()}})
    for problem in ordered:
        case = ElementTree.SubElement(suite, "testcase", {"classname": _clean(problem.path), "name": _name(problem)})
        kind = "failure" if problem.severity in failing else "skipped"
        told = ElementTree.SubElement(case, kind, {"message": _clean(speak_in().say(problem.what))})
        told.text = _clean(f"{problem.place}: {_join(problem)}")
    if not ordered:
        ElementTree.SubElement(suite, "testcase", {"classname": "hc", "name": "hc check"})
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _name(problem: Problem) -> str:
    return f"{problem.code}:{problem.line}" if problem.line else problem.code


def _clean(text: str) -> str:
    """Without what XML can't hold."""
    return "".join(sign if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or sign >= "\ue000" else "�" for sign in text)


_FORMS: Mapping[str, Callable[..., str]] = {
    "text": lambda problems, strict: render_problems(problems),
    "json": lambda problems, strict: render_json(problems),
    "sarif": lambda problems, strict: render_sarif(problems),
    "github": lambda problems, strict: render_github(problems),
    "junit": lambda problems, strict: render_junit(problems, strict),
}
"""By the name that `hc check --format` takes."""

_BY_REPOSITORY = frozenset(("sarif", "github"))
"""GitHub finds a file by its path from the root of the repository, wherever a command ran."""


def render_form(form: str, problems: Sequence[Problem], strict: bool = False, project: Path | None = None) -> str:
    """In the `form` that `hc check --format` takes; `project` is the folder whose files the problems are of, if any."""
    if project and form in _BY_REPOSITORY:
        place = find_place(project)
        problems = [replace(problem, path=name_from_root(place, problem.path)) for problem in problems]
    return _FORMS[form](problems, strict)
