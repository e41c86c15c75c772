"""What the shop makes of the codes: other severities, and silence with a reason."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

import msgspec

from hc_builder.problem_codes import list_changeable, read_codes
from hc_builder.problems import Edit, Problem, Severity, did_you_mean

_COMMENT = re.compile(r"<!--\s*hc-ignore(?P<file>-file)?\b(?P<rest>.{0,500}?)-->", re.S)
_FORM = re.compile(r"\s*(?P<code>\w+)\s*:\s*(?P<reason>\S.*?)\s*", re.S)
_HINT = "write `<!-- hc-ignore HC60: why -->`, or `hc-ignore-file` for the whole article"


class Silence(msgspec.Struct, frozen=True, array_like=True):
    """A comment that silences a code from `first` to `last`, lines of the file; it begins on `line` with `text`."""

    code: str
    text: str
    line: int
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        return problem.code == self.code and self.first <= problem.line <= self.last


_END = 1_000_000_000
_ON_REQUEST = ("HC78",)
"""Told where they are asked for, so that their silence can't be told unused."""


def apply_severities(problems: Iterable[Problem], severities: Mapping[str, str]) -> list[Problem]:
    """As the setting `severities` has them; what is off is left out."""
    if not severities:
        return list(problems)
    given = {code: severity for code, severity in severities.items() if code in list_changeable()}
    return [_set(problem, given) for problem in problems if given.get(problem.code) != "off"]


def _set(problem: Problem, given: Mapping[str, str]) -> Problem:
    if problem.code not in given:
        return problem
    return replace(problem, severity=cast(Severity, given[problem.code]))


def find_silences(body: str, path: str, line: int) -> tuple[tuple[Silence, ...], tuple[Problem, ...]]:
    """The comments of a text without its code, whose first line is `line` of the file, and what is wrong with them."""
    if "hc-ignore" not in body:
        return (), ()
    read = [_read_silence(body, found, path, line) for found in _COMMENT.finditer(body)]
    faults = tuple(one for one in read if isinstance(one, Problem))
    return tuple(one for one in read if isinstance(one, Silence)), faults


def _read_silence(body: str, found: re.Match[str], path: str, line: int) -> Silence | Problem:
    at = line + body.count("\n", 0, found.start())
    form = _FORM.fullmatch(found["rest"])
    if form is None:
        return Problem(path, at, "HC76", "this comment silences a problem without a reason", _HINT, "warning")
    code = form["code"].upper()
    if code not in list_changeable():
        return Problem(path, at, "HC76", *_explain_code(code), "warning")
    if found["file"]:
        return Silence(code, found[0], at, 0, _END)
    return Silence(code, found[0], at, at, _find_next(body, found.end(), line))


def _explain_code(code: str) -> tuple[str, str]:
    if code in read_codes():
        return f"{code} can't be silenced: no right site can be made with it", "mend what it tells"
    hint = did_you_mean(code, list_changeable()) or "hc check tells the code of each problem in brackets"
    return f"this comment silences {code}, which is no code", hint


def _find_next(body: str, end: int, line: int) -> int:
    """The file's line of the next text behind `end`, or of `end` where there is none."""
    rest = body[end:]
    blank = len(rest) - len(rest.lstrip())
    return line + body.count("\n", 0, end + blank if rest.strip() else end)


def apply_silences(
    problems: Sequence[Problem], silences: Mapping[str, Sequence[Silence]], severities: Mapping[str, str]
) -> list[Problem]:
    """What is left of the problems, and HC77 for each comment that silenced nothing; silences are by path."""
    used: set[tuple[str, Silence]] = set()
    left = []
    for problem in problems:
        covering = [silence for silence in silences.get(problem.path, ()) if silence.covers(problem)]
        used.update((problem.path, silence) for silence in covering)
        if not covering:
            left.append(problem)
    return [*left, *apply_severities(_tell_unused(silences, used), severities)]


def _tell_unused(silences: Mapping[str, Sequence[Silence]], used: set[tuple[str, Silence]]) -> Iterator[Problem]:
    for path, some in silences.items():
        for silence in some:
            if (path, silence) not in used and silence.code not in _ON_REQUEST:
                what = f"this comment silences {silence.code}, and there is none of it"
                edit = Edit(silence.text, "")
                yield Problem(path, silence.line, "HC77", what, "take the comment out", "warning", edit=edit)
