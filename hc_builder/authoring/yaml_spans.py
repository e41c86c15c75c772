"""Where each value of a YAML text stands, to the letter, so that one can be changed and all else stays as written."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from hc_builder.yaml_text import make_plain


class Span(NamedTuple):
    """A value under its keys (items of lists have none of their own), between two places of the text."""

    keys: tuple[str, ...]
    value: str
    start: int
    end: int


class Edit(NamedTuple):
    """What takes the place of the text between two places."""

    start: int
    end: int
    text: str


def find_spans(text: str) -> list[Span]:
    """Every plain or quoted value; of a text that is no YAML none."""
    root = compose(text)
    return list(_walk(root, ())) if root else []


def compose(text: str) -> yaml.Node | None:
    """The text as nodes with their places; unlike libyaml's, PyYAML's own are in characters."""
    try:
        node: yaml.Node | None = yaml.compose(make_plain(text), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    return node


def _walk(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[Span]:
    if isinstance(node, yaml.ScalarNode):
        yield Span(keys, node.value, node.start_mark.index, node.end_mark.index)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*keys, str(key.value)))


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """All of them, which do not overlap; an alias is met wherever it stands, and changed once, at its anchor."""
    for edit in sorted(set(edits), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
