"""Watches files for changes, including files that are replaced, vanish for a moment, or do not exist yet."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import watchfiles

from hc_builder.korean import say

_TICK = 400  # milliseconds between checks for paths that can't be watched because they do not exist
_REST = 25  # milliseconds without a further change that end a burst
_LONGEST = 200


@dataclass(frozen=True)
class Changes:
    """A burst: the files that changed, and whether no other came, went, or may have changed unseen."""

    files: frozenset[Path] = frozenset()
    are_all: bool = False


async def watch_changes(list_paths: Callable[[], Iterable[Path]], stop: asyncio.Event) -> AsyncIterator[Changes]:
    """Yields each burst of changes at or below the paths, which are listed again after each.

    When an editor replaces a file, or git removes a folder and restores it, the new one has another inode and the old
    watch no longer reports it. So the watch is restarted whenever a path leads to another inode.
    """
    watched: dict[Path, int] | None = None
    while not stop.is_set():
        is_first, watched = watched is None, identify(list_paths())
        async for changes in _watch([*watched], stop):
            if not is_first:  # a restart may have missed a change, so it counts as one
                yield Changes(changes.files if changes else frozenset())
            elif changes:
                yield changes
            is_first = True
            if identify(list_paths()) != watched:
                break


async def _watch(paths: list[Path], stop: asyncio.Event) -> AsyncIterator[Changes | None]:
    """What changed since the last look, once a tick or as soon as it does."""
    if not paths:
        await asyncio.sleep(_TICK / 1000)
        yield None
        return
    watching = watchfiles.awatch(
        *paths, stop_event=stop, debounce=_LONGEST, step=_REST, rust_timeout=_TICK, yield_on_timeout=True
    )
    try:
        async for found in watching:
            yield _describe(found) if found else None
    except OSError as error:  # such as the limit of watches
        told = say(f"Files can't be watched ({error}), so they are looked at each second.")
        print(told, file=sys.stderr, flush=True)
        async for found in watchfiles.awatch(
            *paths, stop_event=stop, force_polling=True, poll_delay_ms=1_000, rust_timeout=_TICK, yield_on_timeout=True
        ):
            yield _describe(found) if found else None


def _describe(found: set[tuple[watchfiles.Change, str]]) -> Changes:
    are_all = all(change == watchfiles.Change.modified for change, _ in found)
    return Changes(frozenset(Path(path) for _, path in found), are_all)


def identify(paths: Iterable[Path]) -> dict[Path, int]:
    """The paths that exist → the inode that each leads to."""
    found: dict[Path, int] = {}
    for path in paths:
        try:
            found[path] = path.stat().st_ino
        except OSError:
            continue
    return found
