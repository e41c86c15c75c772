"""Gaps: queries that lack the same thing, what is remembered of them, and all findings of one report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Literal, Protocol

import msgspec

from hc_builder.gaps.model.counts import LogCounts
from hc_builder.gaps.model.decisions import Decision, Outcome
from hc_builder.gaps.model.queries import Wording
from hc_builder.gaps.model.window import LogWindow

UNRESOLVED: tuple[Outcome, ...] = ("missing", "unfindable", "unhelpful")
Status = Literal["open", "drafted", "published", "dismissed"]
STATE_VERSION = 1
MOST_GAPS = 40
"""More than a month's meeting can read; what comes after them is counted."""
_WEEKLY_DECAY = 0.8
"""A week counts so much of the week after it in a gap's score."""
_GROWN = 2
"""A dismissed gap comes back when it has so many times the sessions it had."""


@dataclass(frozen=True)
class Gap:
    """Queries that lack the same thing. Its members may be private: `wordings` and `terms` are what may be shown.

    `title` is the most central wording of at least `PRIVATE_BELOW` sessions, or the key terms, or empty where those too
    are private.
    """

    kind: Outcome
    article: str
    topic: int
    members: tuple[Decision, ...]
    title: str
    wordings: tuple[Wording, ...]
    terms: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(member.query.key for member in self.members)

    @property
    def lang(self) -> str:
        """The language of the pages that its queries were typed on; empty for the shop's first."""
        return self.members[0].query.lang

    @property
    def sessions(self) -> int:
        return sum(member.query.sessions for member in self.members)

    @property
    def failed(self) -> int:
        """Sessions without an answer; for an unhelpful article those that refused it or went to a person."""
        return sum(count_failures(member) for member in self.members)

    @property
    def contacted(self) -> int:
        return sum(member.query.contacted for member in self.members)

    @property
    def weeks(self) -> tuple[int, ...]:
        """Sessions by week, the latest first."""
        by_member = ([week.sessions for week in member.query.weeks] for member in self.members)
        return tuple(map(sum, zip(*by_member, strict=True)))

    @property
    def score(self) -> float:
        """What answering would save: failed sessions, recent weeks more, and those that cost a contact more."""
        weighed = sum(number * _WEEKLY_DECAY**week for week, number in enumerate(self.weeks))
        failure = self.failed / self.sessions if self.sessions else 0.0
        contacts = self.contacted / self.sessions if self.sessions else 0.0
        return round(weighed * failure * (1 + contacts), 4)

    @property
    def id(self) -> str:
        """A short name that holds no customer's text."""
        seed = f"{self.kind}\n{self.lang}{self.article}" if self.article else f"{self.kind}\n{min(self.keys)}"
        return f"gap-{blake2s(seed.encode(), digest_size=4).hexdigest()}"


def count_failures(decision: Decision) -> int:
    """Sessions of the query that did not get what they came for."""
    return max(decision.query.failed, decision.refused)


class GapRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gap over its life. `id` stays; `article` is the one concerned, or the one that was published for it. `owner`
    and `notes` are the team's; `by_hand` says that somebody chose which queries belong to it. `found` are the
    articles that the search gave while nobody was helped. `lang` is empty for the shop's first language."""

    id: str
    kind: Outcome
    title: str
    fingerprints: tuple[str, ...]
    opened: date
    sessions: int
    status: Status = "open"
    article: str = ""
    draft: str = ""
    published: date | None = None
    reason: str = ""
    dismissed_at: int = 0
    owner: str = ""
    notes: tuple[str, ...] = ()
    by_hand: bool = False
    found: tuple[str, ...] = ()
    lang: str = ""


class GapState(msgspec.Struct, frozen=True):
    version: int = STATE_VERSION
    gaps: tuple[GapRecord, ...] = ()

    def find(self, id: str) -> GapRecord | None:
        return next((record for record in self.gaps if record.id == id), None)


@dataclass(frozen=True)
class FollowedGap:
    """A gap of this report and its record; `again` where it had been published and fails once more."""

    gap: Gap
    record: GapRecord
    known: bool
    again: bool

    @property
    def is_hidden(self) -> bool:
        """Dismissed, and not grown since."""
        record = self.record
        return record.status == "dismissed" and self.gap.sessions < _GROWN * max(record.dismissed_at, 1)


class Judge(Protocol):
    """Tells which of customers' words may be printed."""

    def may_print(self, text: str) -> bool: ...

    def holds_identifier(self, text: str) -> bool: ...


@dataclass(frozen=True)
class Findings:
    """Everything worked out on the way to the report; it may hold customers' text. `spellings`: the key of a slip →
    that of what was meant."""

    counts: LogCounts
    decisions: tuple[Decision, ...]
    followed: tuple[FollowedGap, ...]
    state: GapState
    window: LogWindow
    discretion: Judge
    spellings: Mapping[str, str]

    @property
    def gaps(self) -> tuple[FollowedGap, ...]:
        """The gaps to show, most worth answering first: without those dismissed, and no more than `MOST_GAPS`."""
        return self._open[:MOST_GAPS]

    @property
    def smaller(self) -> tuple[FollowedGap, ...]:
        """Those that come after the gaps to show: they are followed and counted."""
        return self._open[MOST_GAPS:]

    @property
    def _open(self) -> tuple[FollowedGap, ...]:
        return tuple(followed for followed in self.followed if not followed.is_hidden)


def compute_fingerprint(text: str) -> str:
    """48 bits: enough to know a query again, too few to be worth guessing from."""
    return blake2s(text.encode(), digest_size=6).hexdigest()


def find_shares(gaps: Sequence[Gap], all_failed: int, first: int = 10) -> float:
    """The share of all failed searches that the first gaps would answer."""
    return round(sum(gap.failed for gap in gaps[:first]) / all_failed, 4) if all_failed else 0.0
