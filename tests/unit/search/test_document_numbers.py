"""Hashes that Python and the browser compute alike, and numbers that hardly move."""

import pytest

from hc_builder.search.places import find_slots, hash_word, number_documents, scatter


def test_a_hash_is_fnv_1a_over_utf16_units_and_seeds_scatter_it() -> None:
    """`tests/js/places.test.js` holds the browser to the same figures."""
    assert [hash_word(word) for word in ("", "a", "배송비")] == [0, 1627429043, 973700389]
    assert hash_word("a", 1) != hash_word("a")
    assert [scatter(973700389, seed, 1_000) for seed in range(4)] == [334, 169, 477, 312]
    assert scatter(0xFFFFFFFF, 0, 7) < 7


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 500])
def test_every_word_has_a_slot_of_its_own(count: int) -> None:
    _, _, slots = find_slots([f"말{number}" for number in range(count)])
    assert len(set(slots)) == count
    assert max(slots, default=0) <= count + count // 3


@pytest.mark.parametrize("count", [0, 1, 2, 767, 768, 3_000])
def test_numbers_are_distinct_and_leave_some_room(count: int) -> None:
    numbers = number_documents(map(str, range(count)))
    assert len(set(numbers.values())) == count
    assert max(numbers.values(), default=0) < 3 * max(1, count)


def test_numbers_do_not_depend_on_the_order_of_the_articles() -> None:
    ids = [f"a/{number}" for number in range(500)]
    assert number_documents(ids) == number_documents(reversed(ids))


def test_an_article_more_moves_few_others() -> None:
    ids = [f"a/{number}" for number in range(1_000)]
    before = number_documents(ids)
    moved = []
    for place in range(100):
        after = number_documents([*ids, f"b/{place}"])
        moved.append(sum(after[id] != before[id] for id in ids))
    assert sum(moved) / len(moved) < 2
