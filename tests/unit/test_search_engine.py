"""The search as customers meet it: an index built in Python, asked through the browser's own engine."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer
from search_site import ARTICLES, build, write_content

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.engine import EngineError, SearchEngine, bundle_engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine(build(write_content(tmp_path_factory.mktemp("content"), ARTICLES))) as opened:
        yield opened


def first_of(engine: SearchEngine, query: str) -> str | None:
    hits = engine.search(query).hits
    return hits[0].id if hits else None


def test_an_engine_opened_inside_an_event_loop_answers_other_threads(tmp_path: Path) -> None:
    index = build(write_content(tmp_path / "content", ARTICLES))

    async def ask() -> str:
        with SearchEngine(index) as engine, ThreadPoolExecutor(1) as apart:
            return apart.submit(first_of, engine, "배송비").result(timeout=20) or ""

    assert asyncio.run(ask()) == "delivery/fee"


def test_many_queries_at_once_find_what_each_finds(engine: SearchEngine) -> None:
    queries = ["배송비", "qothdql", "없는말없는말", "깨졌는데요"] * 30
    one_by_one = [(tuple(hit.id for hit in r.hits), r.mended or "") for r in engine.search_many(queries)]
    assert [(found.ids, found.mended) for found in engine.find_many(queries)] == one_by_one


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("배송비", "delivery/fee"),
        ("배송비가 얼마예요", "delivery/fee"),
        ("배송비는얼마인가요", "delivery/fee"),
        ("배 송 비", "delivery/fee"),
        ("qothdql", "delivery/fee"),
        ("배숑비", "delivery/fee"),
        ("배송비ㅣ", "delivery/fee"),
        ("베송비", "delivery/fee"),
        ("ㅂㅅㅂ", "delivery/fee"),
        ("비밀ㅂ", "account/password"),
        ("5만원", "delivery/fee"),
        ("5만 원", "delivery/fee"),
        ("P302", "refund/card"),
        ("깨졌는데요", "return/broken"),
        ("반품 신청", "return/broken"),
        ("그릇 파손", "return/broken"),
        ("패스워드 분실", "account/password"),
        ("closing accounts", "account/cafe"),
    ],
)
def test_the_right_article_comes_first_however_it_is_typed(engine: SearchEngine, query: str, id: str) -> None:
    assert first_of(engine, query) == id


@pytest.mark.parametrize("query", ["", " ", "?!", "asdfqwer", "ㅋㅋㅋㅋ", "뷁쉙퓨", "zzzz", "어떻게 하나요"])
def test_it_stays_quiet_on_what_it_cannot_answer(engine: SearchEngine, query: str) -> None:
    assert engine.search(query).hits == ()


@pytest.mark.parametrize("query", ["배", "배송비 ㅇ", "배송비 얼", "비", "비밀번호 ㅂ"])
def test_a_word_just_begun_is_neither_a_slip_nor_another_layout(engine: SearchEngine, query: str) -> None:
    answer = engine.search(query)
    assert answer.hits
    assert answer.mended is None


def test_a_mended_query_is_named(engine: SearchEngine) -> None:
    assert engine.search("베송비 얼마").mended == "배송비 얼마"
    assert engine.search("배송비 얼마").mended is None


def test_what_is_written_well_is_not_taken_for_something_else() -> None:
    """Titles and questions of the example shop: a word that the search reads wrongly changes little and is not told."""
    content = Path(__file__).parents[2] / "content"
    asked = [
        text
        for shown in read_help_center(content, Settings(), Renderer(), date(2026, 11, 1)).articles
        for text in (shown.article.title, *shown.article.fields.questions)
    ]
    with SearchEngine(build(content)) as engine:
        told = [text for text in asked if engine.search(text).mended]
    assert len(asked) > 400
    assert len(told) <= len(asked) // 100, told


def test_a_parcel_number_is_not_searched(engine: SearchEngine) -> None:
    result = engine.search("송장번호 6872-0193-4455")
    assert (result.is_number, result.hits) == ("parcel", ())


def test_the_same_content_gives_the_same_bytes_with_and_without_a_cache(tmp_path: Path) -> None:
    root = write_content(tmp_path / "content", ARTICLES)
    fresh = build(root)
    cache = Cache(tmp_path / "cache")
    assert build(root, cache) == fresh
    assert build(root, cache) == fresh


def test_files_of_different_builds_are_refused(tmp_path: Path) -> None:
    files = build(write_content(tmp_path, ARTICLES))
    with (
        SearchEngine({"index.json": files["index.json"]}) as opened,
        pytest.raises(EngineError, match="build the site again"),
    ):
        opened.search("환불")


def test_a_small_site_has_its_dictionary_and_its_postings_in_a_file_each(tmp_path: Path) -> None:
    names = build(write_content(tmp_path, ARTICLES))
    assert Counter(name[0] for name in names if name[0] in "dp") == {"d": 1, "p": 1}


def test_a_small_sites_dictionary_and_postings_are_asked_for_together(tmp_path: Path) -> None:
    manifest = build(write_content(tmp_path, ARTICLES))["index.json"].decode()
    with MiniRacer() as v8:
        asked = v8.eval(f"const search = {bundle_engine()}; search.createEngine({manifest}).plan('환불').join(' ')")
    assert sorted(name[0] for name in str(asked).split()) == ["d", "p"]


def test_an_engine_opened_in_one_thread_and_closed_in_another_ends_its_process_well(tmp_path: Path) -> None:
    """A crash of V8 ends a process by a signal, which only another process can see; the index must be large enough for
    V8 to compile what reads it."""
    articles = {
        f"a/{number}": (f"{number}번 상품 안내", f"질문{number}", f"본문{number} " * 30) for number in range(300)
    }
    (folder := tmp_path / "index").mkdir()
    for name, data in build(write_content(tmp_path / "content", articles)).items():
        (folder / name).write_bytes(data)
    script = (
        "from concurrent.futures import ThreadPoolExecutor\nfrom pathlib import Path\n"
        "from hc_builder.search.engine import SearchEngine\n"
        f"with ThreadPoolExecutor(1) as apart: engine = apart.submit(SearchEngine, Path({str(folder)!r})).result()\n"
        "engine.search('상품 안내'); engine.close()"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0
