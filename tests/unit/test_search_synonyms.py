"""Synonyms: the shipped lexicon, the shop's file over it, and what its faults say."""

from pathlib import Path

import pytest

from hc_builder.problems import render_problem
from hc_builder.search.synonyms import Group, read_synonyms


def read(tmp_path: Path, text: str) -> tuple[tuple[Group, ...], list[str]]:
    path = tmp_path / "synonyms.yml"
    path.write_text(text, "utf-8")
    synonyms, problems = read_synonyms(path, "content/synonyms.yml")
    return synonyms.groups, [render_problem(problem) for problem in problems]


def test_the_lexicon_ships_at_least_four_hundred_groups_without_a_fault() -> None:
    synonyms, problems = read_synonyms(None)
    assert (len(synonyms.groups) >= 400, problems) == (True, [])


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
