"""A YAML file that is one list: cards, popular articles, search tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from hc_builder.content.text_file import read_text_file
from hc_builder.problems import Problem
from hc_builder.yaml_text import Items, Node, YamlFault, parse_yaml


class ListFile(NamedTuple):
    """What stands in the list, and what is wrong with the file as a whole."""

    nodes: Sequence[Node]
    problems: Sequence[Problem] = ()


def read_yaml_list(path: Path, shown_path: str, code: str, no_list: str, hint: str) -> ListFile:
    """A file that need not be there: then nothing is in it. What else than a list it holds is told as `no_list`."""
    file = read_text_file(path, shown_path)
    if file is None:
        return ListFile(())
    root = parse_yaml(file.text)
    if isinstance(root, YamlFault):
        return ListFile((), (*file.problems, Problem(shown_path, root.line, code, root.what, root.hint)))
    if root is not None and not isinstance(root, Items):
        return ListFile((), (*file.problems, Problem(shown_path, 1, code, no_list, hint)))
    return ListFile(root.nodes if root else (), file.problems)
