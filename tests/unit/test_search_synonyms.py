"""Synonyms: the shipped lexicon, the shop's file over it, the shapes of a phrase, and what faults say."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from search_site import build, write_content

from hc_builder.problems import render_problem
from hc_builder.search.engine import SearchEngine
from hc_builder.search.phrases import list_surfaces
from hc_builder.search.synonyms import Group, read_synonyms

SHOP = {
    "refund": ("환불은 언제 되나요?", "", "환불은 3일 안에 처리돼요."),
    "shoes": ("신발 사이즈는 어떻게 고르나요?", "", "발 길이를 재어 보세요."),
    "furniture": ("가구는 어떻게 배송되나요?", "", "기사님이 방문해 조립해 드려요."),
    "carrier": ("택배사는 어디인가요?", "", "주문 내역에 택배사가 나와요."),
    "missing": ("누락된 상품이 있나요?", "", "사진을 찍어 알려 주세요."),
    "delete": ("사진 삭제는 어떻게 하나요?", "", "사진을 누르고 삭제를 누르세요."),
    "update": ("앱스토어에서 업데이트하려면?", "", "앱스토어를 여세요."),
    "pay": ("결제 수단은 무엇이 있나요?", "", "카드와 계좌이체가 있어요."),
}


def read(tmp_path: Path, text: str) -> tuple[tuple[Group, ...], list[str]]:
    path = tmp_path / "synonyms.yml"
    path.write_text(text, "utf-8")
    synonyms, problems = read_synonyms(path, "content/synonyms.yml")
    return synonyms.groups, [render_problem(problem) for problem in problems]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine(build(write_content(tmp_path_factory.mktemp("content"), SHOP))) as opened:
        yield opened


def find_ids(engine: SearchEngine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query).hits]


def test_the_lexicon_ships_at_least_fifteen_hundred_groups_without_a_fault() -> None:
    synonyms, problems = read_synonyms(None)
    assert (len(synonyms.groups) >= 1500, problems) == (True, [])


def test_no_group_of_the_lexicon_repeats_a_word_or_quarrels_with_another() -> None:
    command = [sys.executable, "tools/lint_lexicon.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, [])


def test_a_language_without_a_lexicon_has_no_groups() -> None:
    synonyms, problems = read_synonyms(None, lang="fr")
    assert (synonyms.groups, problems) == ((), [])


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("구두", "shoes"),
        ("로퍼", "shoes"),
        ("책장", "furniture"),
        ("돈 물려 달라", "refund"),
        ("돈을 돌려받고 싶어요", "refund"),
        ("하나 덜 왔어요", "missing"),
        ("사진 지웠는데", "delete"),
        ("CJ대한통운", "carrier"),
        ("결재 수단", "pay"),
        ("refunds", "refund"),
    ],
)
def test_words_that_no_article_uses_reach_the_one_that_means_them(engine: SearchEngine, query: str, id: str) -> None:
    assert find_ids(engine, query)[:1] == [id]


@pytest.mark.parametrize("query", ["오프라인 매장", "매장 위치", "매장 있나요"])
def test_a_shop_on_the_street_is_no_app_store(engine: SearchEngine, query: str) -> None:
    assert "update" not in find_ids(engine, query)


def test_words_of_one_way_stand_in_for_the_word_above_them_where_no_article_has_it(tmp_path: Path) -> None:
    loafers = {"loafers": ("로퍼는 어떻게 관리하나요?", "", "마른 천으로 닦아 주세요.")}
    with SearchEngine(build(write_content(tmp_path, loafers))) as engine:
        assert find_ids(engine, "구두") == ["loafers"]
        assert find_ids(engine, "신발") == []


@pytest.mark.parametrize(
    ("phrase", "surfaces"),
    [
        ("환불 계좌", ("환불계좌",)),
        ("지우다", ("지우다", "지우", "지운", "지울", "지움", "지워", "지웠")),
        ("돈을 돌려받다", ("돈을돌려받", "돈돌려받")),
        ("종이가 울다", ("종이가울", "종이가우", "종이가운", "종이울", "종이우", "종이운")),
        ("사다", ("사다",)),
        ("A/S", ("as",)),
        ("coupon", ("coupon", "coupons")),
        ("delivery", ("delivery", "deliveries")),
        ("points", ("points",)),
    ],
)
def test_a_phrase_is_met_in_the_shapes_people_write(phrase: str, surfaces: tuple[str, ...]) -> None:
    assert list_surfaces(phrase) == surfaces


def test_the_shop_adds_groups_of_both_forms(tmp_path: Path) -> None:
    groups, problems = read(tmp_path, "- [바로택배, 온택배]\n- {from: [숲 등급], to: [회원 등급]}\n")
    assert problems == []
    assert groups[-2:] == (
        Group(("바로택배", "온택배"), ("바로택배", "온택배")),
        Group(("숲 등급",), ("회원 등급",)),
    )


def test_the_shop_switches_groups_of_the_lexicon_off(tmp_path: Path) -> None:
    shipped, _ = read_synonyms(None)
    groups, _ = read(tmp_path, "- {not: [배송비]}\n")
    assert any("배송비" in group.words for group in shipped.groups)
    assert not any("배송비" in group.words for group in groups)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- [하나]\n", "content/synonyms.yml:1: error[HC41]: a group of synonyms needs at least two words"),
        ("- 하나\n", "content/synonyms.yml:1: error[HC41]: an entry is a list of words or a `from`/`to` pair"),
        ("# 주석\n- {form: [가], to: [나]}\n", "content/synonyms.yml:2: error[HC41]: unknown key `form` in a synonym"),
        ("- {from: [가]}\n", "content/synonyms.yml:1: error[HC41]: a one-way synonym needs words under `from` and "),
        ("- [가, 나\n", "content/synonyms.yml:1: error[HC41]: a bracket or a quote is opened and not closed"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_cure(tmp_path: Path, text: str, fault: str) -> None:
    _, problems = read(tmp_path, text)
    assert [problem[: len(fault)] for problem in problems] == [fault]
    assert all("\n  hint: " in problem for problem in problems)
