"""The bytes of the index, one by one: what `bytes.js`, `dictionary.js` and `postings.js` read."""

import numpy as np
import pytest

from hc_builder.search.pack import (
    pack_column,
    pack_common_shard,
    pack_dictionary_shard,
    pack_number,
    pack_posting_shard,
    pack_postings,
    pack_text,
    pack_words,
)
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
        np.array([1 << 0, 1 << 29, 0b110, 1 << 9]),
        np.array([True, False, False, False]),
    )
    assert pack_postings(postings) == [
        bytes([3]) + bytes([0, 1, 0]) + bytes([63, 1, 20]) + bytes([0, 29, 30, 0b110]),
        bytes([1]) + bytes([2]) + bytes([5]) + bytes([9]),
    ]


def test_a_shard_of_postings_begins_with_their_lengths() -> None:
    assert pack_posting_shard([b"ab", b"", b"cde"]) == b"\x03\x02\x00\x03" + b"abcde"


def test_a_dictionary_counts_ids_up_but_names_those_of_forms() -> None:
    entries = [("a", 8, 300, 7), ("b", FORM_BIT | 1, 2, 99), ("c", 1, 1, 8)]
    synonyms = {"ab": [(60, (7,)), (80, (7, 8, 200))]}
    columns = bytes([8, 5, 1]) + pack_number(300) + b"\x02\x01" + b"\x63"
    targets = b"\x02" + bytes([6 * 4 + 1, 7]) + bytes([8 * 4 + 3, 7, 8]) + pack_number(200)
    assert pack_dictionary_shard(7, entries, synonyms) == (
        b"\x07" + pack_words(["a", "b", "c"]) + columns + pack_words(["ab"]) + targets
    )


def test_a_dictionary_out_of_step_with_its_ids_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        pack_dictionary_shard(0, [("a", 0, 1, 1)], {})


def test_common_words_carry_their_documents_and_ids() -> None:
    entries = [("a", 8, 300, 7), ("b", 8, 2, 9)]
    assert pack_common_shard(entries) == pack_words(["a", "b"]) + pack_number(300) + b"\x02" + b"\x07\x09"
