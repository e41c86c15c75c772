"""The block between `---` lines at the head of a Markdown file: YAML → typed fields, with a line for each fault."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from hc_builder.content.variables import NO_VARIABLES, Variables, check_node, fill_node
from hc_builder.problems import Edit, Kind, Problem, did_you_mean
from hc_builder.yaml_text import (
    Fields,
    Items,
    Node,
    Scalar,
    YamlFault,
    describe_node,
    find_repeated,
    parse_yaml,
)

T = TypeVar("T", bound=msgspec.Struct)

MAX_CHARACTERS = 64_000
_OPENING = re.compile(r"\A\s*^---[ \t]*\n", re.M)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
_KEY_LINE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\w.\"'-]+[ \t]*:(?:[ \t]|\n|\Z)")
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n\s*\w+\s*=")
_TEXTS = tuple[str, ...]
_EXPECTED: Mapping[Any, str] = {
    _TEXTS: "a list such as [first, second]",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    date: "a date such as 2026-03-31",
}
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_OTHER_NAMES = {
    "description": "summary",
    "excerpt": "summary",
    "tags": "keywords",
    "aliases": "redirect_from",
    "redirects": "redirect_from",
    "slug": "permalink",
    "sidebar_position": "order",
    "weight": "order",
    "position": "order",
    "nav_order": "order",
    "date": "updated",
    "lastmod": "updated",
    "last_updated": "updated",
    "author": "owner",
    "related_articles": "related",
}
"""What other tools call a key of ours."""
_LIKE_A_SLIP = 75
FOREIGN_KEYS = Kind(
    "front matter keys that are not known here", "if another tool needs them, set `foreign_keys: [{}]` in mkdocs.yml"
)


@dataclass(frozen=True)
class FrontMatter(Generic[T]):
    """Typed `fields`, the `lines` their keys stand on, and the `body` that starts at `body_line` (1-based).

    `is_whole`: there is a head that could be read, or none at all.
    """

    fields: T
    lines: Mapping[str, int]
    body: str
    body_line: int
    is_whole: bool


@dataclass(frozen=True)
class _Block:
    """The text between the `---` lines, and the line on which it begins."""

    text: str
    line: int
    end: int
    fault: YamlFault | None = None


def parse_front_matter(
    text: str,
    path: str,
    shape: type[T],
    foreign_keys: frozenset[str] = frozenset(),
    not_here: frozenset[str] = frozenset(),
    variables: Variables = NO_VARIABLES,
) -> tuple[FrontMatter[T], list[Problem]]:
    """Read the head of `text` into `shape`, a msgspec Struct in which every field has a default.

    Every fault is returned; a faulty field keeps its default. `foreign_keys` are other tools' keys that
    are passed over in silence; `not_here` are fields of `shape` that this file can't have; `variables` are filled in.
    """
    block = _find_block(text)
    head = block.fault or _parse_block(block)
    body, body_line = text[block.end :], text.count("\n", 0, block.end) + 1
    if isinstance(head, YamlFault):
        problem = Problem(path, head.line, "HC01", head.what, head.hint)
        return FrontMatter(shape(), {}, body, body_line, False), [problem]
    lines = {pair.key.value: pair.key.line for pair in head.pairs}
    unknown = partial(_unknown_key, foreign=foreign_keys)
    fields, problems = convert_fields(head, shape, path, unknown, not_here, variables)
    return FrontMatter(fields, lines, body, body_line, True), problems


def _find_block(text: str) -> _Block:
    opening = _OPENING.match(text)
    if not opening:
        return _find_toml(text)
    line, has_key = text.count("\n", 0, opening.end()) + 1, bool(_KEY_LINE.match(text, opening.end()))
    closing = _CLOSING.search(text, opening.end())
    if closing and (has_key or text.startswith("---")):
        return _Block(text[opening.end() : closing.start()], line, closing.end())
    if closing or not has_key:
        return _Block("", 1, 0)  # a rule across the page
    fault = YamlFault(line - 1, "the front matter has no end", "write a line `---` after its last key")
    return _Block("", line, opening.end(), fault)


def _find_toml(text: str) -> _Block:
    toml = _TOML.match(text)
    hint = "write it between `---` lines, as `key: value`"
    fault = YamlFault(1, "front matter between `+++` lines, in TOML, is not read here", hint) if toml else None
    return _Block("", 1, 0, fault)


def _parse_block(block: _Block) -> Fields | YamlFault:
    root = parse_yaml(block.text, block.line, MAX_CHARACTERS)
    if isinstance(root, YamlFault):
        return YamlFault(root.line, f"front matter can't be read: {root.what}", root.hint)
    if root is not None and not isinstance(root, Fields):
        what = "front matter is not a list of `key: value` lines"
        return YamlFault(block.line, what, "write one `key: value` on a line, such as `title: …`")
    return root or Fields(block.line, ())


TellUnknown = Callable[[Scalar, Collection[str], str], Problem | None]
"""(key, the known keys that are not given, path of the file) → what to say of a key that is not known, if anything."""


def convert_fields(
    head: Fields,
    shape: type[T],
    path: str,
    tell_unknown: TellUnknown,
    not_here: frozenset[str] = frozenset(),
    variables: Variables = NO_VARIABLES,
) -> tuple[T, list[Problem]]:
    """`key: value` lines as `shape`, a msgspec Struct in which every field has a default, and every fault; a faulty
    field keeps its default. A key may be written `until` for a field called `until_`."""
    names = {key.rstrip("_"): key for key in get_type_hints(shape)}
    types = {key: kind for key, kind in zip(names, get_type_hints(shape).values(), strict=True) if key not in not_here}
    twice = [_key_twice(key, first, path) for key, first in find_repeated(head)]
    pairs = {pair.key.value: pair for pair in head.pairs}
    given = {key: pair.value for key, pair in pairs.items() if key in types and not _is_empty(pair.value)}
    undefined = [problem for node in given.values() for problem in check_node(node, variables, path)]
    known = {key: fill_node(node, variables) for key, node in given.items()}
    read = {key: _convert(node, types[key]) for key, node in known.items()}
    wrong = [_wrong_type(key, known[key], types[key], path) for key, value in read.items() if value is None]
    wrong += [_wrong_item(key, item, path) for key in read if types[key] == _TEXTS for item in _find_odd(known[key])]
    missing = [key for key in types if key not in pairs]
    strange = [tell_unknown(pair.key, missing, path) for key, pair in pairs.items() if key not in types]
    cut = [problem for key, node in known.items() for problem in _find_cuts(key, node, types[key], path)]
    good = {names[key]: value for key, value in read.items() if value is not None}
    return shape(**good), [*twice, *filter(None, strange), *wrong, *cut, *undefined]


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty


def _convert(node: Node, wanted: Any) -> Any:
    """The value as its field's type, or `None` where it can't be meant so. One text is a list of one."""
    if wanted == _TEXTS:
        return _read_texts(node)
    if not isinstance(node, Scalar):
        return None
    return _read_scalar(node.value.strip(), wanted)


def _read_texts(node: Node) -> tuple[str, ...] | None:
    """Items that are no text are told, and left out."""
    nodes = node.nodes if isinstance(node, Items) else (node,)
    texts = tuple(item.value for item in nodes if isinstance(item, Scalar) and not item.is_empty)
    return None if isinstance(node, Fields) else texts


def _read_scalar(text: str, wanted: Any) -> Any:
    kinds = get_args(wanted) or (wanted,)
    if str in kinds:
        return text
    if bool in kinds:
        return TRUTHS.get(text.lower())
    if int in kinds:
        return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None
    if date in kinds:
        return _read_date(text)
    return text if text in kinds else None


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _key_twice(key: Scalar, first: int, path: str) -> Problem:
    what = f"`{key.value}` is given twice; the first is on line {first}"
    return Problem(path, key.line, "HC01", what, "keep one of the two")


def _unknown_key(
    key: Scalar, known: Collection[str], path: str, foreign: frozenset[str] = frozenset()
) -> Problem | None:
    """A slip is a slip for one of the `known` keys that are not given; a `foreign` one is another tool's."""
    if key.value in foreign:
        return None
    what, name = f"unknown front matter key `{key.value}`", _OTHER_NAMES.get(key.value.lower(), "")
    if key.value == "audience":
        hint = "an audience is that of a folder: write it into the folder's index.md; this article is public"
        return Problem(path, key.line, "HC02", what, hint, "warning")
    folded = _fold_key(key.value)
    if same := next((other for other in known if other.replace("_", "") == folded), ""):
        edit = Edit(f"{key.value}:", f"{same}:")
        return Problem(path, key.line, "HC02", what, f"did you mean '{same}'?", "warning", edit=edit)
    if name in known:
        edit, hint = Edit(f"{key.value}:", f"{name}:"), f"here it is called `{name}`"
        return Problem(path, key.line, "HC02", what, hint, "warning", _rename_to(name), key.value, edit)
    if near := did_you_mean(key.value, known, _LIKE_A_SLIP):
        return Problem(path, key.line, "HC02", what, near, "warning")
    hint = "if another tool needs it, add it to `foreign_keys` in mkdocs.yml"
    return Problem(path, key.line, "HC02", what, hint, "warning", FOREIGN_KEYS, key.value)


