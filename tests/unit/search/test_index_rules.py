"""What an index tells a browser of its articles, and in which order."""

import gc
import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.document import Document, Window
from hc_builder.search.index import build_index_of, pause_collector
from hc_builder.search.pack import Entry, pack_common_shard
from hc_builder.search.places import number_documents
from hc_builder.search.synonyms import Synonyms


class Plain(Analyzer):
    """Every word is itself, and `깨졌` is a form of `깨지`."""

    def analyze(self, word: str) -> Analysis:
        return Analysis((Term("깨지", 1),), forms=(("깨졌", "깨지"),)) if word == "깨졌" else Analysis((Term(word),))


def make_document(id: str, title: str, body: str = "", type: str = "faq") -> Document:
    windows = [Window(0, "title", tuple(title.split())), Window(10, "body", tuple(body.split()))]
    category = id.rpartition("/")[0]
    sections, section_of = (("", ""),), (0,)
    made = tuple(window for window in windows if window.words)
    return Document(id, f"{id}/", title, "요약", category, type, sections, section_of, body, made)


def build(*documents: Document) -> dict[str, bytes]:
    return build_index_of(documents, "ko", Synonyms(), Plain())


def read_head(*documents: Document) -> dict[str, object]:
    head: dict[str, object] = json.loads(build(*documents)["index.json"])
    return head


def read_file(files: dict[str, bytes], beginning: str) -> bytes:
    [data] = (data for name, data in files.items() if name.startswith(beginning))
    return data


def read_rows(files: dict[str, bytes]) -> list[list[object]]:
    return [json.loads(data) for name, data in files.items() if name.startswith("a")]


def test_articles_are_grouped_by_category_and_type_whatever_their_order() -> None:
    documents = [
        make_document("b/a", "하나"),
        make_document("a/c", "둘", type="tutorial"),
        make_document("a/d", "셋"),
        make_document("a/b", "넷"),
    ]
    files = build(*documents)
    numbers = number_documents(document.id for document in documents)
    first, second = sorted((numbers["a/b"], numbers["a/d"]))
    assert json.loads(read_file(files, "g")) == [
        ["a", "faq", [first, second - first]],
        ["a", "tutorial", [numbers["a/c"]]],
        ["b", "faq", [numbers["b/a"]]],
    ]
    assert build(*reversed(documents)) == files


def test_a_row_holds_what_a_result_shows_in_a_file_that_the_articles_number_names() -> None:
    files = build(make_document("a/b", "하나", "글 하나"))
    assert read_rows(files) == [["a/b", "a/b/", "하나", "요약", "a", "faq", [["", ""]], [0], "글 하나"]]
    assert read_file(files, f"a{number_documents(['a/b'])['a/b']}-")


def test_the_head_counts_documents() -> None:
    head = read_head(make_document("a/a", "배송"), make_document("a/b", "환불"))
    assert (head["format"], head["lang"], head["documents"]) == (3, "ko", 2)


def test_an_edit_rewrites_only_the_files_it_touches() -> None:
    chance = random.Random(1)
    words = [chr(chance.randrange(0xAC00, 0xD7A4)) + chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(9_000)]
    documents = [make_document(f"a/{n}", words[n], " ".join(words[9 * n : 9 * n + 9])) for n in range(1_000)]
    edited = [replace(documents[0], windows=(*documents[0].windows, Window(11, "body", ("새말",)))), *documents[1:]]
    before, after = build(*documents), build(*edited)
    kept = before.keys() & after.keys() - {"index.json"}
    assert all(before[name] == after[name] for name in kept)
    renamed = Counter(name[0] for name in after.keys() - before.keys())
    assert renamed["d"] == 1
    assert 1 <= renamed["p"] <= 11  # 새말, and the words beside it in the article, whose field grew longer
    assert not renamed["a"]  # what results show is the same


def list_common(*documents: Document) -> bytes:
    return read_file(build(*documents), "m")


def test_common_words_are_those_that_articles_are_about() -> None:
    documents = [make_document("a/a", "배송비 깨졌", "본문"), make_document("a/b", "배송비 x")]
    # not 본문, which stands in a body; not 깨졌, a form; not x, one letter; not ~송비, a pair
    assert list(read_words(list_common(*documents))) == ["깨지", "배송비"]


def read_words(shard: bytes) -> Iterable[str]:
    """The words of a shard of few short words: their number, what each shares, a length, then the rests."""
    count = shard[0]
    shared, size = shard[1 : 1 + count], shard[1 + count]
    rests = shard[2 + count : 2 + count + size].decode().split("\n")
    before = ""
    for length, rest in zip(shared, rests, strict=True):
        before = before[:length] + rest
        yield before


def test_of_many_words_the_thousand_in_most_articles_are_common() -> None:
    rare = [make_document(f"a/{number}", f"w{number:04}") for number in range(1001)]
    often = [make_document(f"b/{number}", "zz") for number in range(2)]
    kept = [Entry(f"w{number:04}", 8, 1, "") for number in range(999)]
    assert list_common(*rare, *often) == pack_common_shard([*kept, Entry("zz", 8, 2, "")])


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_rests_while_an_index_is_built_and_is_as_before_after_it(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        with pause_collector():
            assert not gc.isenabled()
        assert gc.isenabled() == enabled
    finally:
        gc.enable() if before else gc.disable()
