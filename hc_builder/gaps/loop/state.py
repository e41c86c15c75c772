"""The loop's memory, a small JSON file in git: which gaps were found, drafted, published or dismissed, and when.

It holds what a report may show and no more: titles of at least 3 sessions, and fingerprints of queries that as many
typed, by which a gap is known again in the next report.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from pathlib import Path
from typing import Literal

import msgspec

from hc_builder.gaps.deciding.gaps import Gap
from hc_builder.gaps.deciding.outcomes import Decision, Outcome
from hc_builder.gaps.model.queries import PRIVATE_BELOW

Status = Literal["open", "drafted", "published", "dismissed"]
STATE_VERSION = 1
_GROWN = 2
"""A dismissed gap comes back when it has so many times the sessions it had."""


class GapRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gap over its life. `id` stays; `article` is the one concerned, or the one that was published for it."""

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


class State(msgspec.Struct, frozen=True):
    version: int = STATE_VERSION
    gaps: tuple[GapRecord, ...] = ()

    def find(self, id: str) -> GapRecord | None:
        return next((record for record in self.gaps if record.id == id), None)


class StateError(ValueError):
    """The state can't be read or changed; the message says how to mend it."""


@dataclass(frozen=True)
class Followed:
    """A gap of this report and its record; `again` where it had been published and fails once more."""

    gap: Gap
    record: GapRecord
    known: bool
    again: bool


def read_state(path: Path) -> State:
    """An empty state where there is no file. Raises `StateError`."""
    try:
        state = msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (msgspec.MsgspecError, OSError) as fault:
        raise StateError(f"{path}: {fault}\n  hint: take back the last good version from git") from fault
    if state.version != STATE_VERSION:
        raise StateError(f"{path}: version {state.version} is not {STATE_VERSION}\n  hint: update hc-builder")
    return state


def write_state(state: State, path: Path) -> None:
    """Whole or not at all; one gap a line's block, in order of id, so that git merges it well."""
    ordered = msgspec.structs.replace(state, gaps=tuple(sorted(state.gaps, key=lambda record: record.id)))
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")
    os.replace(aside, path)


def follow_gaps(
    state: State, gaps: Sequence[Gap], decisions: Iterable[Decision], today: date, updated: Mapping[str, date]
) -> tuple[State, list[Followed]]:
    """The state after this report, and its gaps, each with its record.

    A known gap keeps its id. One most of whose queries replay now finds answered is published, by the article that
    answers: on the day in `updated` (article → day) if that is later than the gap, else `today`; queries of it that
    still fail are a gap of their own. One that was published and fails again is open again.
    """
    records = {record.id: record for record in state.gaps}
    outcomes = {compute_fingerprint(d.query.key): d for d in decisions}
    failing = [record for record in state.gaps if not _is_answered(record, outcomes)]
    followed: list[Followed] = []
    for gap in gaps:
        known = _find_record(gap, [records[r.id] for r in failing], {f.record.id for f in followed})
        record = _update(known, gap) if known else _build_record(gap, records, today)
        records[record.id] = record
        followed.append(Followed(gap, record, known is not None, bool(known and known.status == "published")))
    seen = {f.record.id for f in followed}
    for record in list(records.values()):
        if record.id not in seen and record.status in ("open", "drafted"):
            records[record.id] = _close(record, outcomes, today, updated)
    return State(gaps=tuple(sorted(records.values(), key=lambda record: record.id))), followed


def is_hidden(followed: Followed) -> bool:
    """Dismissed, and not grown since."""
    record = followed.record
    return record.status == "dismissed" and followed.gap.sessions < _GROWN * max(record.dismissed_at, 1)


def dismiss_gap(state: State, id: str, reason: str) -> State:
    """Raises `StateError` where there is no such gap or no reason."""
    if not reason.strip():
        raise StateError("a gap is dismissed with a reason\n  hint: add `--reason TEXT`")
    record = require_record(state, id)
    changed = msgspec.structs.replace(record, status="dismissed", reason=reason, dismissed_at=record.sessions)
    return replace_record(state, changed)


def note_draft(state: State, id: str, path: str) -> State:
    """The gap has a draft now. Raises `StateError` where there is no such gap."""
    return replace_record(state, msgspec.structs.replace(require_record(state, id), status="drafted", draft=path))


def require_record(state: State, id: str) -> GapRecord:
    """Raises `StateError` where there is no such gap."""
    record = state.find(id)
    if record is None:
        raise StateError(f"there is no gap {id}\n  hint: `hc gaps` lists them")
    return record


def replace_record(state: State, record: GapRecord) -> State:
    others = tuple(other for other in state.gaps if other.id != record.id)
    return State(gaps=tuple(sorted((*others, record), key=lambda r: r.id)))


def compute_fingerprint(text: str) -> str:
    """48 bits: enough to know a query again, too few to be worth guessing from."""
    return blake2s(text.encode(), digest_size=6).hexdigest()


def find_fingerprints(gap: Gap) -> tuple[str, ...]:
    """Of the queries that at least `PRIVATE_BELOW` sessions typed; of its own id where there is none."""
    keys = [member.query.key for member in gap.members if member.query.sessions >= PRIVATE_BELOW]
    return tuple(sorted({compute_fingerprint(key) for key in keys or [gap.id]}))


def _find_record(gap: Gap, records: Iterable[GapRecord], taken: set[str]) -> GapRecord | None:
    """The record that shares most with the gap: its article and kind, or else the most fingerprints."""
    prints = set(find_fingerprints(gap))

    def measure(record: GapRecord) -> int:
        same_article = bool(gap.article) and record.article == gap.article and record.kind == gap.kind
        return len(prints.intersection(record.fingerprints)) + 1000 * same_article

    free = [record for record in records if record.id not in taken and measure(record)]
    return max(free, key=lambda record: (measure(record), record.id), default=None)


def _update(record: GapRecord, gap: Gap) -> GapRecord:
    status = "open" if record.status == "published" else record.status
    prints = tuple(sorted({*record.fingerprints, *find_fingerprints(gap)}))
    return msgspec.structs.replace(
        record, kind=gap.kind, title=gap.title or record.title, fingerprints=prints, sessions=gap.sessions,
        status=status, article=gap.article or record.article,
    )  # fmt: skip


def _build_record(gap: Gap, records: dict[str, GapRecord], today: date) -> GapRecord:
    id = gap.id
    while id in records:
        id = f"gap-{compute_fingerprint(id)[:8]}"
    return GapRecord(id, gap.kind, gap.title, find_fingerprints(gap), today, gap.sessions, article=gap.article)


def _is_answered(record: GapRecord, outcomes: Mapping[str, Decision]) -> bool:
    """Whether most of its queries that are still asked are answered now."""
    asked = [outcomes[print].outcome == "answered" for print in record.fingerprints if print in outcomes]
    return 2 * sum(asked) > len(asked)


def _close(record: GapRecord, outcomes: Mapping[str, Decision], today: date, updated: Mapping[str, date]) -> GapRecord:
    found = (outcomes[print] for print in record.fingerprints if print in outcomes)
    articles = [decision.article for decision in found if decision.outcome == "answered" and decision.article]
    if not articles:
        return record
    best = max(sorted(set(articles)), key=articles.count)
    day = updated.get(best, today)
    day = day if record.opened <= day <= today else today
    return msgspec.structs.replace(record, status="published", article=best, published=day)
