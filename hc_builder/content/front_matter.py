"""The block between `---` lines at the head of a Markdown file: YAML → typed fields, with a line for each fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

import msgspec
import yaml

from hc_builder.problems import Problem, did_you_mean

T = TypeVar("T", bound=msgspec.Struct)

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.S | re.M)
_EXPECTED = {
    tuple[str, ...]: "a list such as [first, second]",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    date: "a date such as 2026-03-31",
}
_KEPT_AS_TEXT = ("timestamp", "int", "float")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml's is ten times as fast
    """Dates and numbers stay text until their field is read: a wrong date is that field's fault, not the whole block's,
    and the keywords `1:1` and `010` are no numbers (61 and 8 to YAML)."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in _KEPT_AS_TEXT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True)
class FrontMatter(Generic[T]):
    """Typed `fields`, the `lines` their keys stand on, and the `body` that starts at `body_line` (1-based).

    `values` is all that was written, unknown keys too.
    """

    fields: T
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int


def parse_front_matter(
    text: str, path: str, shape: type[T], foreign_keys: frozenset[str] = frozenset()
) -> tuple[FrontMatter[T], list[Problem]]:
    """Read the head of `text` into `shape`, a msgspec Struct in which every field has a default.

    Every fault is returned; a faulty field keeps its default. `foreign_keys` are other tools' keys that
    are passed over in silence.
    """
    block = _BLOCK.match(text)
    source, body = (block[1], text[block.end() :]) if block else ("", text)
    body_line = text.count("\n", 0, block.end()) + 1 if block else 1
    values, lines, problems = _read_mapping(source, path)
    fields, faults = _convert_fields(values, lines, path, shape, foreign_keys)
    return FrontMatter(fields, values, lines, body, body_line), problems + faults


def _read_mapping(source: str, path: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """YAML → values and the file's line of each key (the block starts on line 2)."""
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else {}
    except (yaml.YAMLError, ValueError) as error:
        return {}, {}, [_yaml_fault(error, path)]
    if node is None:
        return {}, {}, []
    if not isinstance(node, yaml.MappingNode):
        what = "front matter is not a list of `key: value` lines"
        return (
            {},
            {},
            [Problem(path, 2, "HC01", what, "write one `key: value` on a line, such as `title: …`")],
        )
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    return {str(key): value for key, value in values.items()}, lines, _repeated_keys(node, path)


def _repeated_keys(node: yaml.MappingNode, path: str) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for key, _ in node.value:
        line = key.start_mark.line + 2
        if key.value in seen:
            what = f"`{key.value}` is given twice; the first is on line {seen[key.value]}"
            problems.append(Problem(path, line, "HC01", what, "keep one of the two"))
        seen.setdefault(key.value, line)
    return problems


def _yaml_fault(error: Exception, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = f"front matter is not valid YAML: {getattr(error, 'problem', None) or error}"
    hint = "put quotes around a value that holds ': ', '#' or starts with a sign such as * & [ { % @"
    return Problem(path, mark.line + 2 if mark else 2, "HC01", what, hint)


def _convert_fields(
    values: dict[str, Any], lines: dict[str, int], path: str, shape: type[T], foreign: frozenset[str]
) -> tuple[T, list[Problem]]:
    types = get_type_hints(shape)
    problems, good = [], {}
    for key, value in values.items():
        if key not in types:
            if key not in foreign:
                problems.append(_unknown_key(key, types, path, lines[key]))
        elif value is not None:
            try:
                good[key] = _convert(value, types[key])
            except (msgspec.ValidationError, ValueError) as error:
                problems.append(_wrong_type(key, value, types[key], error, path, lines[key]))
    return shape(**good), problems


def _convert(value: Any, wanted: Any) -> Any:
    """Strict, but for what writers mean: a number as it is written, one text as a list of one."""
    if wanted == tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        return tuple(_convert(item, str) for item in items)
    return msgspec.convert(value, wanted, strict=wanted is not int)


def _unknown_key(key: str, known: Mapping[str, Any], path: str, line: int) -> Problem:
    hint = did_you_mean(key, known) or f"known keys: {', '.join(known)}"
    return Problem(path, line, "HC02", f"unknown front matter key `{key}`", hint, "warning")


def _wrong_type(key: str, value: Any, wanted: Any, error: Exception, path: str, line: int) -> Problem:
    choices = [f"`{arg}`" for arg in getattr(wanted, "__args__", ()) if isinstance(arg, str)]
    expected = " or ".join(choices) or next(
        (name for kind, name in _EXPECTED.items() if kind in (wanted, *getattr(wanted, "__args__", ()))),
        str(error),
    )
    return Problem(path, line, "HC03", f"`{key}` must be {expected}, not {value!r}", f"write `{key}:` and {expected}")
