"""One client can't close the endpoint for all."""

from datetime import date

import pytest

from feedback_function.fair_share import FLOOR_BYTES, NEARLY_FULL, FairShare

TODAY, TOMORROW = date(2026, 6, 15), date(2026, 6, 16)
QUOTA = 2048 << 20


def make_shares(**taken: int) -> FairShare:
    shares = FairShare(QUOTA)
    shares.allows("first", TODAY, 0)
    for client, size in taken.items():
        shares.count(client, size)
    return shares


def test_a_client_may_fill_a_twentieth_of_the_room_a_day() -> None:
    shares = make_shares(greedy=QUOTA // 20 + 1, busy=QUOTA // 20 - 1)
    assert not shares.allows("greedy", TODAY, 0.1)
    assert shares.allows("busy", TODAY, 0.1)
    assert shares.allows("greedy", TOMORROW, 0.1)


def test_where_room_is_short_who_took_far_more_than_others_waits() -> None:
    others = {f"customer{number}": 4_000 for number in range(9)}
    shares = make_shares(greedy=2 * FLOOR_BYTES, **others)
    assert shares.allows("greedy", TODAY, NEARLY_FULL - 0.01)
    assert not shares.allows("greedy", TODAY, NEARLY_FULL)
    assert all(shares.allows(client, TODAY, 0.99) for client in [*others, "somebody new"])


def test_where_everybody_sends_much_nobody_is_far_above() -> None:
    shares = make_shares(**{f"customer{number}": 2 * FLOOR_BYTES for number in range(5)}, busy=20 * FLOOR_BYTES)
    assert shares.allows("busy", TODAY, 0.9)


@pytest.mark.parametrize("quota", [1 << 20, 1 << 40])
def test_a_small_database_refuses_nobody_their_first_megabyte(quota: int) -> None:
    shares = FairShare(quota)
    shares.allows("customer", TODAY, 0)
    shares.count("customer", FLOOR_BYTES)
    assert shares.allows("customer", TODAY, 0.99)


def test_of_very_many_clients_the_largest_are_remembered() -> None:
    shares = make_shares(greedy=QUOTA)
    for number in range(100_001):
        shares.count(str(number), 1)
    assert not shares.allows("greedy", TODAY, 0)
