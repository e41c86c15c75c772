"""What an endpoint has stored, for tests of what sends to it behind their backs."""

import time
from collections.abc import Callable

from feedback_function.events import Event
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store


def wait_for_events(settings: EndpointSettings, number: int, is_meant: Callable[[Event], bool]) -> list[Event]:
    """At least so many of those that are meant, in the order in which they came."""
    store = open_store(settings.database_url, settings.days)
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            found = [event for event in store.read() if is_meant(event)]
            if len(found) >= number:
                return found
            time.sleep(0.05)
    finally:
        store.close()
    raise AssertionError(f"{len(found)} events")
