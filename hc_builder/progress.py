"""Progress of long work, for a person at a terminal: what is done, and how many of how many; none in a pipe."""

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_AFTER = 2.0  # seconds: who waits less needs no word
_EACH = 0.1
_CLEAR = "\r\x1b[K"
_started = time.monotonic()


def track(what: str, items: Iterable[T], total: int = 0, each: int = 1) -> Iterator[T]:
    """The items, counted by `each` of `total` in one line on stderr, which is gone when they are done; `total` 0:
    nobody knows how many there will be.

    Only the main thread shows it, and only once the program has run for two seconds.
    """
    if not _is_watched():
        yield from items
        return
    shown = 0.0
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - _started > _AFTER and now - shown > _EACH:
                shown = now
                number = f"{min(done * each, total):,} of {total:,}" if total else f"{done:,}"
                _say(f"{_CLEAR}{what}: {number}")
            yield item
    finally:
        if shown:
            _say(_CLEAR)


def _is_watched() -> bool:
    return sys.stderr.isatty() and threading.current_thread() is threading.main_thread()


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
