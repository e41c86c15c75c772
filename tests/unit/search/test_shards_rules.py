"""Where an index is cut into files, how they are named, and what the manifest tells of them."""

import json
import random
from collections.abc import Mapping, Sequence

import pytest

from hc_builder.search.pack import Entry, Phrases, pack_dictionary_shard, pack_posting_shard
from hc_builder.search.shards import (
    Shard,
    batch_by_size,
    build_manifest,
    cut_words,
    find_size,
    name_articles,
    name_shard,
    name_table,
    pack_shard,
)

FORM_BIT = 4  # as the browser knows it


def make_words(count: int) -> list[Entry]:
    """Words of beginnings of their own."""
    return [Entry(word, 0, 1, word) for word in (chr(0xAC00 + number) + "가" for number in range(count))]


def make_lists(entries: list[Entry], size: int) -> dict[str, bytes]:
    return {entry.word: b"x" * size for entry in entries}


def cut_shards(entries: Sequence[Entry], phrases: Phrases, lists: Mapping[str, bytes]) -> list[Shard]:
    pieces, is_whole = cut_words(entries, phrases, lambda: sum(map(len, lists.values())))
    return [pack_shard(piece, {term: lists[term] for term in piece.list_terms()}, is_whole) for piece in pieces]


def name_files(
    head: dict[str, object], shards: Sequence[Shard], articles: Mapping[int, str], common: bytes, groups: bytes
) -> dict[str, bytes]:
    """All files of an index; `articles` by number, of groups of 64."""
    named = [name_shard(shard) for shard in shards]
    batches = [{n: row for n, row in articles.items() if n // 64 == place} for place in {n // 64 for n in articles}]
    rows, tables = [name_articles(batch) for batch in batches], {"m": common, "g": groups}
    packed = {table: name_table(table, data) for table, data in tables.items()}
    files = [made for _, made in (*named, *rows, *packed.values())]
    shared = {table: name for table, (name, _) in packed.items()}
    manifest = build_manifest(head, [names for names, _ in named], [name for name, _ in rows], shared)
    return {"index.json": manifest} | {name: data for made in files for name, data in made.items()}


def test_up_to_forty_thousand_bytes_dictionary_and_postings_are_a_file_each() -> None:
    words = make_words(40)
    [whole] = cut_shards(words, {}, make_lists(words, 994))
    assert len(whole.postings) == 1
    [cut] = cut_shards(words, {}, make_lists(words, 995))
    assert len(cut.postings) == 40


def test_a_word_counts_six_bytes_and_a_phrase_twelve() -> None:
    words = make_words(1)
    phrases = {f"{chr(0xAC00 + number)}나": [(60, ("가가",))] for number in range(5)}
    rest = 40_000 - 6 - 12 * 5
    assert [len(shard.postings) for shard in cut_shards(words, phrases, make_lists(words, rest))] == [1]
    assert [len(shard.postings) for shard in cut_shards(words, phrases, make_lists(words, rest + 1))] == [40]


@pytest.mark.parametrize(("total", "size"), [(1, 512), (100_000, 512), (300_000, 1_024), (10_000_000, 1448)])
def test_the_shards_of_a_larger_dictionary_are_larger_within_bounds(total: int, size: float) -> None:
    assert find_size(total) == size


def test_a_dictionary_is_cut_into_parts_of_about_the_size_and_nothing_is_lost() -> None:
    starts = [f"{number:05}" for number in range(4_000)]
    parts = batch_by_size(starts, [6] * len(starts), 1_000)
    assert [start for part in parts for start in part] == starts
    assert all(700 <= 6 * len(part) <= 1_300 for part in parts[:-1])
    assert 6 * len(parts[-1]) <= 1_300


def test_a_beginning_larger_than_a_part_is_one() -> None:
    parts = batch_by_size(["a", "b", "c"], [10, 9_000, 9_000], 1_000)
    assert [list(part) for part in parts] == [["a", "b"], ["c"]]


def test_a_word_more_or_less_moves_few_cuts() -> None:
    starts = [f"{number:05}" for number in range(20_000)]
    before = {part[0] for part in batch_by_size(starts, [6] * len(starts), 1_000)}
    chance = random.Random(1)
    moved = 0
    for _ in range(20):
        place = chance.randrange(len(starts))
        changed = [*starts[:place], f"{starts[place]}x", *starts[place:]]
        moved += len(before - {part[0] for part in batch_by_size(sorted(changed), [6] * len(changed), 1_000)})
    assert moved / 20 < len(before) / 20


def test_phrases_lie_with_words_of_their_beginning() -> None:
    words = [Entry("가가", 0, 1, "가가"), Entry("가나", 0, 1, "가나")]
    [shard] = cut_shards(words, {"가나다": [(60, ("가가",))]}, make_lists(words, 1))
    assert shard.first == "가가"
    assert shard.dictionary == pack_dictionary_shard(words, {"가나다": [(60, ("가가",))]})


def test_words_of_one_beginning_are_never_cut_apart() -> None:
    words = [Entry(f"가나{number:04}", 0, 1, "") for number in range(500)]
    last = Entry("나나", 0, 1, "")
    shards = cut_shards([*words, last], {}, make_lists([*words, last], 100))
    assert [shard.first for shard in shards] == ["가나", "나나"]


def test_forms_have_no_lists_of_their_own() -> None:
    words = [Entry("가나", 0, 1, "가나"), Entry("가낸", FORM_BIT, 1, "가나")]
    [shard] = cut_shards(words, {}, {"가나": b"list"})
    assert shard.postings == (pack_posting_shard({"가나": b"list"}),)


@pytest.mark.parametrize(("size", "length"), [(100, 2), (2_100, 4)])
def test_words_that_begin_alike_share_a_file_of_postings_unless_it_grew_too_full(size: int, length: int) -> None:
    small = [Entry(f"가나{number:03}", 0, 1, "") for number in range(20)]
    others = [Entry(chr(0xB2E4 + number) + "나", 0, 1, "") for number in range(4_000)]
    shards = cut_shards([*small, *others], {}, make_lists(small, size) | make_lists(others, 20))
    assert (shards[0].first, shards[0].length) == ("가나", length)


def test_the_manifest_tells_where_to_look() -> None:
    shards = [Shard("가", b"1", 2, (b"2", b"3")), Shard("가나", b"4", 3, (b"5",))]
    files = name_files({"lang": "ko"}, shards, {0: "6", 70: "7"}, b"8", b"9")
    manifest = json.loads(files["index.json"])
    names = manifest.pop("names")
    assert len(manifest.pop("build")) == 4
    assert manifest == {"lang": "ko", "whole": False, "words": "A가B나", "lists": [2, 1], "lengths": "23"}
    assert {table: len(hashes) // 4 for table, hashes in names.items()} == {"d": 2, "p": 2, "a": 2, "m": 1, "g": 1}
    found = {name.rpartition("-")[0]: (name[-8:-4], data) for name, data in files.items() if name != "index.json"}
    first, second = (name for name in found if name.startswith("d"))
    assert found == {
        first: (names["d"][:4], b"1"),
        f"p{first[1:]}.0": (names["p"][:4], b"2"),
        f"p{first[1:]}.1": (names["p"][:4], b"3"),
        second: (names["d"][4:], b"4"),
        f"p{second[1:]}.0": (names["p"][4:], b"5"),
        "a0": (names["a"][:4], b"6"),
        "a70": (names["a"][4:], b"7"),
        "m": (names["m"], b"8"),
        "g": (names["g"], b"9"),
    }


def test_an_index_is_whole_when_dictionary_and_postings_are_one_file_each() -> None:
    def is_whole(*files: int) -> bool:
        shards = [Shard(str(place), b"", 2, (b"",) * count) for place, count in enumerate(files)]
        return bool(json.loads(name_files({}, shards, {}, b"", b"")["index.json"])["whole"])

    assert [is_whole(1), is_whole(1, 1), is_whole(2)] == [True, False, False]


def test_what_changes_is_renamed_and_what_does_not_keeps_its_name() -> None:
    def build(words: bytes, postings: bytes, row: str) -> set[str]:
        shards = [Shard("가", words, 2, (postings,)), Shard("나", b"", 2, (b"",))]
        return set(name_files({}, shards, {0: row, 64: "row"}, b"", b"")) - {"index.json"}

    before = build(b"1", b"2", "3")
    assert build(b"1", b"2", "3") == before
    assert sorted(name[0] for name in before - build(b"4", b"2", "3")) == ["d"]
    assert sorted(name[0] for name in before - build(b"1", b"4", "3")) == ["p"]
    assert sorted(name[0] for name in before - build(b"1", b"2", "4")) == ["a"]


def test_whatever_changes_changes_the_name_of_the_build() -> None:
    def build(lang: str, data: bytes) -> str:
        files = name_files({"lang": lang}, [Shard("가", data, 2, (b"",))], {}, b"", b"")
        return str(json.loads(files["index.json"])["build"])

    assert len({build("ko", b"1"), build("ko", b"2"), build("en", b"1")}) == 3
    assert build("ko", b"1") == build("ko", b"1")
