"""A log of events as it is found on a disk: what is no event of ours is set aside and counted, never guessed at.

Logs come from other machines: a copy ends in the middle of a line, an editor puts a mark in front, a newer endpoint
writes types that this version does not know, and a tool of the shop's own writes local times. One such line must not
cost the report of a month.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from feedback_function.events import EVENT_TYPES, Event
from feedback_function.parsing import EventError, parse_logged_event

_BOM = b"\xef\xbb\xbf"
_NAME = re.compile("[a-z_]{1,20}")


@dataclass
class LogNotes:
    """What was met besides faultless events. `aside` counts lines that are not in the report, by why: `torn` (the last
    line, cut off), `json` (no JSON object), `version` and a number, `type` and a name, `form` (a field breaks its
    rule), `again` (an id for the second time). `mended` counts what was read all the same: `bom`, `zone` (a time that
    is not in UTC). No text of a customer is in it."""

    events: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)


class _Head(msgspec.Struct):
    v: Any = None
    type: Any = None


def read_log(path: Path, notes: LogNotes) -> Iterator[Event]:
    """The events of a JSON Lines file in file order, each id once; `notes` is told the rest.

    Raises `EventError` with `path:line` in front of the first fault where no line at all is an event.
    """
    seen: set[UUID] = set()
    first: EventError | None = None
    for number, line in _read_lines(path, notes):
        try:
            event, is_local = parse_logged_event(line)
        except EventError as fault:
            first = first or EventError(f"{path}:{number}: {fault.what}", fault.hint)
            notes.aside[_name_fault(line)] += 1
            continue
        notes.mended["zone"] += is_local
        if event.id in seen:
            notes.aside["again"] += 1
            continue
        seen.add(event.id)
        notes.events += 1
        yield event
    if first and not seen:
        raise first


def _read_lines(path: Path, notes: LogNotes) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if number == 1 and line.startswith(_BOM):
                notes.mended["bom"] += 1
                line = line.removeprefix(_BOM)
            if not line.isspace() and line:
                yield number, line


def _name_fault(line: bytes) -> str:
    """Why the line, which is no event, is none; words of the line itself only where they can't be a customer's."""
    try:
        head = msgspec.json.decode(line, type=_Head)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return "json" if line.endswith(b"\n") else "torn"
    if head.v != 1 and isinstance(head.v, int):
        return f"version {head.v}"
    if isinstance(head.type, str) and head.type not in EVENT_TYPES and _NAME.fullmatch(head.type):
        return f"type {head.type}"
    return "form"
