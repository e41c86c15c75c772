"""Customers' text in Markdown and YAML."""

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.gaps.markdown_text import escape_markdown, fence_code
from hc_builder.gaps.reporting.render import read_words
from hc_builder.gaps.yaml_lines import quote_yaml

HOSTILE = [
    "<script>alert(1)</script>",
    "[누르세요](javascript:alert(1))",
    "![](https://evil.example/x.png)",
    "| a | b |",
    "`; rm -rf /`",
    "@everyone #1 https://evil.example",
    "- item\n# heading",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_markdown(text: str) -> None:
    html = markdown.markdown(f"x {escape_markdown(text)}", extensions=["tables", "pymdownx.magiclink"])
    assert html.startswith("<p>x ")
    assert html.count("<") == 2


@given(st.text())
def test_any_text_becomes_one_yaml_scalar_that_reads_as_itself(text: str) -> None:
    value = yaml.safe_load(f"- {quote_yaml(text)}")[0]
    assert isinstance(value, str)
    assert "\n" not in quote_yaml(text)


@pytest.mark.parametrize("text", ["yes", "null", "12", "1e5", "환불: 언제", "# 주석", '"', "a\\b", "{x}", "- y"])
def test_yaml_words_with_a_meaning_are_quoted(text: str) -> None:
    assert yaml.safe_load(f"- {quote_yaml(text)}") == [text]


@given(st.text(alphabet="`ab "))
def test_a_code_span_ends_where_it_should(text: str) -> None:
    html = markdown.markdown(f"x {fence_code(text)} y") if text.strip() else ""
    assert html.count("<code>") <= 1


def test_both_languages_have_the_same_words() -> None:
    assert read_words("ko").keys() == read_words("en").keys()
