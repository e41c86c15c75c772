"""Minds the store for the running endpoint: opens it when it can, watches its size, counts and deletes old events."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from feedback_function.database import StoreUnavailable
from feedback_function.events import Event
from feedback_function.retention import purge
from feedback_function.settings import Settings
from feedback_function.store import EventStore, open_store

SIZE_SECONDS = 1
PURGE_SECONDS = 3600
BEAT_SECONDS = 1

log = logging.getLogger("hc.feedback")


class Keeper:
    """The store of one process. Every method may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: EventStore | None = None
        self._opening = threading.Lock()
        self._beating = threading.Lock()
        self._beaten = -float(BEAT_SECONDS)
        self._measured = -float(SIZE_SECONDS)
        self._purged = -float(PURGE_SECONDS)
        self.is_full = False

    def write(self, events: Sequence[Event]) -> None:
        """Stores `events`. Raises `StoreUnavailable`."""
        self._open().append(events)

    def beat(self) -> None:
        """Writes the heartbeat, at most once in `BEAT_SECONDS`. Raises `StoreUnavailable`."""
        with self._beating:
            if time.monotonic() - self._beaten >= BEAT_SECONDS:
                self._open().beat()
                self._beaten = time.monotonic()

    def tend(self) -> None:
        """Measures when it is time to, and purges in a thread of its own, so that events need not wait for it."""
        now = time.monotonic()
        if now - self._measured >= SIZE_SECONDS:
            self._measured = now
            self._unless_away(self._measure)
        if self._settings.retention_days and now - self._purged >= PURGE_SECONDS:
            self._purged = now
            threading.Thread(target=self._unless_away, args=(self._purge,), name="purge", daemon=True).start()

    def close(self) -> None:
        """Lets go of the database; the next use opens it again."""
        with self._opening:
            if self._store:
                self._store.close()
            self._store = None

    def _open(self) -> EventStore:
        with self._opening:
            if self._store is None:
                self._store = open_store(self._settings.database_url)
            return self._store

    def _unless_away(self, work: Callable[[], None]) -> None:
        """A store that is away is left for the next time."""
        try:
            work()
        except StoreUnavailable as fault:
            log.warning("store_unavailable", extra={"detail": str(fault)})

    def _measure(self) -> None:
        self.is_full = self._open().measure_bytes() >= self._settings.max_database_mb << 20

    def _purge(self) -> None:
        age = timedelta(days=self._settings.retention_days)
        purged = purge(self._open(), age, ZoneInfo(self._settings.timezone))
        if purged.events:
            log.info("purged", extra={"detail": f"{purged.events} events of {purged.days} days"})
