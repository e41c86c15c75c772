"""A help center that runs, and what its endpoint has stored."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from feedback_function.events import Event
from feedback_function.store import open_store

_READ_SESSION = "JSON.parse(sessionStorage.getItem('hc-session') ?? '{}').id"


@dataclass(frozen=True)
class Site:
    """A running help center; `events` are those its endpoint has stored."""

    url: str
    database_url: str

    @property
    def events(self) -> list[Event]:
        return list(open_store(self.database_url).read())

    def wait_for(self, page: Page, wanted: Callable[[Event], bool], seconds: float = 10) -> Event:
        """The first stored event of this page's own visit that is wanted; fails when none comes in time.

        Tests of a module share a database, so another test's event may be stored before this one's or arrive late.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            session = page.evaluate(_READ_SESSION)
            mine = [event for event in self.events if event.session == session]
            if found := next(filter(wanted, mine), None):
                return found
            page.wait_for_timeout(100)
        raise AssertionError(f"no such event in {self.events}")
