"""A text that is written as one scalar of YAML is read as itself, whatever a customer or another tool put into it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hc_builder.yaml_lines import list_yaml, quote_yaml


@given(st.text(), st.text(alphabet="a가1 ,?[]{}:#'\"-"))
def test_any_text_becomes_one_yaml_scalar_that_reads_as_itself(text: str, signs: str) -> None:
    for typed in (text, signs):
        value = yaml.safe_load(f"- {quote_yaml(typed)}")[0]
        assert value == yaml.safe_load(list_yaml([typed, "a"]))[0]
        assert isinstance(value, str)
        assert "\n" not in quote_yaml(typed)
    assert yaml.safe_load(f"- {quote_yaml(signs)}") == [" ".join(signs.split())]


@pytest.mark.parametrize("text", ["yes", "null", "12", "1e5", "환불: 언제", "# 주석", '"', "a\\b", "{x}", "- y"])
def test_yaml_words_with_a_meaning_are_quoted(text: str) -> None:
    assert yaml.safe_load(f"- {quote_yaml(text)}") == [text]


def test_what_reads_as_itself_is_plain() -> None:
    assert quote_yaml("환불은 언제, 어떻게 되나요?") == "환불은 언제, 어떻게 되나요?"
    assert list_yaml(["refund/when", "언제, 어떻게", "왜요?"]) == '[refund/when, "언제, 어떻게", "왜요?"]'
