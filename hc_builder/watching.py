"""Tells when files change, those too that are replaced, taken away for a moment, or made later."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import watchfiles

_TICK = 400  # milliseconds between two looks at what can't be watched because it is not there


async def watch_changes(list_paths: Callable[[], Iterable[Path]], stop: asyncio.Event) -> AsyncIterator[None]:
    """Yields after each burst of changes at or below the paths, which are asked for anew each time.

    A file that an editor replaces, or a folder that git takes away and puts back, is another one under the same name,
    and the watch of the first hears nothing of it. So the watch begins again when a path leads to another file.
    """
    watched: dict[Path, int] | None = None
    while not stop.is_set():
        is_first, watched = watched is None, identify(list_paths())
        async for changes in _watch([*watched], stop):
            if changes or not is_first:  # what changed before a watch began again is told by it
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
