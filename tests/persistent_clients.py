"""Clients that do not give up, for endpoints that are killed under load."""

import http.client
import random
import threading
import time
from collections import Counter

from event_samples import make_body, make_event

from feedback_function.store import open_store


class Clients:
    """Threads that send batches, each again and again until it is answered 202."""

    def __init__(self, ports, count):
        self.sent, self.stored, self.statuses = set(), set(), Counter()
        self._ports = ports
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def wait_for(self, more, seconds=30):
        """Until `more` events than now are answered."""
        wanted, deadline = len(self.stored) + more, time.monotonic() + seconds
        while len(self.stored) < wanted:
            assert time.monotonic() < deadline, f"the endpoint stores nothing; it answered {self.statuses}"
            time.sleep(0.005)

    def wait_for_refusals(self, count, seconds=20):
        """Until `count` batches were told that they cannot be stored."""
        deadline = time.monotonic() + seconds
        while self.statuses[503] < count:
            assert time.monotonic() < deadline, f"nothing is refused; the endpoint answered {self.statuses}"
            time.sleep(0.01)

    def _run(self):
        while not self._stop.is_set():
            events = [make_event() for _ in range(3)]
            ids = {event["id"] for event in events}
            self.sent |= ids
            body = make_body(*events)
            while not self._stop.is_set():
                status = self._send(body)
                self.statuses[status] += 1
                if status == 202:
                    self.stored |= ids
                    break
                time.sleep(0.01)

    def _send(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", random.choice(self._ports), timeout=15)
        try:
            connection.request("POST", "/v1/events", body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def check_stored(clients, database_url):
    """Everything answered 202 is there, nothing is there twice, and nothing that nobody sent."""
    ids = [str(event.id) for event in open_store(database_url).read()]
    assert clients.stored <= set(ids)
    assert len(ids) == len(set(ids))
    assert set(ids) <= clients.sent
