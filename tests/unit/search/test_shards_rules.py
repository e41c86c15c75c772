"""Where an index is cut into files, and what the manifest tells of them."""

import json

from hc_builder.search.pack import pack_dictionary_shard
from hc_builder.search.shards import Entry, Shard, cut_rows, cut_words, name_shards

FORM_BIT = 4  # as the browser knows it


def make_words(count: int) -> list[Entry]:
    """Words of beginnings of their own."""
    return [(chr(0xAC00 + number) + "가", 0, 1, number) for number in range(count)]


def count_shards(shards: dict[str, list[Shard]]) -> tuple[int, int]:
    return len(shards["d"]), len(shards["p"])


def test_up_to_forty_thousand_bytes_dictionary_and_postings_are_a_file_each() -> None:
    assert count_shards(cut_words([], {}, [b"x" * 1000] * 40)) == (0, 1)
    assert count_shards(cut_words([], {}, [b"x" * 1000] * 40 + [b"x"])) == (0, 41)


def test_a_word_counts_six_bytes_and_a_phrase_twelve() -> None:
    rest = 40_000 - 6 * 10 - 12 * 5
    phrases = {f"{chr(0xAC00 + number)}나": [(60, (0,))] for number in range(5)}
    assert count_shards(cut_words(make_words(10), phrases, [b"x" * 100, b"x" * (rest - 100)])) == (1, 1)
    assert count_shards(cut_words(make_words(10), phrases, [b"x" * 100, b"x" * (rest - 99)])) == (1, 1)
    assert count_shards(cut_words(make_words(10), phrases, [b"x" * 1000, b"x" * (rest - 999)])) == (1, 2)


def test_a_dictionary_is_cut_at_two_thousand_bytes_between_beginnings() -> None:
    shards = cut_words(make_words(700), {}, [b"x" * 40_000])["d"]
    assert [shard.first for shard in shards] == [make_words(700)[place][0] for place in (0, 334, 668)]
    assert shards[1].data == pack_dictionary_shard(334, make_words(700)[334:668], {})


def test_phrases_fill_a_dictionary_too_and_lie_with_words_of_their_beginning() -> None:
    phrases = {f"{chr(0xAC00 + number)}나": [(60, (0,))] for number in range(250)}
    shards = cut_words([], phrases, [b"x" * 40_000])["d"]
    assert [shard.first for shard in shards] == ["가나", chr(0xAC00 + 167) + "나"]
    words: list[Entry] = [("가가", 0, 1, 0), ("가나", 0, 1, 1)]
    [both] = cut_words(words, {"가나다": [(60, (0,))]}, [b"x"])["d"]
    assert both.data == pack_dictionary_shard(0, words, {"가나다": [(60, (0,))]})


def test_words_of_one_beginning_are_never_cut_apart() -> None:
    words: list[Entry] = [(f"가나{number:04}", 0, 1, number) for number in range(500)]
    assert len(cut_words([*words, ("나나", 0, 1, 500)], {}, [b"x" * 40_000])["d"]) == 2


def test_a_beginning_is_two_characters() -> None:
    words: list[Entry] = [(f"가나{chr(0xAC00 + number)}", 0, 1, number) for number in range(400)]
    assert [shard.first for shard in cut_words(words, {}, [b"x" * 40_000])["d"]] == ["가나"]


def test_forms_take_no_id_of_the_next_file() -> None:
    words: list[Entry] = [(f"가나{number:04}", FORM_BIT * (number % 2), 1, number // 2) for number in range(400)]
    [_, last] = cut_words([*words, ("나나", 0, 1, 200)], {}, [b"x" * 40_000])["d"]
    assert last.data == pack_dictionary_shard(200, [("나나", 0, 1, 200)], {})


def test_postings_are_cut_at_a_thousand_bytes_and_known_by_their_first_term() -> None:
    shards = cut_words([], {}, [b"x" * 400] * 5 + [b"y" * 40_000])["p"]
    assert [shard.first for shard in shards] == [0, 3]
    assert shards[1].data.endswith(b"y")


def test_rows_are_json_cut_at_eight_hundred_bytes() -> None:
    shards = cut_rows(["x" * 398, "y" * 398, "가"])
    assert [(shard.first, json.loads(shard.data)) for shard in shards] == [(0, ["x" * 398, "y" * 398]), (2, ["가"])]
    assert "가".encode() in shards[1].data
    assert len(cut_rows(["x" * 397, "y" * 398, "z"])) == 1


def test_the_manifest_tells_where_to_look() -> None:
    shards = {
        "d": [Shard("가", b"1"), Shard("나", b"2")],
        "p": [Shard(0, b"3"), Shard(5, b"4"), Shard(7, b"5")],
        "m": [Shard(0, b"6")],
        "a": [Shard(0, b"7"), Shard(10, b"8")],
    }
    files = name_shards({"lang": "ko"}, shards)
    manifest = json.loads(files["index.json"])
    build = manifest.pop("build")
    assert len(build) == 10
    assert manifest == {
        "lang": "ko",
        "whole": False,
        "words": ["가", "나"],
        "lists": [0, 5, 2],
        "articles": [0, 10],
    }
    assert {name: data for name, data in files.items() if name != "index.json"} == {
        f"{name}-{build}.bin": str(number + 1).encode()
        for number, name in enumerate(("d0", "d1", "p0", "p1", "p2", "m0", "a0", "a1"))
    }


def test_an_index_is_whole_when_dictionary_and_postings_are_one_file_each() -> None:
    def is_whole(dictionary: int, postings: int) -> bool:
        shards = {"d": [Shard("가", b"")] * dictionary, "p": [Shard(0, b"")] * postings, "a": [Shard(0, b"")]}
        return bool(json.loads(name_shards({}, shards)["index.json"])["whole"])

    assert [is_whole(1, 1), is_whole(2, 1), is_whole(1, 2), is_whole(2, 2)] == [True, False, False, False]


def test_whatever_changes_changes_the_name_of_the_build() -> None:
    def build(head: str, data: bytes) -> str:
        shards = {"d": [Shard("가", data)], "p": [Shard(0, b"")], "a": [Shard(0, b"")]}
        return str(json.loads(name_shards({"lang": head}, shards)["index.json"])["build"])

    assert len({build("ko", b"1"), build("ko", b"2"), build("en", b"1")}) == 3
    assert build("ko", b"1") == build("ko", b"1")
