"""A help center that runs, and what its endpoint has stored."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from feedback_function.events import Event
from feedback_function.store import open_store

_READ_SESSION = "JSON.parse(sessionStorage.getItem('hc-session') ?? '{}').id"


_REFERENCE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")


def read_reference(page: Page) -> str:
    """The number of an inquiry, once the page says it."""
    said = page.get_by_text(_REFERENCE).first
    expect(said).to_be_visible()
    (reference,) = _REFERENCE.findall(said.inner_text())
    return reference


def search(page: Page, query: str) -> None:
    """As who types it and presses Enter, on any page with a box."""
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="궁금한 점을 검색하세요"))
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")


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
