"""Three-way by hash: what the source says now, what it said last, and what stands here. Nothing is deleted, and nothing
that was edited here is written over."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hc_builder.importers.memory import Record, Records, digest_bytes
from hc_builder.importers.writing import Item, mark_as_draft


class Fate(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    KEPT = "edited here"
    CONFLICT = "conflict"
    GONE = "gone at the source"
    GONE_KEPT = "gone at the source, edited here"
    REMOVED_HERE = "removed here"


WRITING = (Fate.NEW, Fate.UPDATED, Fate.GONE)


@dataclass(frozen=True)
class Step:
    """`data` is what is to be written at `path`, or beside it for a conflict; empty where nothing is."""

    fate: Fate
    kind: str
    key: str
    path: str
    record: Record
    item: Item | None = None
    data: bytes = b""

    def read(self) -> bytes:
        return self.item.read() if self.item else self.data


def adopt_renamed(items: Iterable[Item], records: Records) -> Records:
    """The records with those of files that have another name at the source under it, where the place here is the same:
    `01-fee.md` that became `02-fee.md` is one article."""
    now = {item.key: item for item in items}
    new = {(item.kind, item.path): key for key, item in now.items() if key not in records}

    def rename(key: str, record: Record) -> str:
        kind = key.partition(":")[0]
        kinds = (kind, "article") if kind == "category" else (kind,)  # its page has a text now
        found = (new[each, record.path] for each in kinds if (each, record.path) in new)
        return key if key in now else next(found, key)

    return {rename(key, record): record for key, record in records.items()}


def plan_steps(items: Iterable[Item], records: Records, content: Path) -> list[Step]:
    """A step for each item of the source, and for each that it has no more. A folder's page whose text is gone keeps
    it, as a draft."""
    now = {item.key: item for item in items}
    left = {key: record for key, record in records.items() if key not in now}
    held = {record.path for key, record in left.items() if key.startswith("article:")}
    present = ((key, item) for key, item in now.items() if item.kind != "category" or item.path not in held)
    steps = [_plan_item(item, records.get(key), content) for key, item in present]
    gone = (_plan_gone(key, record, content) for key, record in left.items())
    return sorted([*steps, *gone], key=lambda step: step.path)


def _plan_item(item: Item, record: Record | None, content: Path) -> Step:
    theirs = digest_bytes(item.read())
    ours = _hash_file(content / item.path)
    fate = _find_fate(theirs, ours, record)
    agreed = theirs if fate in (Fate.NEW, Fate.UPDATED, Fate.SAME) else record.base if record else ""
    return Step(fate, item.kind, item.key, item.path, Record(item.path, agreed, theirs, text=item.text), item)


def _find_fate(theirs: str, ours: str, record: Record | None) -> Fate:
    if ours == theirs:
        return Fate.SAME
    if record is None:
        return Fate.CONFLICT if ours else Fate.NEW
    has_changed = theirs != record.theirs or record.is_gone
    if ours == record.base:
        return Fate.UPDATED
    if not ours:
        return Fate.CONFLICT if has_changed else Fate.REMOVED_HERE
    return Fate.CONFLICT if has_changed else Fate.KEPT


def _plan_gone(key: str, record: Record, content: Path) -> Step:
    """An article that nobody edited here becomes a draft; whatever else stays as it is."""
    kind, file = key.partition(":")[0], content / record.path
    known = Record(record.path, record.base, record.theirs, True, record.text)
    ours = _hash_file(file)
    if record.is_gone or kind != "article" or not ours:
        return Step(Fate.SAME, kind, key, record.path, known)
    if ours != record.base:
        return Step(Fate.GONE_KEPT, kind, key, record.path, known)
    data = mark_as_draft(file.read_text(encoding="utf-8")).encode()
    drafted = Record(record.path, digest_bytes(data), record.theirs, True, record.text)
    return Step(Fate.GONE, kind, key, record.path, drafted, data=data)


def _hash_file(file: Path) -> str:
    return digest_bytes(file.read_bytes()) if file.is_file() else ""


def find_moved(records: Records, content: Path) -> dict[str, str]:
    """Articles that were moved here, by key: a file that is missing and stands elsewhere, letter by letter."""
    missing = {record.base: key for key, record in records.items() if not (content / record.path).is_file()}
    if not missing:
        return {}
    files = (file for file in content.rglob("*.md") if file.is_file())
    known = {record.path for record in records.values()}
    found: dict[str, str] = {}
    for file in sorted(files):
        path = file.relative_to(content).as_posix()
        if path not in known and (key := missing.get(digest_bytes(file.read_bytes()))):
            found.setdefault(key, path)
    return found
