"""How much of bodies is held in memory at a time: they go to no file, where the customer's words would be in clear."""

from collections.abc import Iterator
from contextlib import contextmanager

from feedback_function.door import Message, Receive


class RoomFull(Exception):
    """Other bodies take all there is."""


class Room:
    """Of one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0

    @contextmanager
    def share(self, receive: Receive) -> Iterator[Receive]:
        """`receive`, whose bytes count until the block ends; only what has come counts, so a slow sender holds little.
        It raises `RoomFull`."""
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message = await receive()
            size = len(message.get("body", b""))
            taken += size
            self._held += size
            if self._held > self._most:
                raise RoomFull
            return message

        try:
            yield receive_counted
        finally:
            self._held -= taken
