"""The loop's memory, a small JSON file in git: which gaps were found, drafted, published or dismissed, and when.

It holds what a report may show and no more: titles of at least 3 sessions, and fingerprints of queries that as many
typed, by which a gap is recognised in the next report.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from hc_builder.atomic import write_atomically
from hc_builder.errors import UserError
from hc_builder.gaps.model.decisions import FOUND_WITHIN, Decision
from hc_builder.gaps.model.gaps import (
    STATE_VERSION,
    Findings,
    FollowedGap,
    Gap,
    GapRecord,
    GapState,
    compute_fingerprint,
)
from hc_builder.kept_files import read_kept

STATE_FILE = "gaps.json"
_SAME_ARTICLE = 1000
"""Weighs more than any number of shared queries: what customers say of one article stays one gap, however they ask."""


class StateError(UserError):
    """The state can't be changed so."""


def read_state(path: Path) -> GapState:
    """An empty state if there is no file. Raises `KeptFileError`."""
    return read_kept(path, GapState, STATE_VERSION, "restore the last good version from git") or GapState()


def write_state(state: GapState, path: Path) -> None:
    """Atomically; one block of lines per gap, in order of id, so that git merges it well."""
    ordered = msgspec.structs.replace(state, gaps=tuple(sorted(state.gaps, key=lambda record: record.id)))
    write_atomically(path, msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")


def follow_gaps(
    state: GapState, gaps: Sequence[Gap], decisions: Iterable[Decision], today: date, updated: Mapping[str, date]
) -> tuple[GapState, list[FollowedGap]]:
    """The state after this report, and the report's gaps, each with its record.

    A known gap keeps its id. One most of whose queries replay now finds answered is published, by the article that
    answers: on the day in `updated` (article → day) if that is later than the gap, else `today`; queries of it that
    still fail are a gap of their own. One that was published and fails again is open again. Where the article stood
    there before and was found before, nobody wrote anything: then the gap is not published.
    """
    records = {record.id: record for record in state.gaps}
    outcomes = {compute_fingerprint(d.query.key): d for d in decisions}
    failing = [record for record in state.gaps if not _is_answered(record, outcomes)]
    followed: list[FollowedGap] = []
    for gap in gaps:
        known = _find_record(gap, [records[r.id] for r in failing], {f.record.id for f in followed})
        record = _update(known, gap) if known else _build_record(gap, records, today)
        records[record.id] = record
        followed.append(FollowedGap(gap, record, known is not None, bool(known and known.status == "published")))
    seen = {f.record.id for f in followed}
    for record in list(records.values()):
        if record.id not in seen and record.status in ("open", "drafted"):
            records[record.id] = _close(record, outcomes, today, updated)
    return GapState(gaps=tuple(sorted(records.values(), key=lambda record: record.id))), followed


def dismiss_gap(state: GapState, id: str, reason: str) -> GapState:
    """Raises `StateError` if there is no such gap or no reason."""
    if not reason.strip():
        raise StateError("a gap is dismissed with a reason", "add `--reason TEXT`")
    record = require_record(state, id)
    changed = msgspec.structs.replace(record, status="dismissed", reason=reason, dismissed_at=record.sessions)
    return replace_record(state, changed)


def note_draft(state: GapState, id: str, path: str) -> GapState:
    """The gap has a draft now. Raises `StateError` if there is no such gap."""
    return replace_record(state, msgspec.structs.replace(require_record(state, id), status="drafted", draft=path))


def require_record(state: GapState, id: str) -> GapRecord:
    """Raises `StateError` if there is no such gap."""
    record = state.find(id)
    if record is None:
        raise StateError(f"there is no gap {id}", "`hc gaps` lists them")
    return record


def find_gap(findings: Findings, id: str) -> Gap:
    """The gap of that id in this report. Raises `StateError` where there is none."""
    require_record(findings.state, id)
    for followed in findings.followed:
        if followed.record.id == id:
            return followed.gap
    raise StateError(f"{id} has no failed searches any more", "`hc gaps` lists the gaps that have")


def replace_record(state: GapState, record: GapRecord) -> GapState:
    others = tuple(other for other in state.gaps if other.id != record.id)
    return GapState(gaps=tuple(sorted((*others, record), key=lambda r: r.id)))


def find_fingerprints(gap: Gap) -> tuple[str, ...]:
    """Of the queries that may be remembered; of its own id where there is none."""
    keys = [member.query.key for member in gap.members if member.query.is_kept]
    return tuple(sorted({compute_fingerprint(key) for key in keys or [gap.id]}))


def _find_record(gap: Gap, records: Iterable[GapRecord], taken: set[str]) -> GapRecord | None:
    """The record that shares most with the gap: its article, kind and language, or else the most fingerprints."""
    prints = set(find_fingerprints(gap))

    def measure(record: GapRecord) -> int:
        named = (gap.article, gap.kind, gap.lang)
        same_article = bool(gap.article) and (record.article, record.kind, record.lang) == named
        return len(prints.intersection(record.fingerprints)) + _SAME_ARTICLE * same_article

    free = [record for record in records if record.id not in taken and measure(record)]
    return max(free, key=lambda record: (measure(record), record.id), default=None)


def _update(record: GapRecord, gap: Gap) -> GapRecord:
    status = "open" if record.status == "published" else record.status
    prints = tuple(sorted({*record.fingerprints, *find_fingerprints(gap)}))
    return msgspec.structs.replace(
        record, kind=gap.kind, title=gap.title or record.title, fingerprints=prints, sessions=gap.sessions,
        status=status, article=gap.article or record.article, found=_find_seen(gap),
    )  # fmt: skip


def _build_record(gap: Gap, records: dict[str, GapRecord], today: date) -> GapRecord:
    id = gap.id
    while id in records:
        id = f"gap-{compute_fingerprint(id)[:8]}"
    prints, found = find_fingerprints(gap), _find_seen(gap)
    return GapRecord(
        id, gap.kind, gap.title, prints, today, gap.sessions, article=gap.article, found=found, lang=gap.lang
    )


def _find_seen(gap: Gap) -> tuple[str, ...]:
    """The articles that customers saw for its queries."""
    return tuple(sorted({article for member in gap.members for article in member.found[:FOUND_WITHIN]}))


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
    day = updated.get(best, date.min if best in record.found else today)
    if best in record.found and day < record.opened:
        return record
    day = day if record.opened <= day <= today else today
    return msgspec.structs.replace(record, status="published", article=best, published=day)
