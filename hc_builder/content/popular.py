"""Which articles most customers open, most first: `content/popular.yml`, which `hc popular --update` writes from the
event log, git keeps and every build reads. It holds ids and nothing else.

- refund/when
- delivery/track
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hc_builder.content.yaml_list import read_yaml_list
from hc_builder.problems import Problem
from hc_builder.yaml_lines import quote_yaml
from hc_builder.yaml_text import Node, Scalar, describe_node

NAME = "popular.yml"
_HEAD = "# 고객이 많이 찾는 글이에요. hc popular --update가 이용 기록을 보고 새로 써요.\n"
_HINT = "write one `- article/id` on a line, or let `hc popular --update` write the file"


@dataclass(frozen=True)
class PopularArticle:
    """An article's id, and the line that names it."""

    id: str
    line: int


def read_popular(path: Path, shown_path: str) -> tuple[list[PopularArticle], list[Problem]]:
    """The articles of a file that need not be there, and every fault in it; each is named once."""
    nodes, problems = read_yaml_list(path, shown_path, "HC47", "the file is not a list of articles", _HINT)
    found = {node.value: PopularArticle(node.value, node.line) for node in reversed(nodes) if isinstance(node, Scalar)}
    faults = [_tell_form(node, shown_path) for node in nodes if not isinstance(node, Scalar)]
    return sorted(found.values(), key=lambda article: article.line), [*problems, *faults]


def _tell_form(node: Node, path: str) -> Problem:
    return Problem(path, node.line, "HC47", f"an article is named by its id, not {describe_node(node)}", _HINT)


def render_popular(ids: Iterable[str]) -> str:
    """The file."""
    return _HEAD + "".join(f"- {quote_yaml(id)}\n" for id in ids)