_JOINTS = str.maketrans("", "", " _-")


def _fold_key(key: str) -> str:
    """`Redirect-From` and `redirectFrom` are `redirectfrom`, as `redirect_from` is."""
    return key.translate(_JOINTS).casefold()


def _rename_to(name: str) -> Kind:
    cure = f"call it `{name}`; or, if another tool needs it, set `foreign_keys: [{{}}]` in mkdocs.yml"
    return Kind(f"front matter keys that are called `{name}` here", cure)


def _wrong_type(key: str, node: Node, wanted: Any, path: str) -> Problem:
    expected = describe_type(wanted)
    near = _find_meant(node.value.strip(), wanted) if isinstance(node, Scalar) else ""
    hint = near or f"write `{key}:` and {expected}"
    return Problem(path, node.line, "HC03", f"`{key}` must be {expected}, not {describe_node(node)}", hint)


_DAY = re.compile(r"(\d{4})(?:\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
"""A day as people write it, the year first: `2026.12.1`, `2026년 12월 1일`, `20261201`."""


def _find_meant(text: str, wanted: Any) -> str:
    """What a writer will have meant by a value of another form, as a hint; empty where nothing is near."""
    if date not in get_args(wanted):
        return did_you_mean(text.casefold(), [kind for kind in get_args(wanted) if isinstance(kind, str)])
    found = _DAY.match(text)
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups() if part)
    meant = f"{year}-{month:02}-{day:02}"
    return f"did you mean '{meant}'?" if _read_date(meant) else "there is no such day: correct it"


