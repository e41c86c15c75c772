"""Faults in content, as values: where, what, and how to mend.

A fault is never an exception: all of them are gathered and shown in one run, in order of place. Many of one kind are
shown once, with their number, so that what another tool left behind is told in a page and not in megabytes.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hc_builder.korean import spoken, to_korean
from hc_builder.likest import find_likest

Severity = Literal["error", "warning", "notice"]
"""An error stops a build, a warning stops it under `strict`; a notice never does: only the calendar brought it, or it
is of no harm to customers."""
_TOLD_ONE_BY_ONE = 3
_SUBJECTS_NAMED = 12


@dataclass(frozen=True)
class Kind:
    """What faults that are mended together have in common: their `name` in the plural, and the `cure` that settles all
    of them, in which `{}` stands for their subjects."""

    name: str
    cure: str


@dataclass(frozen=True)
class Edit:
    """A mend that changes no meaning: on the line of its problem `old` becomes `new`."""

    old: str
    new: str


@dataclass(frozen=True, order=True)
class Problem:
    """One fault.

    `path` is as the writer would type it, `line` is 1-based (0: the file as a whole),
    `code` is stable (`HC10`) and documented in `docs/problems.md`.
    Faults of one `kind` are told together where there are many; `subject` is what one of them is about. `edit` mends
    it, where that is safe.
    """

    path: str
    line: int
    code: str
    what: str
    hint: str = ""
    severity: Severity = "error"
    kind: Kind | None = field(default=None, compare=False)
    subject: str = field(default="", compare=False)
    edit: Edit | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


def render_problem(problem: Problem, lang: str = "") -> str:
    """`path:line: error[CODE]: what`, and the hint on a line of its own; in `lang`, or as the locale says."""
    speech = speak_in(lang)
    hint = f"\n  {speech.hint}: {speech.say(problem.hint)}" if problem.hint else ""
    return f"{_render_head(problem, speech)}{speech.say(problem.what)}{hint}"


def render_problems(problems: Iterable[Problem], lang: str = "") -> str:
    """All of them in order of place, more than three alike at the place of the first; then one line of count."""
    ordered = sorted(problems)
    alike: Mapping[tuple[str, ...], list[Problem]] = _group(ordered)
    told = []
    for problem in ordered:
        group = alike[_find_likeness(problem)]
        if len(group) <= _TOLD_ONE_BY_ONE:
            told.append(render_problem(problem, lang))
        elif problem is group[0]:
            told.append(_render_group(group, speak_in(lang)))
    return "\n".join([*told, count_problems(ordered, lang)])


def count_problems(problems: Sequence[Problem], lang: str = "") -> str:
    """`2 errors, 1 warning`, and notices where there are any."""
    number, speech = Counter(problem.severity for problem in problems), speak_in(lang)
    named: tuple[Severity, ...] = ("error", "warning", "notice") if number["notice"] else ("error", "warning")
    return ", ".join(speech.count(number[severity], severity) for severity in named)


def has_errors(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a build must stop; under `strict` a warning is enough."""
    stopping = ("error", "warning") if strict else ("error",)
    return any(problem.severity in stopping for problem in problems)


def did_you_mean(word: str, known: Iterable[str], likeness: int = 60) -> str:
    """A hint naming the nearest of `known`, or `""` where none is so like it (100: the same)."""
    near = find_likest(word, known, likeness)
    return f"did you mean '{near}'?" if near else ""


def _group(problems: Iterable[Problem]) -> Mapping[tuple[str, ...], list[Problem]]:
    alike: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[_find_likeness(problem)].append(problem)
    return alike


def _find_likeness(problem: Problem) -> tuple[str, ...]:
    return (problem.code, problem.severity, problem.kind.name if problem.kind else problem.what)


def _render_group(group: Sequence[Problem], speech: "Speech") -> str:
    first, kind = group[0], group[0].kind
    places = list(dict.fromkeys(problem.place for problem in group))
    what = _describe_group(group, kind, speech) if kind else speech.say(first.what)
    more = speech.more(len(places) - 3) if len(places) > 3 else ""
    also = [f"  {speech.also}: {', '.join(places[1:3])}{more}"] if len(places) > 1 else []
    hint = speech.say(kind.cure if kind else first.hint)
    if kind:
        hint = hint.replace("{}", ", ".join(map(_quote, _find_subjects(group))))
    return "\n".join([_render_head(first, speech) + what, *also, *([f"  {speech.hint}: {hint}"] if hint else [])])


def _render_head(problem: Problem, speech: "Speech") -> str:
    return f"{problem.place}: {speech.severities[problem.severity]}[{problem.code}]: "


def _describe_group(group: Sequence[Problem], kind: Kind, speech: "Speech") -> str:
    """`50,072 unknown front matter keys in 3,026 files: `author`, `ms.date` …`."""
    files, subjects = {problem.path for problem in group}, _find_subjects(group)
    named = ", ".join(f"`{subject}`" for subject in subjects[:_SUBJECTS_NAMED])
    rest = speech.more(len(subjects) - _SUBJECTS_NAMED) if len(subjects) > _SUBJECTS_NAMED else ""
    return f"{speech.gather(len(group), kind.name, len(files))}: {named}{rest}"


def _find_subjects(group: Sequence[Problem]) -> list[str]:
    """The most frequent first."""
    return [subject for subject, _ in Counter(problem.subject for problem in group).most_common()]


def _quote(subject: str) -> str:
    """As an item of a list in YAML."""
    return subject if re.fullmatch(r"[A-Za-z_][\w.-]*", subject) else json.dumps(subject, ensure_ascii=False)


class Speech:
    """How problems are told in English."""

    severities: Mapping[str, str] = {"error": "error", "warning": "warning", "notice": "notice"}
    error, hint, also = "Error", "hint", "also"

    def say(self, text: str) -> str:
        return text

    def count(self, number: int, noun: str) -> str:
        return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

    def more(self, number: int) -> str:
        return f" and {number:,} more"

    def gather(self, number: int, name: str, files: int) -> str:
        return f"{number:,} {name} in {self.count(files, 'file')}"


class _KoreanSpeech(Speech):
    severities: Mapping[str, str] = {"error": "오류", "warning": "경고", "notice": "알림"}
    error, hint, also = "오류", "도움말", "그 밖에"

    def say(self, text: str) -> str:
        return to_korean(text)

    def count(self, number: int, noun: str) -> str:
        return f"{self.severities[noun]} {number:,}개"

    def more(self, number: int) -> str:
        return f" 외 {number:,}개"

    def gather(self, number: int, name: str, files: int) -> str:
        return f"{to_korean(name)} {number:,}개(파일 {files:,}개)"


def speak_in(lang: str = "") -> Speech:
    """`""`: in the language of the locale, or the one that was chosen."""
    return _KoreanSpeech() if (lang or spoken()) == "ko" else Speech()
