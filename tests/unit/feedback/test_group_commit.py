import asyncio
import threading

import pytest

from feedback_function.database import StoreUnavailable
from feedback_function.group_commit import GroupCommit, QueueFull


class Disk:
    """Stands where the store does: writes when let, and can fail."""

    def __init__(self):
        self.groups = []
        self.began = threading.Event()
        self.may_write = threading.Event()
        self.fault = None

    def write(self, events):
        self.began.set()
        self.may_write.wait(5)
        if self.fault:
            raise self.fault
        self.groups.append(list(events))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def writer(disk):
    writer = GroupCommit(disk.write, capacity=100)
    yield writer
    disk.may_write.set()
    writer.close()


async def start_and_wait(writer, disk, *batches):
    """Commits under way, all but the first queued behind it: the disk has begun to write the first."""
    tasks = []
    for batch in batches:
        tasks.append(asyncio.create_task(writer.commit(batch)))
        await asyncio.sleep(0)  # the commit runs up to where it waits
        assert await asyncio.to_thread(disk.began.wait, 5)
    return tasks


def test_requests_that_wait_share_one_commit(writer, disk):
    async def scenario():
        tasks = await start_and_wait(writer, disk, [1], [2, 3], [4])
        disk.may_write.set()
        await asyncio.gather(*tasks)

    asyncio.run(scenario())
    assert disk.groups == [[1], [2, 3, 4]]


def test_nobody_hears_of_a_commit_before_it_is_done(writer, disk):
    async def scenario():
        (task,) = await start_and_wait(writer, disk, [1])
        assert not task.done()
        disk.may_write.set()
        await task

    asyncio.run(scenario())


def test_a_full_queue_refuses_at_once_and_drains(writer, disk):
    async def scenario():
        tasks = await start_and_wait(writer, disk, [0] * 60, [0] * 40)
        with pytest.raises(QueueFull):
            await writer.commit([1])
        assert writer.waiting_events == 100
        disk.may_write.set()
        await asyncio.gather(*tasks)
        await writer.commit([1])
        assert writer.waiting_events == 0

    asyncio.run(scenario())


def test_each_request_hears_which_of_its_own_events_were_stored_before():
    event, copy, other = ({"id": 1}, {"id": 1}, {"id": 2})
    writer = GroupCommit(lambda events: [each for each in events if each is copy or each is other], capacity=10)

    async def scenario():
        return await asyncio.gather(*(writer.commit(each) for each in ([event], [copy, event], [other], [event])))

    heard = [list(copies) for copies in asyncio.run(scenario())]
    writer.close()
    assert heard == [[], [copy], [other], []]
    assert heard[1][0] is copy


@pytest.mark.parametrize("fault", [StoreUnavailable("full"), RuntimeError("unforeseen")])
def test_a_fault_reaches_every_waiter_and_the_next_commit_works(writer, disk, fault):
    async def scenario():
        disk.fault = fault
        tasks = await start_and_wait(writer, disk, [1], [2])
        disk.may_write.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(result) for result in results] == [StoreUnavailable] * 2
        disk.fault = None
        await writer.commit([3])

    asyncio.run(scenario())
    assert disk.groups == [[3]]


def test_a_waiter_that_gave_up_disturbs_nobody(writer, disk):
    async def scenario():
        first, second = await start_and_wait(writer, disk, [1], [2])
        first.cancel()
        disk.may_write.set()
        await second

    asyncio.run(scenario())
    assert disk.groups == [[1], [2]]


def test_closing_writes_what_waits(disk):
    writer = GroupCommit(disk.write, capacity=10)

    async def scenario():
        tasks = await start_and_wait(writer, disk, [1], [2])
        disk.may_write.set()
        await asyncio.to_thread(writer.close)
        await asyncio.gather(*tasks)

    asyncio.run(scenario())
    assert disk.groups == [[1], [2]]
