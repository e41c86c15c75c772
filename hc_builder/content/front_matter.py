"""The block between `---` lines at the head of a Markdown file: YAML → typed fields, with a line for each fault."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic

from hc_builder.content.typed_fields import T, convert_fields
from hc_builder.content.variables import NO_VARIABLES, Variables
from hc_builder.problems import Edit, Kind, Problem, did_you_mean
from hc_builder.yaml_text import Fields, Scalar, YamlFault, parse_yaml

MAX_CHARACTERS = 64_000
_OPENING = re.compile(r"\A\s*^---[ \t]*\n", re.M)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
_KEY_LINE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\w.\"'-]+[ \t]*:(?:[ \t]|\n|\Z)")
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n\s*\w+\s*=")
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
