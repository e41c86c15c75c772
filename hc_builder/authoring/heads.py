"""The front matter of an article whose name or neighbours change, mended to the letter."""

import yaml

from hc_builder.authoring.renames import Rename
from hc_builder.authoring.yaml_spans import Edit, Span, apply_edits, compose, find_spans
from hc_builder.content.redirects import clean_address
from hc_builder.yaml_lines import list_yaml, quote_yaml

_NAMING = ("related", "pages")
_NULL = "tag:yaml.org,2002:null"


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
        return _begin_list(head, root, f"redirect_from: {list_yaml([old])}")
    if back := next((item for item in _list_items(value) if clean_address(item.value) == clean_address(own)), None):
        return apply_edits(head, [Edit(back.start_mark.index, back.end_mark.index, quote_yaml(old, in_list=True))])
    return apply_edits(head, [_insert(head, value, old)])


def _begin_list(head: str, root: yaml.Node | None, line: str) -> str:
    if isinstance(root, yaml.MappingNode) and root.flow_style and root.value:  # {title: …}
        end = root.value[-1][1].end_mark.index
        return apply_edits(head, [Edit(end, end, f", {line}")])
    return f"{head}{line}\n"


def _list_items(value: yaml.Node) -> list[yaml.ScalarNode]:
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    return [node for node in nodes if isinstance(node, yaml.ScalarNode) and node.value]


def _insert(head: str, value: yaml.Node, old: str) -> Edit:
    start, end = value.start_mark.index, _find_end(head, value)
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        at = _find_end(head, value.value[-1]) if value.value else end - 1  # a comma or a comment may follow
        return Edit(at, at, f"{', ' if value.value else ''}{quote_yaml(old, in_list=True)}")
    if isinstance(value, yaml.SequenceNode) and value.value:
        line = head.find("\n", _find_end(head, value.value[-1]))
        at = line if line >= 0 else len(head)
        return Edit(at, at, f"\n{' ' * value.start_mark.column}- {quote_yaml(old)}")
    items = [] if value.tag == _NULL else [value.value]
    return Edit(start, end, f"{' ' if start == end else ''}{list_yaml([*items, old])}")


def _find_end(head: str, node: yaml.Node) -> int:
    """Of its last letter: a text of several lines ends for YAML where the next line begins."""
    start = node.start_mark.index
    return start + len(head[start : node.end_mark.index].rstrip())
