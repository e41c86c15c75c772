"""What the wrapper makes of the browser's answer: where a word stood, which heading to open, and what it cost."""

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.engine import EngineError, SearchEngine, find_engine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms

FEE = """---
title: 배송비 계산
questions: [택배비 얼마예요]
keywords: [운임]
---
첫 문단이에요.

## 도서산간

제주는 추가금이 있어요.
"""
REFUND = "---\ntitle: 환불 계산\n---\n입금은 삼 일 걸려요.\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("content"), {"delivery/fee.md": FEE, "refund/when.md": REFUND})


def build(root: Path, texts: dict[str, str]) -> dict[str, bytes]:
    for path, text in texts.items():
        (root / path).parent.mkdir()
        (root / path).write_text(text, "utf-8")
    return build_index(read_help_center(root, Settings(), Renderer(), date(2026, 1, 1)), "ko", Synonyms())


@pytest.fixture(scope="module")
def engine(files: dict[str, bytes]) -> Iterator[SearchEngine]:
    with SearchEngine(files) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "where"),
    [("배송비", "title"), ("택배비", "question"), ("운임", "keywords"), ("제주", "text"), ("문단", "text")],
)
def test_a_reason_names_the_part_of_the_article(engine: SearchEngine, query: str, where: str) -> None:
    [hit, *_] = engine.search(query, literal=True).hits
    assert hit.id == "delivery/fee"
    [reason] = (reason for reason in hit.why if reason.how == "word")
    assert (reason.query, reason.where) == (query, (where,))


def test_a_hit_in_a_section_opens_there(engine: SearchEngine) -> None:
    below, above = engine.search("제주 추가금").hits[0], engine.search("배송비").hits[0]
    assert (below.section, below.url.partition("#")[0]) == ("도서산간", above.url)
    assert "#" in below.url
    assert "#" not in above.url


def test_bytes_are_those_a_browser_would_have_fetched_so_far(files: dict[str, bytes]) -> None:
    def size(*beginnings: str) -> int:
        return sum(len(gzip.compress(data, 9)) for name, data in files.items() if name.startswith(beginnings))

    with SearchEngine(files) as engine:
        assert engine.search("").bytes == size("index.json")
        assert engine.search("배송비").bytes >= size("index.json", "d", "p")
        assert engine.search("배송비").bytes <= size("")


def test_hits_are_limited_and_none_is_given_twice(engine: SearchEngine) -> None:
    assert len(engine.search("계산").hits) == 2
    assert len(engine.search("계산", 1).hits) == 1
    assert [len(result.hits) for result in engine.search_many(["계산", "환불"], 1)] == [1, 1]
    assert [len(found.ids) for found in engine.find_many(["계산", "환불"], 1)] == [1, 1]


def test_more_than_a_hundred_queries_are_each_answered_in_their_place(engine: SearchEngine) -> None:
    queries = ["환불"] * 100 + ["배송비"] * 100 + ["환불"]
    found = engine.find_many(queries)
    assert [each.ids[0] for each in found] == ["refund/when"] * 100 + ["delivery/fee"] * 100 + ["refund/when"]


def test_the_index_is_read_from_a_folder_too(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    with SearchEngine(tmp_path) as engine:
        assert engine.search("환불").hits[0].id == "refund/when"


def test_another_index_takes_the_place_of_the_first(files: dict[str, bytes], tmp_path: Path) -> None:
    other = build(tmp_path, {"other/refund.md": REFUND})
    with SearchEngine(files) as engine:
        engine.search("환불")
        engine.exchange(other)
        assert [hit.id for hit in engine.search("환불").hits] == ["other/refund"]
        assert engine.fetched.keys() <= other.keys()
        engine.exchange(files)
        assert [hit.id for hit in engine.search("환불").hits] == ["refund/when"]


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"(?s)no index\.json among the index files.*build the site first"):
        SearchEngine(tmp_path)


def test_the_engines_modules_are_found() -> None:
    assert (find_engine() / "engine.js").is_file()


@pytest.mark.parametrize(
    ("kind", "data"),
    [*((kind, data) for kind in ("index", "d", "a") for data in (b"", b"\xff\xfe\xfd")), ("p", bytes(40))],
)
def test_a_torn_file_of_an_index_is_told_by_its_name(files: dict[str, bytes], kind: str, data: bytes) -> None:
    torn = {name: data if name.startswith(kind) else whole for name, whole in files.items()}
    with pytest.raises(EngineError, match=rf"torn or of another version: {kind}"), SearchEngine(torn) as engine:
        engine.search("환불")
