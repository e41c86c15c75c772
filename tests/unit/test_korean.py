"""Messages in Korean: the catalogue is whole, and no text of a customer or a file can break it."""

import re
import shlex
import tomllib

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.cli import main
from hc_builder.korean import CATALOGUE, find_locale_language, spoken, to_korean
from hc_builder.problems import Problem, render_problem, render_problems

SENTENCES = tomllib.loads(CATALOGUE.read_text("utf-8"))
FIELD = re.compile(r"\{\w+\*?\}")


@pytest.mark.parametrize("english", SENTENCES)
def test_both_sentences_have_the_same_fields_and_no_particle_follows_one(english: str) -> None:
    korean = SENTENCES[english]
    assert set(FIELD.findall(english)) == set(FIELD.findall(korean))
    assert re.search("[가-힣]", korean)
    assert not re.search(r"\{\w+\*?\}[`'\")\]/}]*(?:은|는|이|가|을|를|과|와|로|으로|이에요|예요)(?=[\s,.·]|$)", korean)


def test_each_sentence_is_found_again_from_what_is_printed_of_it() -> None:
    for english in SENTENCES:
        printed = FIELD.sub("X", english)
        assert to_korean(printed) != printed, english


def test_what_has_no_sentence_stays_as_it_is() -> None:
    assert to_korean("the moon is full") == "the moon is full"


@given(st.text(max_size=200))
def test_a_field_is_taken_over_letter_by_letter(target: str) -> None:
    told = to_korean(f"link target '{target}' does not exist")
    assert told == f"링크가 가리키는 것이 없어요: '{target}'"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", ["`" * 3_000 + "': the article ' has no anchor '#" * 20, "x" * 1_000_000])
def test_a_long_hostile_text_is_no_sentence_and_takes_no_time(text: str) -> None:
    assert to_korean(text) == text


def test_a_problem_is_told_in_the_language_that_is_asked_for() -> None:
    problem = Problem("a.md", 2, "HC17", "the article has no text", "correct the number", "warning")
    assert render_problem(problem, "ko") == "a.md:2: 경고[HC17]: 글에 본문이 없어요\n  도움말: 숫자를 고치세요"
    assert render_problems([problem], "ko").endswith("\n오류 0개, 경고 1개")
    assert render_problem(problem, "en").startswith("a.md:2: warning[HC17]")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_as_for_every_program(environment: dict[str, str], language: str) -> None:
    assert find_locale_language(environment) == language


def test_what_one_command_was_told_in_is_not_the_next_ones_language() -> None:
    CliRunner().invoke(main, ["check", "-f", "nowhere.yml", "--lang", "ko"])
    assert spoken() == "en"


@pytest.mark.parametrize(
    "wrong",
    [
        "serve --port x",
        "serve --port 99999",
        "search x --limit 0",
        "build --site FILE",
        "report --out nowhere/x.md",
        "report --out .",
        "answer serve --requests x",
        "docs nope",
        "check --explain HC1000",
        "import nope .",
        "import sheet . --column x",
        "feedback purge --older-than x",
        "feedback check https://한글.example --origin https://help.example.com",
        "feedback check https://help.example.com/v1/events --origin x",
        "new ''",
        "stale --within x",
    ],
)
def test_wrong_use_of_a_command_is_told_in_korean(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    result = CliRunner().invoke(main, shlex.split(wrong.replace("FILE", shlex.quote(__file__))))
    told = result.output.splitlines()[0]
    assert (result.exit_code, told[:4]) == (2, "오류: ")
    assert re.search("[가-힣]", told[4:])
    assert not re.search("[A-Za-z]{2,} [a-z]{2,}", told), told


def test_an_error_that_ends_a_command_is_in_its_language() -> None:
    result = CliRunner().invoke(main, ["check", "-f", "nowhere.yml", "--lang", "ko"])
    assert result.output == (
        "오류: 그런 파일이 없어요: nowhere.yml\n  도움말: 고객센터의 폴더로 가거나, 'hc new 폴더'로 새로 만드세요\n"
    )
