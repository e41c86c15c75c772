"""Bodies share a room of memory, and leave it."""

import asyncio

import pytest

from feedback_function.inquiry.room import Room, RoomFull


def make_receive(size):
    async def receive():
        return {"type": "http.request", "body": bytes(size), "more_body": True}

    return receive


def test_what_has_come_counts_until_its_block_ends():
    async def play():
        room = Room(10)
        with room.share(make_receive(6)) as first:
            await first()
            with room.share(make_receive(3)) as second:
                await second()
                with pytest.raises(RoomFull):
                    await second()
            with room.share(make_receive(4)) as third:
                await third()
        with room.share(make_receive(10)) as whole:
            await whole()

    asyncio.run(play())
