"""What a shop says once and its articles name: `{{ shipping_fee }}` is `3,000원` wherever text is read, but in code.

Only a shop that has `variables` has any: to every other one `{{ … }}` is another tool's syntax, as it is with a dot or
a filter in it.
"""

import re
from collections.abc import Iterator, Mapping

from hc_builder.problems import Problem, did_you_mean
from hc_builder.yaml_text import Fields, Items, Node, Pair, Scalar

Variables = Mapping[str, str]
NO_VARIABLES: Variables = {}
NAME = re.compile(r"[^\W\d]\w*")
VARIABLE = re.compile(rf"\{{\{{[ \t]*({NAME.pattern})[ \t]*\}}\}}")


def fill_text(text: str, variables: Variables) -> str:
    """A name that is not defined is left as written."""
    return VARIABLE.sub(lambda found: variables.get(found[1], found[0]), text) if variables else text


def fill_node(node: Node, variables: Variables) -> Node:
    """YAML with its values filled in; keys are names, and stay."""
    if isinstance(node, Scalar):
        return Scalar(node.line, fill_text(node.value, variables), node.is_plain, node.comment)
    if isinstance(node, Items):
        return Items(node.line, tuple(fill_node(item, variables) for item in node.nodes))
    return fill_fields(node, variables)


def fill_fields(fields: Fields, variables: Variables) -> Fields:
    return Fields(fields.line, tuple(Pair(pair.key, fill_node(pair.value, variables)) for pair in fields.pairs))


def check_node(node: Node, variables: Variables, path: str) -> list[Problem]:
    """Each name in a value that is not defined."""
    if not variables:
        return []
    return [tell_undefined(name, path, line, variables) for line, name in _find_undefined(node, variables)]


def _find_undefined(node: Node, variables: Variables) -> Iterator[tuple[int, str]]:
    if isinstance(node, Scalar):
        yield from ((node.line, name) for name in VARIABLE.findall(node.value) if name not in variables)
    for below in node.nodes if isinstance(node, Items) else ():
        yield from _find_undefined(below, variables)
    for pair in node.pairs if isinstance(node, Fields) else ():
        yield from _find_undefined(pair.value, variables)


def tell_undefined(name: str, path: str, line: int, variables: Variables) -> Problem:
    hint = did_you_mean(name, variables) or "define it under `variables` in mkdocs.yml, or write it as code"
    return Problem(path, line, "HC33", f"the variable `{name}` is not defined", hint)
