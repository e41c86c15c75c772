"""What the team says of gaps: whose they are, what was found out, and which queries are one matter.

Grouping is a guess; whoever knows the shop overrules it. A record that was merged or split is *by hand*: the queries it
holds are one gap in every later report, whatever the grouping makes of them, and no other gap has them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from feedback_function.masking import mask_text
from hc_builder.gaps.loop.state import StateError, replace_record, require_record
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Gap, GapRecord, GapState, compute_fingerprint
from hc_builder.gaps.model.queries import Wording

_TERMS_SHOWN = 6


def assign_gap(state: GapState, id: str, owner: str) -> GapState:
    """Raises `StateError` if there is no such gap. An empty owner takes it back."""
    return replace_record(state, msgspec.structs.replace(require_record(state, id), owner=mask_text(owner)))


def note_gap(state: GapState, id: str, text: str) -> GapState:
    """Add a note, masked like everything that is printed. Raises `StateError` if there is no such gap or no text."""
    note = mask_text(text)
    if not note:
        raise StateError("the note is empty", 'write it behind the id, in quotes: hc gaps note ID "TEXT"')
    record = require_record(state, id)
    return replace_record(state, msgspec.structs.replace(record, notes=(*record.notes, note)))


def merge_gaps(state: GapState, id: str, others: Sequence[str]) -> GapState:
    """`others` are the same matter as `id`: it takes their queries and notes, and they go. Raises `StateError`."""
    record, merged = require_record(state, id), [require_record(state, other) for other in others]
    if id in others:
        raise StateError(f"{id} can't be merged with itself", "name other gaps behind it")
    prints = {*record.fingerprints, *(print for other in merged for print in other.fingerprints)}
    notes = (*record.notes, *(note for other in merged for note in other.notes))
    owner = next((r.owner for r in (record, *merged) if r.owner), "")
    whole = msgspec.structs.replace(
        record, fingerprints=tuple(sorted(prints)), notes=notes, owner=owner, by_hand=True,
        sessions=record.sessions + sum(other.sessions for other in merged),
    )  # fmt: skip
    return replace_record(_drop(state, others), whole)


def split_gap(state: GapState, id: str, keys: Collection[str], gap: Gap, today: date) -> tuple[GapState, str]:
    """The queries of these `keys` are another matter than the rest of `gap`, which is that of `id`: they get a record
    of their own. Returns the state and the new record's id. Raises `StateError`."""
    record = require_record(state, id)
    chosen = [member for member in gap.members if member.query.key in keys and member.query.is_kept]
    if not chosen:
        raise StateError(f"no query of {id} is worded so", "name wordings as `hc gaps` prints them under that gap")
    if len(chosen) == len(gap.members):
        raise StateError(f"these are all queries of {id}", "name those that are another matter, and leave the rest")
    prints = tuple(sorted(compute_fingerprint(member.query.key) for member in chosen))
    own = f"gap-{compute_fingerprint(id + prints[0])[:8]}"
    apart = _rebuild(gap, chosen)
    sessions = sum(member.query.sessions for member in chosen)
    new = GapRecord(
        own, gap.kind, apart.title, prints, today, sessions, article=gap.article, by_hand=True, lang=gap.lang
    )
    rest = tuple(print for print in record.fingerprints if print not in prints)
    return replace_record(replace_record(state, msgspec.structs.replace(record, fingerprints=rest)), new), own


def regroup_by_hand(gaps: Sequence[Gap], state: GapState) -> list[Gap]:
    """The gaps as the team wants them: what belongs to a record by hand is one gap, and no other has any of it."""
    homes = {print: record.id for record in state.gaps if record.by_hand for print in record.fingerprints}
    if not homes:
        return [*gaps]
    taken: dict[str, list[tuple[Gap, list[Decision]]]] = defaultdict(list)
    rest: list[Gap] = []
    for gap in gaps:
        by_home: dict[str, list[Decision]] = defaultdict(list)
        for member in gap.members:
            by_home[homes.get(compute_fingerprint(member.query.key), "")].append(member)
        if left := by_home.pop("", []):
            rest.append(gap if len(left) == len(gap.members) else _rebuild(gap, left))
        for home, members in by_home.items():
            taken[home].append((gap, members))
    joined = [_join(parts) for _, parts in sorted(taken.items())]
    return sorted([*rest, *joined], key=lambda gap: (-gap.score, gap.id))


def _join(parts: Sequence[tuple[Gap, Sequence[Decision]]]) -> Gap:
    """One gap of the members that several contribute, in the name of the one that contributes most sessions."""
    first, _ = max(parts, key=lambda part: sum(member.query.sessions for member in part[1]))
    return _rebuild(first, [member for _, members in parts for member in members])


def _rebuild(gap: Gap, members: Sequence[Decision]) -> Gap:
    """`gap` with these members: their wordings, and as its title one of those."""
    ordered = tuple(sorted(members, key=lambda m: (-m.query.sessions, m.query.key)))
    wordings = _list_wordings(ordered)
    texts = {wording.text for wording in wordings}
    title = gap.title if gap.title in texts or not wordings else wordings[0].text
    return replace(gap, members=ordered, title=title, wordings=wordings, terms=gap.terms[:_TERMS_SHOWN])


def _list_wordings(members: Iterable[Decision]) -> tuple[Wording, ...]:
    shown = [wording for member in members for wording in member.query.shown]
    return tuple(sorted(shown, key=lambda wording: (-wording.sessions, wording.text)))


def _drop(state: GapState, ids: Collection[str]) -> GapState:
    return GapState(gaps=tuple(record for record in state.gaps if record.id not in ids))
