"""Faults in content, as values: where, what, and how to mend.

A fault is never an exception: all of them are gathered and shown in one run, in order of place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault.

    `path` is as the writer would type it, `line` is 1-based (0: the file as a whole),
    `code` is stable (`HC10`) and documented in `docs/problems.md`.
    """

    path: str
    line: int
    code: str
    what: str
    hint: str = ""
    severity: Severity = "error"


def render_problem(problem: Problem) -> str:
    """`path:line: error[CODE]: what`, and the hint on a line of its own."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    text = f"{place}: {problem.severity}[{problem.code}]: {problem.what}"
    return f"{text}\n  hint: {problem.hint}" if problem.hint else text


def render_problems(problems: Iterable[Problem]) -> str:
    """All of them in order of place, then one line of count."""
    ordered = sorted(problems)
    return "\n".join([*map(render_problem, ordered), count_problems(ordered)])


def count_problems(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def has_errors(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a build must stop; under `strict` a warning is enough."""
    return any(strict or problem.severity == "error" for problem in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest of `known`, or `""` where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
