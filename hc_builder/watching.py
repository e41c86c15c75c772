"""Watches files for changes, including files that are replaced, vanish for a moment, or do not exist yet."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import watchfiles

_TICK = 400  # milliseconds between checks for paths that can't be watched because they do not exist


async def watch_changes(list_paths: Callable[[], Iterable[Path]], stop: asyncio.Event) -> AsyncIterator[None]:
    """Yields after each burst of changes at or below the paths, which are listed again after each change.

    When an editor replaces a file, or git removes a folder and restores it, the new one has another inode and the old
    watch no longer reports it. So the watch is restarted whenever a path leads to another inode.
    """
    watched: dict[Path, int] | None = None
    while not stop.is_set():
        is_first, watched = watched is None, identify(list_paths())
        async for changes in _watch([*watched], stop):
            if changes or not is_first:  # a restart may have missed a change, so it counts as one
                yield
            is_first = True
            if identify(list_paths()) != watched:
                break


async def _watch(paths: list[Path], stop: asyncio.Event) -> AsyncIterator[bool]:
    """Whether something changed since the last look, once a tick or as soon as it does."""
    if paths:
        async for changes in watchfiles.awatch(
            *paths, stop_event=stop, debounce=100, rust_timeout=_TICK, yield_on_timeout=True
        ):
            yield bool(changes)
    else:
        await asyncio.sleep(_TICK / 1000)
        yield False


def identify(paths: Iterable[Path]) -> dict[Path, int]:
    """The paths that exist → the inode that each leads to."""
    found: dict[Path, int] = {}
    for path in paths:
        try:
            found[path] = path.stat().st_ino
        except OSError:
            continue
    return found
