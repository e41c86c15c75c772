"""Who may hold a connection open: so many in all, so many of one customer, and the idlest make room for new ones."""

import sys
from collections import Counter
from typing import Protocol

from feedback_function.addresses import is_trusted, list_networks
from feedback_function.settings import Network

BACKLOG = 128
"""Connections that may wait to be accepted; as many are accepted at once, before any makes room."""
SPARE_DESCRIPTORS = 2 * BACKLOG
"""Of the process: for those just accepted, and for the database, the log and what else is open."""
SHARE_OF_ONE = 8
"""One customer may hold this part of all connections; behind a carrier's address there may be many."""


class Closable(Protocol):
    """A connection, as far as this needs one."""

    def close(self) -> None: ...


class Connections:
    """The open connections, at most `most`. Proxies of ours, `trusted`, hold as many as they need."""

    def __init__(self, most: int, trusted: tuple[Network, ...] = ()) -> None:
        self._most = most
        self._most_of_one = max(1, most // SHARE_OF_ONE)
        self._trusted = trusted
        self._holders: dict[Closable, str] = {}
        self._held: Counter[str] = Counter()
        self._idle: dict[Closable, str] = {}

    def add(self, connection: Closable, address: str) -> None:
        """Takes a new connection, idle for now. Where that is one too many the idlest is closed, or, if all are at
        work, this one."""
        holder = "" if is_trusted(address, self._trusted) else list_networks(address)[0]
        self._holders[connection] = holder
        self._held[holder] += 1
        if holder and self._held[holder] > self._most_of_one:
            self._close(self._find_idlest(holder) or connection)
        elif len(self._holders) > self._most:
            self._close(self._find_idlest() or connection)
        if connection in self._holders:
            self._idle[connection] = holder

    def work(self, connection: Closable) -> None:
        """It has sent a whole head, and waits for an answer."""
        self._idle.pop(connection, None)

    def rest(self, connection: Closable) -> None:
        """It has its answer, and is the least idle."""
        if connection in self._holders:
            self._idle.pop(connection, None)
            self._idle[connection] = self._holders[connection]

    def remove(self, connection: Closable) -> None:
        """It is closed; also if that was told before."""
        self._idle.pop(connection, None)
        if (holder := self._holders.pop(connection, None)) is not None:
            self._held[holder] -= 1
            if not self._held[holder]:
                del self._held[holder]

    def _find_idlest(self, holder: str | None = None) -> Closable | None:
        return next((one for one, its in self._idle.items() if holder in (None, its)), None)

    def _close(self, connection: Closable) -> None:
        self.remove(connection)
        connection.close()


def raise_descriptor_limit(wanted: int) -> int:
    """How many connections the system lets this process hold, at most `wanted`; raises the soft limit as far as the
    hard one allows."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + SPARE_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, soft - SPARE_DESCRIPTORS))
