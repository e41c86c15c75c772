"""YAML is read as its writer meant it, within bounds."""

import pytest

from hc_builder.yaml_text import Fields, Scalar, YamlFault, parse_yaml


def read_value(text: str) -> Scalar:
    root = parse_yaml(f"a: {text}")
    assert isinstance(root, Fields)
    value = root.pairs[0].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize("word", ["NO", "on", "3.10", "1:1", "010", "2026-01-01", "1e3", "0x1F"])
def test_a_plain_word_is_text(word: str) -> None:
    assert read_value(word).value == word


@pytest.mark.parametrize(("text", "is_empty"), [("", True), ("~", True), ("null", True), ("'~'", False), ("''", False)])
def test_only_a_plain_nothing_is_nothing(text: str, is_empty: bool) -> None:
    assert read_value(text).is_empty == is_empty


def test_what_a_comment_cut_off_is_kept() -> None:
    assert (read_value("상품 #3 문의").value, read_value("상품 #3 문의").comment) == ("상품", "#3 문의")
    assert (read_value("'상품 #3'").comment, read_value("a#b").comment) == ("", "")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: x: y\n", 8, "a second ': ' stands in one line"),
        ("a: [1,\nb: 2\n", 7, "a bracket or a quote is opened and not closed"),
        ("a: 1\nb: 'x\n", 8, "a bracket or a quote is opened and not closed"),
        ("a:\n\tb: 1\n", 8, "a tab stands where YAML wants spaces"),
        ("a: 1\nb\nc: 2\n", 8, "a line is neither `key: value` nor indented below one"),
        ("a: *b\n", 7, "`*b` begins with `*`, which YAML reads as a sign of its own"),
        ("a: *중요* 안내\n", 7, "a value begins with * or &, which YAML reads as a sign of its own"),
        ("a: !!python/none x\n", 7, "`!python/none` begins with `!`, which YAML reads as a sign of its own"),
        ("a: @x\n", 7, "a value begins with a sign that YAML keeps for itself"),
        ("a: 1\n---\nb: 2\n", 9, "a second document begins after `---`"),
        ("? [a]\n: b\n", 7, "a key must be a word, not a list or a group"),
        (f"a: {'[' * 5000}", 7, "lists nested more than 20 deep"),
        ("a" * 1_000_001, 7, "more than 1,000,000 characters"),
    ],
)
def test_a_fault_is_told_where_it_begins_and_in_a_writers_words(text: str, line: int, what: str) -> None:
    fault = parse_yaml(text, 7)
    assert isinstance(fault, YamlFault)
    assert (fault.line, fault.what) == (line, what)


def test_laughing_aliases_are_refused_before_they_grow() -> None:
    text = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert isinstance(parse_yaml(text), YamlFault)
