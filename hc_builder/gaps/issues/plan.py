"""What to write so that there is one issue a gap: nothing where all is up to date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from hc_builder.gaps.issues.text import is_wanted_open, put_block, read_block, render_block, render_title
from hc_builder.gaps.model.gaps import GapRecord

LABEL = "hc-gap"


@dataclass(frozen=True)
class Issue:
    """As the tracker has it."""

    number: int
    body: str
    is_open: bool


@dataclass(frozen=True)
class Change:
    """One request to the tracker: a new issue (`number` 0), or another text or state of one that is there."""

    gap: str
    number: int
    title: str
    body: str
    is_open: bool

    @property
    def verb(self) -> str:
        return "update" if self.number and self.is_open else "open" if self.is_open else "close"


class Tracker(Protocol):
    """Where issues are kept."""

    def list_issues(self) -> list[Issue]:
        """Those with our label, open and closed, the oldest first."""
        ...

    def write(self, change: Change) -> int:
        """Returns the issue's number."""
        ...


def plan_changes(records: Iterable[GapRecord], issues: Sequence[Issue], lang: str) -> Iterator[Change]:
    """In order of gaps, in Korean (`ko`) or English (`en`). An issue that a person closed stays closed, as long as
    nothing became of its gap."""
    known: dict[str, Issue] = {}
    for issue in issues:
        if block := read_block(issue.body):
            known.setdefault(block[0], issue)
    for record in records:
        found = known.get(record.id)
        if change := _renew(record, found, lang) if found else _begin(record, lang):
            yield change


def _begin(record: GapRecord, lang: str) -> Change | None:
    """What was answered or dismissed before anyone asked needs no issue."""
    if not is_wanted_open(record):
        return None
    return Change(record.id, 0, render_title(record, lang), render_block(record, lang), True)


def _renew(record: GapRecord, issue: Issue, lang: str) -> Change | None:
    body, wanted = put_block(issue.body, render_block(record, lang)), is_wanted_open(record)
    left_open = (read_block(issue.body) or ("", ""))[1] == "open"
    is_open = wanted and (issue.is_open or not left_open)
    if (body, is_open) == (issue.body, issue.is_open):
        return None
    return Change(record.id, issue.number, render_title(record, lang), body, is_open)
