"""YAML as writers mean it: every plain word is text, every value knows its line, and no input can blow up.

The one reader for front matter, synonyms and search tests. It takes libyaml's events, which are read without recursion,
and bounds size and depth. Anchors, aliases and tags are refused: a writer who begins a value with `&`, `*` or `!` means
that sign.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import yaml

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20
_NULLS = ("", "~", "null", "Null", "NULL")
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")  # YAML ends a line at these, editors do not
_QUOTE_HINT = "put quotes around a value that holds ': ', '#' or starts with a sign such as * & [ { % @"
_VARIABLE = re.compile(r"\{\{([ \t]*[^\W\d]\w*[ \t]*)\}\}")
_HIDDEN_BRACES = {"\U0010fff0": "{", "\U0010fff1": "}"}
_SHOW_BRACES = str.maketrans(_HIDDEN_BRACES)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast


def read_own_yaml(file: Traversable) -> Any:
    """A file of this package, which needs no care."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)


@dataclass(frozen=True)
class YamlFault:
    """`line` is 1-based."""

    line: int
    what: str
    hint: str = _QUOTE_HINT


@dataclass(frozen=True)
class Scalar:
    """Text as written. `comment` is what YAML cut off after a plain value, from its `#`."""

    line: int
    value: str
    is_plain: bool = False
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing is given: `key:`, `key: ~`, `key: null`."""
        return self.is_plain and self.value in _NULLS


@dataclass(frozen=True)
class Items:
    line: int
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Pair:
    key: Scalar
    value: "Node"


@dataclass(frozen=True)
class Fields:
    line: int
    pairs: tuple[Pair, ...]


Node = Scalar | Items | Fields


class _Refused(Exception):
    def __init__(self, fault: YamlFault) -> None:
        super().__init__(fault.what)
        self.fault = fault


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    is_list: bool
    nodes: list[Node]


def parse_yaml(text: str, first_line: int = 1, max_characters: int = MAX_CHARACTERS) -> Node | YamlFault | None:
    """The one document in `text`, which begins on `first_line` of its file; `None`: there is nothing in it."""
    if len(text) > max_characters:
        return YamlFault(first_line, f"more than {max_characters:,} characters", "take out what is not needed")
    plain = make_plain(text)
    try:
        return _compose(plain, first_line)
    except _Refused as refused:
        return refused.fault
    except yaml.MarkedYAMLError as error:
        return _explain(error, plain, first_line)
    except yaml.YAMLError as error:  # a character that YAML does not allow has no mark
        return YamlFault(first_line, str(error).splitlines()[0], "take out characters that can't be seen")


def make_plain(text: str) -> str:
    """The text, sign for sign, as YAML has to see it: lines end where editors end them, and `{{ fee }}` means text
    wherever it stands, and is no mapping in a mapping."""
    text, (opening, closing) = _ODD_BREAKS.sub(" ", text), _HIDDEN_BRACES
    return _VARIABLE.sub(rf"{opening * 2}\1{closing * 2}", text) if "{{" in text else text


def find_repeated(fields: Fields) -> Iterator[tuple[Scalar, int]]:
    """Each key that stands there already, with the line of the first."""
    seen: dict[str, int] = {}
    for pair in fields.pairs:
        if pair.key.value in seen:
            yield pair.key, seen[pair.key.value]
        seen.setdefault(pair.key.value, pair.key.line)


def describe_node(node: Node) -> str:
    """A value as a message quotes it."""
    if isinstance(node, Scalar):
        return repr(node.value if len(node.value) <= 80 else f"{node.value[:79]}…")
    return "a list" if isinstance(node, Items) else "a group of `key: value` lines"


def _compose(text: str, first_line: int) -> Node | None:
    lines = text.split("\n")
    root: list[Node] = []
    stack = [_Open(first_line, True, root)]
    for event in yaml.parse(text, Loader=_Loader):
        line = _find_line(event.start_mark, first_line)
        _refuse(event, line, len(stack))
        if isinstance(event, yaml.ScalarEvent):
            stack[-1].nodes.append(_read_scalar(event, line, lines))
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(line, isinstance(event, yaml.SequenceStartEvent), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _close(stack.pop())
            stack[-1].nodes.append(node)
    if len(root) > 1:
        raise _Refused(YamlFault(root[1].line, "a second document begins after `---`", "take the `---` line out"))
    return root[0] if root and not (isinstance(root[0], Scalar) and root[0].is_empty) else None


def _refuse(event: yaml.Event, line: int, depth: int) -> None:
    if depth > MAX_DEPTH + 1:
        raise _Refused(YamlFault(line, f"lists nested more than {MAX_DEPTH} deep", "close the brackets, or quote them"))
    sign, name = _find_sign(event)
    if sign:
        what = f"`{sign}{name}` begins with `{sign}`, which YAML reads as a sign of its own"
        raise _Refused(YamlFault(line, what, f"put quotes around a value that begins with `{sign}`"))


def _find_sign(event: yaml.Event) -> tuple[str, str]:
    """The anchor, alias or tag of an event, without which it is plain text."""
    if isinstance(event, yaml.AliasEvent):
        return "*", event.anchor or ""
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        return "&", event.anchor
    tag = getattr(event, "tag", None)
    return ("!", str(tag).removeprefix("tag:yaml.org,2002:").lstrip("!")) if tag else ("", "")


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _read_scalar(event: yaml.ScalarEvent, line: int, lines: list[str]) -> Scalar:
    if control := _CONTROL.search(event.value):  # written as "\\0", since the file's own text holds none
        what = f"a value holds a control character (U+{ord(control[0]):04X})"
        raise _Refused(YamlFault(line, what, "write the words without it; a backslash in quotes is written twice"))
    value = event.value.translate(_SHOW_BRACES)
    if event.style:
        return Scalar(line, value)
    end = event.end_mark
    rest = lines[end.line][end.column :].lstrip(" \t") if end and end.line < len(lines) else ""
    return Scalar(line, value, True, rest.translate(_SHOW_BRACES) if rest.startswith("#") else "")


def _close(opened: _Open) -> Items | Fields:
    if opened.is_list:
        return Items(opened.line, tuple(opened.nodes))
    keys, values = opened.nodes[::2], opened.nodes[1::2]
    return Fields(opened.line, tuple(Pair(_read_key(key), value) for key, value in zip(keys, values, strict=True)))


def _read_key(key: Node) -> Scalar:
    if not isinstance(key, Scalar):
        raise _Refused(YamlFault(key.line, "a key must be a word, not a list or a group"))
    if not key.value:
        raise _Refused(YamlFault(key.line, "a key is missing before `:`", "write the key before the colon"))
    return key


_NO_KEY = "a line is neither `key: value` nor indented below one"
_OPEN = ("a bracket or a quote is opened and not closed", "close it, or put quotes around the whole value")
_EXPLAINED = (
    ("end of stream", *_OPEN),
    ("node content", *_OPEN),
    ("',' or", *_OPEN),
    ("document indicator", *_OPEN),
    ("expected ':'", _NO_KEY, "write one `key: value` on a line"),
    ("mapping values are not allowed", "a second ': ' stands in one line", _QUOTE_HINT),
    ("alphabetic or numeric", "a value begins with * or &, which YAML reads as a sign of its own", _QUOTE_HINT),
    ("whitespace or line break", "a value begins with !, which YAML reads as a sign of its own", _QUOTE_HINT),
    ("cannot start any token", "a value begins with a sign that YAML keeps for itself", _QUOTE_HINT),
    ("expected key", _NO_KEY, "write one `key: value` on a line, and quotes around a value that has quotes in it"),
    ("block end", "a line is indented otherwise than those around it", "begin the lines of a list in one column"),
    ("expected '-' indicator", "a line of a list does not begin with `- `", "begin each line of the list with `- `"),
)
_TOLD_WHERE_IT_BEGINS = re.compile("end of stream|node content|',' or|document indicator|expected ':'")


def _explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlFault:
    """libyaml's words as a writer's; an open bracket or quote is told where it was opened."""
    problem, mark = error.problem or "", error.problem_mark or error.context_mark
    if _TOLD_WHERE_IT_BEGINS.search(problem):
        mark = error.context_mark or mark
    line = _find_line(mark, first_line)
    if mark and "token" in problem and "\t" in text.split("\n")[mark.line]:
        return YamlFault(line, "a tab stands where YAML wants spaces", "indent with spaces, not tabs")
    known = ((what, hint) for part, what, hint in _EXPLAINED if part in problem)
    return YamlFault(line, *next(known, (problem, _QUOTE_HINT)))


class _Mark(Protocol):
    """A place in the text, of libyaml or of PyYAML itself; `line` is 0-based."""

    @property
    def line(self) -> int: ...


def _find_line(mark: _Mark | None, first_line: int) -> int:
    return mark.line + first_line if mark else first_line
