"""The front matter of an article whose name or neighbours change, mended to the letter."""

import json
import re

import yaml

from hc_builder.authoring.renames import Rename
from hc_builder.authoring.yaml_spans import Edit, Span, apply_edits, compose, find_spans
from hc_builder.content.redirects import clean_address

_NAMING = ("related", "pages")


def rename_in_head(head: str, rename: Rename) -> str:
    """The ids that `related` and `pages` name."""
    return apply_edits(
        head,
        [rename_span(head, span, rename) for span in find_spans(head) if span.keys[:1] and span.keys[0] in _NAMING],
    )


def rename_span(text: str, span: Span, rename: Rename) -> Edit:
    """The value as written, quotes included, with its new name."""
    written = text[span.start : span.end]
    new = rename.rename_id(span.value)
    return Edit(span.start, span.end, written.replace(span.value, new, 1) if new != span.value else written)


def add_old_address(head: str, old: str, own: str) -> str:
    """`redirect_from` with the address `old`; that of the article's `own` new place, where it came from once, goes."""
    root = compose(head)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    value = next((value for key, value in pairs if key.value == "redirect_from"), None)
    if value is None:
        return f"{head}redirect_from: [{_quote(old)}]\n"
    if back := next((item for item in _list_items(value) if clean_address(item.value) == clean_address(own)), None):
        return apply_edits(head, [Edit(back.start_mark.index, back.end_mark.index, _quote(old))])
    return apply_edits(head, [_insert(head, value, old)])


def _list_items(value: yaml.Node) -> list[yaml.ScalarNode]:
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    return [node for node in nodes if isinstance(node, yaml.ScalarNode) and node.value]


def _insert(head: str, value: yaml.Node, old: str) -> Edit:
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        comma = ", " if value.value else ""
        return Edit(end - 1, end - 1, f"{comma}{_quote(old)}")
    if isinstance(value, yaml.SequenceNode) and value.value:
        line = head.find("\n", value.value[-1].end_mark.index)
        at = line if line >= 0 else len(head)
        return Edit(at, at, f"\n{' ' * value.start_mark.column}- {_quote(old)}")
    written = head[start:end]
    items = [json.dumps(value.value, ensure_ascii=False)] if written.strip() else []
    return Edit(start, end, f"{'' if written.strip() else ' '}[{', '.join([*items, _quote(old)])}]")


def _quote(address: str) -> str:
    """Plain where YAML reads nothing else into it."""
    return address if re.fullmatch(r"[^\W\d][\w-]*(?:/[\w-]+)+", address) else json.dumps(address, ensure_ascii=False)
