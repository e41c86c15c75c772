"""What masking does beside its rules: tidying, the check digit of a card, and the browser's copy."""

import json
import re

import pytest

from feedback_function.masking import OWN_TAG, build_browser_rules, is_luhn, list_tags, mask_text, tidy_text


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("환불", "환불"),
        (" 환불 \n", "환불"),
        ("\u1112\u116a\u11ab불", "환불"),  # composed
        ("\uff21\uff22\uff01\uff5e", "AB!~"),
        ("환\u200b불\ufeff", "환불"),
        ("환\x00불\x1b", "환 불"),
        ("환\u2011불", "환-불"),
    ],
)
def test_text_is_tidied(text: str, tidy: str) -> None:
    assert tidy_text(text) == tidy


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("0", True),
        ("18", True),
        ("26", True),
        ("59", True),  # 5 doubled is 10, of which the digits sum to 1
        ("68", False),
        ("4111 1111 1111 1111", True),
        ("4111-1111-1111-1112", False),
        ("5500000000000004", True),
        ("79927398713", True),
        ("79927398710", False),
    ],
)
def test_a_check_digit_is_that_of_luhn(number: str, right: bool) -> None:
    assert is_luhn(number) == right


def test_every_tag_is_told_once() -> None:
    tags = list_tags()
    assert len(tags) == len(set(tags)) > 5
    assert all(tag[0] == "[" and tag[-1] == "]" for tag in tags)
    assert mask_text("010-1234-5678") in tags


def test_the_browser_is_given_the_rules_and_their_words() -> None:
    head, _, rest = build_browser_rules().partition("export const rules = ")
    rules = json.loads(rest.removesuffix(";\n"))
    assert head.startswith("// Made from")
    assert "about" not in rules
    named = {name for rule in rules["rules"] for name in re.findall("{([a-z][a-z0-9]+)}", rule["pattern"])}
    assert named <= {*rules["words"]}
    assert [*dict.fromkeys(rule["tag"] for rule in rules["rules"]), OWN_TAG] == list_tags()
