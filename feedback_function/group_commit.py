"""One thread writes for all requests: everything queued goes to disk in one commit, then every waiter is told.

Durability costs one commit per group, not per request. The queue is bounded; a full one refuses at once.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from feedback_function.database import StoreUnavailable
from feedback_function.events import Event

MAX_GROUP = 2000
TEND_SECONDS = 5


class QueueFull(Exception):
    """The queue is at its capacity."""


@dataclass
class Submission:
    """The events of one request, and who waits for them."""

    events: Sequence[Event]
    loop: asyncio.AbstractEventLoop
    copies: Sequence[Event] = ()
    done: asyncio.Future[Sequence[Event]] = field(init=False)

    def __post_init__(self) -> None:
        self.done = self.loop.create_future()

    def settle(self, fault: StoreUnavailable | None) -> None:
        """Resolve the waiter's future, if it still waits. Runs in the loop."""
        if self.done.done():
            return
        if fault is None:
            self.done.set_result(self.copies)
        else:
            self.done.set_exception(fault)


class GroupCommit:
    """Hands the events of many requests to `write`, which returns once they are durable or raises `StoreUnavailable`.
    It returns those that were stored before, if any.

    `tend()` is called in the same thread between groups and at least every `TEND_SECONDS`; `observe(seconds, events)`
    is called after every commit.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Event]], Sequence[Event] | None],
        capacity: int,
        tend: Callable[[], None] = lambda: None,
        observe: Callable[[float, int], None] = lambda seconds, events: None,
    ) -> None:
        self._write = write
        self._tend = tend
        self._capacity = capacity
        self._observe = observe
        self._wake = threading.Condition()
        self._waiting: list[Submission] = []
        self._count = 0
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def waiting_events(self) -> int:
        """Events in the queue."""
        return self._count

    async def commit(self, events: Sequence[Event]) -> Sequence[Event]:
        """Returns when `events` are durable, with those that were stored before. Raises `QueueFull` or
        `StoreUnavailable`."""
        submission = Submission(events, asyncio.get_running_loop())
        with self._wake:
            if self._count + len(events) > self._capacity:
                raise QueueFull
            self._start()
            self._waiting.append(submission)
            self._count += len(events)
            self._wake.notify()
        return await submission.done

    def start(self) -> None:
        """Start the thread; `commit` starts it too if needed."""
        with self._wake:
            self._start()

    def close(self) -> None:
        """Flush the queue, then end the thread. `commit` starts it again."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread:
            self._thread.join()

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._closing = False
            self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        self._tend()
        while (group := self._take()) or not self._closing:
            if group:
                fault = self._store(group)
                for loop in {submission.loop for submission in group}:
                    _tell(loop, [each for each in group if each.loop is loop], fault)
            self._tend()

    def _take(self) -> list[Submission]:
        """The next group, of up to about `MAX_GROUP` events; empty after `TEND_SECONDS` or when closing."""
        with self._wake:
            if not self._waiting and not self._closing:
                self._wake.wait(TEND_SECONDS)
            end = _find_group_end(self._waiting)
            group, self._waiting = self._waiting[:end], self._waiting[end:]
            return group

    def _store(self, group: list[Submission]) -> StoreUnavailable | None:
        events = [event for submission in group for event in submission.events]
        started = time.perf_counter()
        try:
            _share_out(self._write(events) or (), group)
        except StoreUnavailable as fault:
            return fault
        except Exception as fault:  # of any kind: waiters must not hang and the thread must survive
            return StoreUnavailable(f"{type(fault).__name__}")
        finally:
            with self._wake:
                self._count -= len(events)
        self._observe(time.perf_counter() - started, len(events))
        return None


def _find_group_end(waiting: list[Submission]) -> int:
    size = 0
    for end, submission in enumerate(waiting, start=1):
        size += len(submission.events)
        if size >= MAX_GROUP:
            return end
    return len(waiting)


def _share_out(copies: Sequence[Event], group: list[Submission]) -> None:
    """By identity: of two equal events, sent at once, one is the copy."""
    places = {id(event) for event in copies}
    for submission in group if places else ():
        submission.copies = [event for event in submission.events if id(event) in places]


def _tell(loop: asyncio.AbstractEventLoop, group: list[Submission], fault: StoreUnavailable | None) -> None:
    def settle() -> None:
        for submission in group:
            submission.settle(fault)

    if not loop.is_closed():
        loop.call_soon_threadsafe(settle)
