"""How many events go to disk at once, who hears of it, and what is tended between."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from feedback_function.database import StoreUnavailable
from feedback_function.group_commit import MAX_GROUP, TEND_SECONDS, GroupCommit, QueueFull


class Disk:
    """Writes when let."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.began, self.may_write = threading.Event(), threading.Event()

    def write(self, events: Sequence[Any]) -> None:
        self.began.set()
        self.may_write.wait(5)
        self.sizes.append(len(events))


async def commit_behind(writer: GroupCommit, disk: Disk, *sizes: int) -> None:
    """Commits of `sizes`, all of which wait while the first is being written."""
    tasks = []
    for size in sizes:
        tasks.append(asyncio.create_task(writer.commit([0] * size)))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        assert await asyncio.to_thread(disk.began.wait, 5)
    disk.may_write.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((1, 1000, 999, 1, 5), [1, 2000, 5]),  # a group ends with the request that fills it
        ((1, 1000, 1500, 5), [1, 2500, 5]),
        ((1, 1000, 999), [1, 1999]),
        ((1, 2000, 1), [1, 2000, 1]),
    ],
)
def test_a_group_is_closed_at_two_thousand_events(sizes: tuple[int, ...], groups: list[int]) -> None:
    disk = Disk()
    writer = GroupCommit(disk.write, 10_000)
    asyncio.run(commit_behind(writer, disk, *sizes))
    writer.close()
    assert (disk.sizes, MAX_GROUP, TEND_SECONDS) == (groups, 2000, 5)


def test_a_queue_may_be_filled_to_the_last_event() -> None:
    disk = Disk()
    disk.may_write.set()
    writer = GroupCommit(disk.write, 3)
    asyncio.run(writer.commit([1, 2, 3]))  # type: ignore[list-item]
    with pytest.raises(QueueFull):
        asyncio.run(writer.commit([1, 2, 3, 4]))  # type: ignore[list-item]
    assert writer.waiting_events == 0
    writer.close()


def test_every_commit_is_observed_with_its_events_and_a_failed_one_is_not() -> None:
    observed: list[tuple[float, int]] = []
    faults = [StoreUnavailable("away")]

    def write(events: Sequence[Any]) -> None:
        if faults:
            raise faults.pop()

    writer = GroupCommit(write, 10, observe=lambda seconds, events: observed.append((seconds, events)))
    with pytest.raises(StoreUnavailable, match="away"):
        asyncio.run(writer.commit([1, 2]))  # type: ignore[list-item]
    assert writer.waiting_events == 0
    asyncio.run(writer.commit([1, 2, 3]))  # type: ignore[list-item]
    writer.close()
    [(seconds, events)] = observed
    assert events == 3
    assert 0 <= seconds < 5


def test_an_unforeseen_fault_is_told_by_its_kind_alone() -> None:
    def write(events: Sequence[Any]) -> None:
        raise KeyError("what the customer typed")

    writer = GroupCommit(write, 10)
    with pytest.raises(StoreUnavailable) as caught:
        asyncio.run(writer.commit([1]))  # type: ignore[list-item]
    writer.close()
    assert "KeyError" in str(caught.value)
    assert "typed" not in str(caught.value)


def test_it_tends_at_the_start_and_after_each_group_and_rests_between() -> None:
    tended: list[int] = []
    written: list[int] = []
    writer = GroupCommit(lambda events: written.append(len(events)), 10, tend=lambda: tended.append(len(written)))
    asyncio.run(writer.commit([1]))  # type: ignore[list-item]
    writer.close()
    assert tended == [0, 1]


def test_a_closed_writer_starts_again_with_the_next_commit() -> None:
    written: list[int] = []
    writer = GroupCommit(lambda events: written.append(len(events)), 10)
    writer.close()
    for _ in range(2):
        asyncio.run(writer.commit([1]))  # type: ignore[list-item]
        writer.close()
    assert written == [1, 1]


def test_it_starts_once_and_ends_when_closed() -> None:
    writer = GroupCommit(lambda events: None, 10)
    writer.start()
    writer.start()
    assert [thread.name for thread in threading.enumerate()].count("group-commit") == 1
    writer.close()
    assert [thread.name for thread in threading.enumerate()].count("group-commit") == 0
