"""The bytes of the index, one by one: what `bytes.js`, `dictionary.js` and `postings.js` read."""

import numpy as np
import pytest

from hc_builder.search.pack import (
    Entry,
    find_level,
    join_sorted,
    pack_column,
    pack_common_shard,
    pack_dictionary_shard,
    pack_number,
    pack_posting_shard,
    pack_postings,
    pack_text,
    pack_words,
)
from hc_builder.search.places import hash_word, scatter
from hc_builder.search.postings import Postings

FORM_BIT = 4  # as the browser knows it


@pytest.mark.parametrize(
    ("number", "packed"),
    [
        (0, "00"),
        (127, "7f"),
        (128, "8001"),
        (300, "ac02"),
        (16_383, "ff7f"),
        (16_384, "808001"),
        (2_097_151, "ffff7f"),
        (2_097_152, "80808001"),
        (268_435_455, "ffffff7f"),
        (268_435_456, "8080808001"),
    ],
)
def test_a_number_is_packed_seven_bits_a_byte(number: int, packed: str) -> None:
    assert pack_number(number).hex() == packed
    data, starts = pack_column(np.array([number, number], np.int64))
    assert data.hex() == packed * 2
    assert starts.tolist() == [0, len(packed) // 2, len(packed)]


def test_long_and_short_numbers_stand_one_after_the_other() -> None:
    data, starts = pack_column(np.array([1, 300, 2, 2_097_152, 3], np.int64))
    assert data.hex() == "01" + "ac02" + "02" + "80808001" + "03"
    assert starts.tolist() == [0, 1, 3, 4, 8, 9]


def test_text_is_preceded_by_its_length_in_bytes() -> None:
    assert pack_text("가") == b"\x03\xea\xb0\x80"


def test_words_are_told_by_what_they_share_with_the_one_before() -> None:
    assert pack_words(["ab", "abc", "abd", "b"]) == b"\x04" + b"\x00\x02\x02\x00" + pack_text("ab\nc\nd\nb")
    assert pack_words([]) == b"\x00\x00"


def test_no_word_shares_more_than_a_byte_can_tell() -> None:
    long = "a" * 300
    assert pack_words([long, long + "b"]) == b"\x02\x00\xff" + pack_text(f"{long}\n{'a' * 45}b")


def test_postings_are_columns_of_each_term() -> None:
    """Term 0 stands in documents 0, 2 and 3, term 1 in document 2 alone."""
    postings = Postings(
        ["a", "b"],
        [0, 0],
        np.array([0, 3, 4]),
        np.array([0, 2, 3, 2]),
        np.array([63, 1, 20, 5]),
        np.array([1 << 0, 1 << 29, 0b111, 1 << 9]),
        np.array([4, 9, 35, 9]),
        np.array([True, False, False, False]),
    )
    assert pack_postings(postings) == [
        bytes([3]) + bytes([0, 1, 0]) + bytes([63, 1, 20]) + bytes([0, 29, 30, 0b111]) + bytes([4, 35]),
        bytes([1]) + bytes([2]) + bytes([5]) + bytes([9]),
    ]


def find_list(shard: bytes, word: str) -> bytes:
    """As the browser finds it, in a shard of numbers below 128."""
    basis, groups = shard[:2]
    seeds, count, lengths = shard[2 : 2 + groups], shard[2 + groups], shard[3 + groups :]
    value = hash_word(word, basis)
    slot = scatter(value, 2 + seeds[scatter(value, 1, groups)], count)
    start = count + sum(lengths[:slot])
    return lengths[start : start + lengths[slot]]


@pytest.mark.parametrize("count", [1, 2, 3, 10, 90])
def test_a_list_of_postings_is_found_by_the_hash_of_its_term(count: int) -> None:
    lists = {f"말{number}": b"%d" % number for number in range(count)}
    shard = pack_posting_shard(lists)
    assert {word: find_list(shard, word) for word in lists} == lists


def test_a_shard_of_no_postings_has_neither_seeds_nor_lists() -> None:
    assert pack_posting_shard({}) == bytes(3)


def test_a_dictionary_tells_the_stems_of_forms_and_the_targets_of_phrases() -> None:
    entries = [Entry("ab", 8, 300, "ab"), Entry("abd", FORM_BIT | 1, 2, "abc"), Entry("c", 1, 1, "c")]
    synonyms = {"ab": [(60, ("c",)), (80, ("a", "c", "d"))]}
    columns = bytes([8, 5, 1]) + bytes([find_level(300), 8, 0])
    targets = b"\x02" + bytes([6 * 4 + 1, 1]) + bytes([8 * 4 + 3, 0, 1, 2])
    assert pack_dictionary_shard(entries, synonyms) == (
        pack_words(["ab", "abd", "c"])
        + columns
        + (b"\x02" + pack_text("c"))
        + pack_words(["ab"])
        + pack_words(["a", "c", "d"])
        + targets
    )


def test_common_words_carry_their_levels() -> None:
    entries = [Entry("a", 8, 300, "a"), Entry("b", 8, 2, "b")]
    assert pack_common_shard(entries) == pack_words(["a", "b"]) + bytes([find_level(300), 8])


def test_a_level_is_the_next_eighth_of_a_doubling() -> None:
    assert [find_level(documents) for documents in (1, 2, 3, 4, 1024)] == [0, 8, 13, 16, 80]
    assert find_level(1000) == find_level(1001)


def test_sorted_words_share_their_beginnings_by_a_capital_letter() -> None:
    assert join_sorted(["가", "가나", "가나다", "나", "a"]) == "A가B나C다A나Aa"
    assert join_sorted(["가" * 30, "가" * 30 + "나"]) == "A" + "가" * 30 + "Z" + "가" * 5 + "나"
