"""Front matter of any tool → plain values, and those of ours that its keys stand for."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hc_builder.importers.model import Loss
from hc_builder.yaml_text import Fields, Items, Node, Scalar, parse_yaml

_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_LINE = re.compile(r"^([\w.-]+):[ \t]*(.*?)[ \t]*$", re.M)
_DAY = re.compile(r"(\d{4})[-./년]\s*(\d{1,2})[-./월]\s*(\d{1,2})")
_AMERICAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NUMBER = re.compile(r"\s*[+-]?\d{1,6}(?:\.\d{1,6})?\s*")
_TRUE = frozenset(("true", "yes", "on", "1", "y", "공개", "예", "o"))
_FALSE = frozenset(("false", "no", "off", "0", "n", "비공개", "아니오", "x", "숨김"))
MEANT = frozenset(
    "title description excerpt summary tags keywords labels aliases redirect_from redirects redirect_to "
    "sidebar_position weight nav_order order position date lastmod last_updated last_update updated modified ms.date "
    "author owner draft published publish last-update titleSuffix "
    "created hidden hide unlisted noindex ROBOTS robots nav_exclude search_exclude "
    "hidefromtoc slug permalink url id lang language locale related questions pin popular sidebar_label linkTitle "
    "parent grand_parent category categories layout head sidebar tocdepth child children has_children has_toc scripts "
    "displayed_sidebar toc_min_heading_level toc_max_heading_level pagination_next pagination_prev custom_edit_url "
    "sidebar_class_name pagination_label workflow-type ht-degree exl-id feature role level manager audience "
    "localization_priority aliases alias cssclass cssclasses icon cover coverY type template".split()
)
MEANT_BEGIN = ("ms.", "ms-", "source-", "og:", "twitter:", "search.")
"""Keys that are read, or that say nothing a reader of articles would miss."""


@dataclass(frozen=True)
class Head:
    """`values` by key as written; `body` is what stands below, from line `line` (1-based) of the file."""

    values: Mapping[str, Any]
    body: str
    line: int = 1
    losses: tuple[Loss, ...] = ()

    def text(self, *keys: str) -> str:
        """The first of the keys that has a text."""
        found = (self.values.get(key) for key in keys)
        return next((" ".join(value.split()) for value in found if isinstance(value, str) and value.strip()), "")

    def texts(self, *keys: str) -> tuple[str, ...]:
        """All texts of those keys; one text with commas is several."""
        return tuple(dict.fromkeys(text for key in keys for text in _split(self.values.get(key), ",")))

    def lines(self, *keys: str) -> tuple[str, ...]:
        """The same of keys whose texts may hold commas."""
        return tuple(dict.fromkeys(text for key in keys for text in _split(self.values.get(key), "")))

    def truth(self, *keys: str) -> bool | None:
        found = (read_truth(self.values.get(key)) for key in keys)
        return next((value for value in found if value is not None), None)

    def number(self, *keys: str) -> int | None:
        found = (self.values.get(key) for key in keys)
        return next((round(float(text)) for text in found if isinstance(text, str) and _NUMBER.fullmatch(text)), None)

    def day(self, *keys: str) -> date | None:
        found = (self.values.get(key) for key in keys)
        days = (read_day(value.get("date") if isinstance(value, dict) else value) for value in found)
        return next((day for day in days if day), None)


def _split(value: object, sign: str) -> list[str]:
    if isinstance(value, list):
        return [" ".join(item.split()) for item in value if isinstance(item, str) and item.strip()]
    if not isinstance(value, str) or not value.strip():
        return []
    return [part.strip() for part in (value.split(sign) if sign else [value]) if part.strip()]


def read_truth(value: object) -> bool | None:
    word = value.strip().casefold() if isinstance(value, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def read_day(value: object) -> date | None:
    """`2026-03-01T09:00:00Z`, `2026. 3. 1.`, `2026년 3월 1일`, and `03/01/2026` as Americans write it."""
    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    text = value if isinstance(value, str) else ""
    if found := _DAY.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _AMERICAN_DAY.search(text):
        month, day, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_head(text: str, place: str) -> Head:
    """What can't be read as YAML is read line by line, and told."""
    if toml := _TOML.match(text):
        return _read_toml(text, toml, place)
    block = _YAML.match(text)
    if not block:
        return Head({}, text)
    body, line = text[block.end() :], text.count("\n", 0, block.end()) + 1
    node = parse_yaml(block[1], 2)
    if isinstance(node, Fields):
        return Head(to_plain(node), body, line)
    if node is None:
        return Head({}, body, line)
    values = {found[1]: found[2].strip("\"'") for found in _LINE.finditer(block[1])}
    if not values:
        return Head({}, text)  # a rule across the page
    return Head(values, body, line, (Loss("front matter that is no YAML was read line by line", place, 1),))


def _read_toml(text: str, block: re.Match[str], place: str) -> Head:
    body, line = text[block.end() :], text.count("\n", 0, block.end()) + 1
    try:
        return Head(_to_texts(tomllib.loads(block[1])), body, line)
    except tomllib.TOMLDecodeError as error:
        return Head({}, body, line, (Loss(f"front matter that can't be read: {error}", place, 1),))


def _to_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _to_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_plain(node: Node | None) -> Any:
    """A tree of YAML as texts, lists and groups."""
    match node:
        case Fields():
            return {pair.key.value: to_plain(pair.value) for pair in node.pairs}
        case Items():
            return [to_plain(item) for item in node.nodes]
        case Scalar():
            return "" if node.is_empty else node.value
    return ""