def _find_odd(node: Node) -> list[Node]:
    """Items of a list that are no text."""
    return [item for item in node.nodes if not isinstance(item, Scalar)] if isinstance(node, Items) else []


def _wrong_item(key: str, item: Node, path: str) -> Problem:
    what = f"an item of `{key}` must be text, not {describe_node(item)}"
    return Problem(path, item.line, "HC03", what, "put quotes around an item that holds ': ' or begins with [ or {")


def describe_type(wanted: Any) -> str:
    """What is expected of a value, in English."""
    kinds = (wanted, *get_args(wanted))
    choices = [f"`{kind}`" for kind in kinds if isinstance(kind, str)]
    return " or ".join(choices) or next(name for kind, name in _EXPECTED.items() if kind in kinds)


def _find_cuts(key: str, node: Node, wanted: Any, path: str) -> Iterator[Problem]:
    """Text that YAML takes for a comment: `title: 상품 #3 문의` is read as `상품`."""
    if wanted not in (str, _TEXTS):
        return
    for item in node.nodes if isinstance(node, Items) else (node,):
        if isinstance(item, Scalar) and item.comment:
            what = f"`{key}` ends at ' #', which begins a comment: `{item.comment}` is left out"
            hint = "put quotes around the whole value; a comment belongs on a line of its own"
            yield Problem(path, item.line, "HC13", what, hint, "warning")
