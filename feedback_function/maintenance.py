"""The store of a running endpoint: opened when it can be, measured, and purged of old events on time."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feedback_function.database import StoreUnavailable
from feedback_function.events import Event
from feedback_function.fair_share import NEARLY_FULL
from feedback_function.retention import build_counting, purge
from feedback_function.settings import EndpointSettings
from feedback_function.stats import Stats, compute_stats
from feedback_function.store import EventStore, open_store

SIZE_SECONDS = 1
LIVE_SECONDS = 20
PURGE_SECONDS = 3600
BEAT_SECONDS = 1
FAILED_SECONDS = 30
RATES_SECONDS = 300
RATES_WINDOW = timedelta(days=1)

log = logging.getLogger("hc.feedback")


class MaintainedStore:
    """The store of one process. Every method may be called from any thread."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._counting = build_counting(settings)
        self._most_bytes = max(1, settings.max_database_mb << 20)
        self._store: EventStore | None = None
        self._folder: Path | None = None
        self._opening = threading.Lock()
        self._beating = threading.Lock()
        self._beaten = -float(BEAT_SECONDS)
        self._failed = -float(FAILED_SECONDS)
        self._measured = -float(SIZE_SECONDS)
        self._measured_live = -float(LIVE_SECONDS)
        self._purged = -float(PURGE_SECONDS)
        self._computing = threading.Lock()
        self._computed = -float(RATES_SECONDS)
        self._aside: dict[str, threading.Thread] = {}
        self.fullness = 0.0

    @property
    def is_full(self) -> bool:
        """Whether no more events are taken."""
        return self.fullness >= 1

    def write(self, events: Sequence[Event]) -> list[Event]:
        """Store `events` and return those that were stored before; only where there are any does that take a query.

        Raises `StoreUnavailable`.
        """
        store = self._open()
        if self._append(store, events) == len(events):
            return []
        try:
            return store.find_copies(events)
        except StoreUnavailable as fault:  # they are stored all the same, so nothing may be refused any more
            log.warning("store_unavailable", extra={"detail": str(fault)})
            return []

    def _append(self, store: EventStore, events: Sequence[Event]) -> int:
        try:
            stored = store.append(events)
        except StoreUnavailable:
            self._failed = time.monotonic()
            raise
        self._failed = -float(FAILED_SECONDS)
        return stored

    def open(self) -> EventStore:
        """The database, for other tables of it. Raises `StoreUnavailable`."""
        return self._open()

    def beat(self) -> None:
        """Write the heartbeat, at most once every `BEAT_SECONDS`. Raises `StoreUnavailable`, also where events could
        not be stored a moment ago: on a full disk there may be room for a heartbeat."""
        if time.monotonic() - self._failed < FAILED_SECONDS:
            raise StoreUnavailable("events could not be stored a moment ago")
        with self._beating:
            if time.monotonic() - self._beaten >= BEAT_SECONDS:
                self._open().beat()
                self._beaten = time.monotonic()

    def compute_rates(self) -> Stats | None:
        """The numbers of the last 24 hours, or None while those computed less than `RATES_SECONDS` ago will do:
        they read every event of the day. Raises `StoreUnavailable`."""
        with self._computing:
            if time.monotonic() - self._computed < RATES_SECONDS:
                return None
            now = datetime.now(UTC)
            stats = compute_stats(self._open(), now - RATES_WINDOW, None, self._settings.zone, self._settings.limits)
            self._computed = time.monotonic()
            return stats

    def tend(self) -> None:
        """Measure the store and purge it, each when due; what takes long has its own thread: events need not wait."""
        now = time.monotonic()
        if now - self._measured >= SIZE_SECONDS:
            self._measured = now
            self._if_reachable(self._measure)
        if self._settings.retention_days and now - self._purged >= PURGE_SECONDS:
            self._purged = now
            self._do_aside(self._purge)

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        with self._opening:
            if self._store:
                self._store.close()
            self._store = None

    def _open(self) -> EventStore:
        """A file that was deleted is made anew; where its folder is gone too, a disk is away, and is waited for."""
        with self._opening:
            if self._store and self._store.is_moved:
                self._store.close()
                self._store = None
            if self._store is None:
                is_there = self._folder is None or self._folder.exists()
                self._store = open_store(self._settings.database_url, self._settings.days, create=is_there)
                self._folder = self._store.folder
            return self._store

    def _if_reachable(self, work: Callable[[], None]) -> None:
        """If the store is unreachable, try again next time."""
        try:
            work()
        except StoreUnavailable as fault:
            log.warning("store_unavailable", extra={"detail": str(fault)})

    def _measure(self) -> None:
        store = self._open()
        fullness = store.measure_bytes() / self._most_bytes
        if store.shrinks or fullness < NEARLY_FULL:
            self.fullness = fullness
        elif time.monotonic() - self._measured_live >= LIVE_SECONDS:
            self._measured_live = time.monotonic()
            self._do_aside(self._measure_live)

    def _measure_live(self) -> None:
        self.fullness = self._open().measure_live_bytes() / self._most_bytes

    def _do_aside(self, work: Callable[[], None]) -> None:
        """Unless it still does it since last time."""
        before = self._aside.get(work.__name__)
        if before is None or not before.is_alive():
            thread = threading.Thread(target=self._if_reachable, args=(work,), name=work.__name__, daemon=True)
            self._aside[work.__name__] = thread
            thread.start()

    def _purge(self) -> None:
        age = timedelta(days=self._settings.retention_days)
        purged = purge(self._open(), age, self._counting)
        self._measured_live = -float(LIVE_SECONDS)
        if purged.events:
            log.info("purged", extra={"detail": f"{purged.events} events of {purged.days} days"})
