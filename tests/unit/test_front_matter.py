"""Front matter is read as its writer meant it."""

from datetime import date

import pytest

from hc_builder.content.article import ArticleFields, parse_article
from hc_builder.content.category import CategoryFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.problems import render_problem


def read_fields(source: str) -> ArticleFields:
    head, problems = parse_front_matter(f"---\n{source}\n---\n", "a.md", ArticleFields)
    assert problems == []
    return head.fields


def test_words_that_yaml_takes_for_numbers_stay_as_written() -> None:
    assert read_fields("keywords: [1:1, 010, 1_000, 3.50, 1e3]").keywords == ("1:1", "010", "1_000", "3.50", "1e3")
    assert read_fields("title: 2026").title == "2026"


def test_one_text_is_a_list_of_one() -> None:
    assert read_fields("related: refund/when").related == ("refund/when",)


def test_dates_and_truths_are_read() -> None:
    fields = read_fields("updated: 2026-10-12\ndraft: true\npopular: no")
    assert (fields.updated, fields.draft, fields.popular) == (date(2026, 10, 12), True, False)


@pytest.mark.parametrize(("written", "order"), [("4", 4), ("-1", -1), ("'7'", 7)])
def test_an_order_is_a_whole_number(written: str, order: int) -> None:
    head, problems = parse_front_matter(f"---\norder: {written}\n---\n", "index.md", CategoryFields)
    assert (head.fields.order, problems) == (order, [])


@pytest.mark.parametrize("written", ["first", "1.5", "true", "[1]"])
def test_an_order_that_is_none_is_told(written: str) -> None:
    _, problems = parse_front_matter(f"---\norder: {written}\n---\n", "index.md", CategoryFields)
    (told,) = map(render_problem, problems)
    assert told.startswith("index.md:2: error[HC03]: `order` must be a whole number, not ")


@pytest.mark.parametrize("key", ["Title", "TITLE", "title-"])
def test_a_key_in_other_letters_is_told_with_its_own_name(key: str) -> None:
    _, problems = parse_article(f"---\n{key}: 글\n---\n가\n", "a.md", "a.md", ("ko",))
    assert "did you mean 'title'?" in [problem.hint for problem in problems]


@pytest.mark.parametrize("key", ["redirectFrom", "Redirect-From", "REDIRECT_FROM"])
def test_a_key_joined_otherwise_is_told_with_its_own_name(key: str) -> None:
    _, problems = parse_article(f"---\ntitle: 글\n{key}: [a]\n---\n가\n", "a.md", "a.md", ("ko",))
    assert [problem.hint for problem in problems] == ["did you mean 'redirect_from'?"]


def test_a_rule_at_the_top_is_part_of_the_text() -> None:
    text = "---\n\n글\n"
    head, problems = parse_front_matter(text, "a.md", ArticleFields)
    assert (head.body, head.body_line, problems) == (text, 1, [])
