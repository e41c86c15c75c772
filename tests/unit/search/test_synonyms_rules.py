"""The forms a synonym may be written in, what each weighs, and what switches the lexicon's off."""

from pathlib import Path

import pytest

from hc_builder.search.phrases import squeeze
from hc_builder.search.synonyms import Group, read_synonyms


def read(folder: Path, text: str, lang: str = "xx") -> tuple[tuple[Group, ...], list[tuple[int, str]]]:
    path = folder / "synonyms.yml"
    path.write_text(text, "utf-8")
    synonyms, problems = read_synonyms(path, "synonyms.yml", lang)
    return synonyms.groups, [(problem.line, problem.what) for problem in problems]


def test_the_shops_words_weigh_more_than_the_lexicons(tmp_path: Path) -> None:
    assert {group.weight for group in read_synonyms(None)[0].groups} == {60}
    assert [group.weight for group in read(tmp_path, "- [가, 나]\n")[0]] == [80]


def test_a_language_without_a_lexicon_has_the_shops_words_alone(tmp_path: Path) -> None:
    assert read_synonyms(None, lang="xx")[0].groups == ()
    assert read(tmp_path, "- [가, 나]\n")[0] == (Group(("가", "나"), ("가", "나")),)


def test_a_file_that_is_not_there_leaves_the_lexicon(tmp_path: Path) -> None:
    assert read_synonyms(tmp_path / "none.yml") == read_synonyms(None)


def test_groups_may_be_gathered_under_topics_and_a_word_may_stand_by_itself(tmp_path: Path) -> None:
    groups, problems = read(tmp_path, "배송:\n- [가, 나]\n기타:\n- {from: 다, to: [라, 1]}\n")
    assert groups == (Group(("가", "나"), ("가", "나")), Group(("다",), ("라", "1")))
    assert problems == []


def test_words_without_a_letter_do_not_count(tmp_path: Path) -> None:
    groups, problems = read(tmp_path, "- [가, '?!', 나, [다]]\n- [가, '?']\n- {from: '?', to: 나}\n- {not: '?'}\n")
    assert groups == (Group(("가", "나"), ("가", "나")),)
    assert [line for line, _ in problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- [가]\n", 1, "a group of synonyms needs at least two words"),
        ("- {from: [가], to: []}\n", 1, "a one-way synonym needs words under `from` and under `to`"),
        ("- {not: []}\n", 1, "a one-way synonym needs words under `from` and under `to`"),
        ("- {from: 가, to: 나, not: 다}\n", 1, "a one-way synonym needs words under `from` and under `to`"),
        ("- from: 가\n  too: 나\n", 2, "unknown key `too` in a synonym"),
        ("그냥 글\n", 1, "the file is not a list of synonyms"),
        ("# 하나\n\n- [가, 나]\n- }\n", 4, "a bracket or a quote is opened and not closed"),
    ],
)
def test_a_faulty_entry_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    groups, problems = read(tmp_path, text)
    assert groups == ()
    assert [(where, told[: len(what)]) for where, told in problems] == [(line, what)]


def test_an_empty_file_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == ((), [])


def test_a_group_is_switched_off_by_any_of_its_words_however_spaced(tmp_path: Path) -> None:
    [first, *_] = read_synonyms(None)[0].groups
    spaced = " ".join(first.targets[0])
    kept, _ = read(tmp_path, f"- {{not: ['{spaced}']}}\n- [가나다, 라마바]\n", "ko")
    assert squeeze(spaced) == squeeze(first.targets[0])
    assert first not in kept
    assert 0 < len(read_synonyms(None)[0].groups) - len(kept) < 20
    assert kept[-1] == Group(("가나다", "라마바"), ("가나다", "라마바"))


def test_a_mark_at_the_files_beginning_is_no_part_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff- [가, 나]\n")[1] == []
