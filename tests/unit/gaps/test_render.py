"""Customers' text in Markdown and YAML."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.gaps.markdown_text import escape_markdown, fence_code
from hc_builder.gaps.reporting.render import read_words

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


@given(st.text(alphabet="`ab "))
def test_a_code_span_ends_where_it_should(text: str) -> None:
    html = markdown.markdown(f"x {fence_code(text)} y") if text.strip() else ""
    assert html.count("<code>") <= 1


def test_both_languages_have_the_same_words() -> None:
    assert read_words("ko").keys() == read_words("en").keys()
