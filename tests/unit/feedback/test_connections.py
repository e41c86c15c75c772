"""Who may hold a connection open, and who makes room."""

import pytest

from feedback_function.connections import Connections
from feedback_function.settings import read_settings

PROXIES = read_settings({"HC_TRUSTED_PROXIES": "10.0.0.0/8"}).trusted_proxies


class Line:
    """A connection that remembers whether it was closed."""

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


def open_lines(connections: Connections, *addresses: str) -> list[Line]:
    lines = [Line() for _ in addresses]
    for line, address in zip(lines, addresses, strict=True):
        connections.add(line, address)
    return lines


def list_closed(lines: list[Line]) -> list[int]:
    return [place for place, line in enumerate(lines) if line.is_closed]


def test_the_idlest_makes_room_for_the_next() -> None:
    lines = open_lines(Connections(8), *(f"192.0.2.{number}" for number in range(10)))
    assert list_closed(lines) == [0, 1]


def test_who_was_answered_last_is_the_least_idle() -> None:
    connections = Connections(8)
    lines = open_lines(connections, *(f"192.0.2.{number}" for number in range(8)))
    connections.work(lines[0])
    connections.rest(lines[0])
    connections.work(lines[1])
    open_lines(connections, "192.0.2.9")
    assert list_closed(lines) == [2]


def test_where_all_are_at_work_the_new_one_goes() -> None:
    connections = Connections(8)
    for line in (lines := open_lines(connections, *(f"192.0.2.{number}" for number in range(8)))):
        connections.work(line)
    assert open_lines(connections, "192.0.2.9")[0].is_closed
    assert list_closed(lines) == []
    connections.remove(lines[3])
    assert not open_lines(connections, "192.0.2.9")[0].is_closed


@pytest.mark.parametrize("addresses", [["192.0.2.1"] * 4, [f"2001:db8::{number}" for number in range(4)]])
def test_one_customer_has_an_eighth_and_closes_their_own(addresses: list[str]) -> None:
    connections = Connections(16)
    others = open_lines(connections, "198.51.100.1", "198.51.100.2")
    assert list_closed(open_lines(connections, *addresses)) == [0, 1]
    assert list_closed(others) == []


def test_a_proxy_of_ours_is_many_customers() -> None:
    assert list_closed(open_lines(Connections(16, PROXIES), *["10.0.0.1"] * 16)) == []


def test_a_connection_may_be_told_closed_twice() -> None:
    connections = Connections(8)
    [line] = open_lines(connections, "192.0.2.1")
    for _ in range(2):
        connections.remove(line)
    connections.rest(line)
    assert not open_lines(connections, "192.0.2.1")[0].is_closed
