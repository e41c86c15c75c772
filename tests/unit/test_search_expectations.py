"""Search tests for writers: what they may say, and what a failure tells."""

from pathlib import Path

import pytest
from search_site import ARTICLES, build, write_content

from hc_builder.checks.search_tests import Expectation, check_expectations, read_expectations
from hc_builder.problems import Problem, render_problem
from hc_builder.search.engine import SearchEngine

PATH = "content/search-tests.yml"


def parse(tmp_path: Path, text: str) -> tuple[list[Expectation], list[Problem]]:
    path = tmp_path / "search-tests.yml"
    path.write_text(text, "utf-8")
    return read_expectations(path, PATH)


def test_an_expectation_has_ids_or_nothing_and_a_depth(tmp_path: Path) -> None:
    found, problems = parse(
        tmp_path,
        "- query: 환불\n  expect: refund/when\n- query: 교환\n  expect: [a, b]\n  within: 1\n"
        "- query: 날씨\n  expect: nothing\n",
    )
    assert problems == []
    assert [(item.query, item.expect, item.within, item.line) for item in found] == [
        ("환불", ("refund/when",), 3, 1),
        ("교환", ("a", "b"), 1, 3),
        ("날씨", (), 3, 6),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("query: 환불\n", f"{PATH}:1: error[HC42]: the file is not a list of search tests"),
        ("- 환불\n", f"{PATH}:1: error[HC42]: a search test is a `query` and what it must find"),
        ("- query: 환불\n", f"{PATH}:1: error[HC42]: a search test without `expect`"),
        ("- query: 환불\n  expects: a\n", f"{PATH}:1: error[HC42]: unknown key `expects` in a search test"),
        ("- query: 환불\n  expect: a\n  within: 0\n", f"{PATH}:1: error[HC42]: `within` must be a whole number fr"),
    ],
)  # fmt: skip
def test_a_fault_in_the_file_names_its_line(tmp_path: Path, text: str, fault: str) -> None:
    _, problems = parse(tmp_path, text)
    assert [render_problem(problem)[: len(fault)] for problem in problems] == [fault]


def test_a_failure_tells_what_came_instead_and_why(tmp_path: Path) -> None:
    expectations, _ = parse(
        tmp_path,
        "- query: 배송비\n  expect: delivery/fee\n"
        "- query: 배송비\n  expect: refund/when\n"
        "- query: 배송비\n  expect: nothing\n"
        "- query: 배송비\n  expect: delivery/fees\n",
    )
    with SearchEngine(build(write_content(tmp_path / "content", ARTICLES))) as engine:
        problems = check_expectations(engine, expectations, ARTICLES)
    cure, why = "add the customer's words to the article's `questions`", "hc search '배송비' --explain --article"
    assert [render_problem(problem) for problem in problems] == [
        f"{PATH}:3: error[HC40]: '배송비' should find refund/when in the first 3, but it is not found; "
        f"first comes delivery/fee\n  hint: {cure}; why: {why} refund/when",
        f"{PATH}:5: error[HC40]: '배송비' should find nothing, but finds delivery/fee\n"
        f"  hint: write `expect: delivery/fee` if it answers; why it was found: {why} delivery/fee",
        f"{PATH}:7: error[HC40]: '배송비' expects 'delivery/fees', which is no article\n"
        "  hint: did you mean 'delivery/fee'?",
    ]
