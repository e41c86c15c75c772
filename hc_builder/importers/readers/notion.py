"""Notion: the export as Markdown and CSV, a zip in which every name ends in 32 digits."""

import csv
import posixpath
import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice

from hc_builder.importers.dialects.forms import make_box, replace_blocks
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export
from hc_builder.importers.names import drop_hash
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.tools import TreeTool
from hc_builder.importers.readers.tree import read_tree

_ASIDE = re.compile(r"<aside>\s*\n?(?P<icon>[^\w\s<]{1,6}(?=\s))?\s*(?P<body>.*?)</aside>", re.S)
_KINDS = {
    "⚠": "warning",
    "🚨": "danger",
    "❗": "important",
    "❌": "danger",
    "✅": "success",
    "ℹ": "info",
    "❓": "question",
}
_PROPERTIES = re.compile(r"\A\s*(?:#[^\n]*\n)?\s*\n?(?P<lines>(?:[^\s#>|:\-*][^\n:]{0,40}: [^\n]*\n)+)\s*(?:\n|\Z)")
_LINK_TO_TABLE = re.compile(r"\[([^\]]*)\]\([^)\s]+\.csv\)")
_TAGS = ("tags", "태그", "키워드", "keywords", "라벨")
_KNOWN = frozenset((*_TAGS, "created", "created time", "created by", "last edited time", "last edited by"))
_KNOWN |= {"생성 일시", "생성자", "최종 편집 일시", "최종 편집자"}


def read_notion(files: ExportFiles, options: Options) -> Export:
    columns = frozenset(_list_columns(files))
    tool = replace(NOTION, convert=lambda prose, page, tree: _convert(prose, columns))
    return read_tree(_drop_tables(files), tool, options)


def _list_columns(files: ExportFiles) -> Iterator[str]:
    """The properties of every database: the first row of its list."""
    for name in files.list_names(".csv"):
        for row in islice(csv.reader(files.read_text(name).split("\n", 1)[:1]), 1):
            yield from (column.strip().casefold() for column in row)


def _drop_tables(files: ExportFiles) -> ExportFiles:
    """The list of a database, of which every page is there too."""
    kept = {name: read for name, read in files.readers.items() if not name.casefold().endswith(".csv")}
    return ExportFiles(files.origin, kept, files.losses)


def _convert(prose: Prose, columns: Set[str]) -> tuple[str, ...]:
    words = _take_properties(prose, columns)
    replace_blocks(prose, _ASIDE, _write_aside)
    prose.sub(_LINK_TO_TABLE, r"\1")
    return tuple(words)


def _take_properties(prose: Prose, columns: Set[str]) -> list[str]:
    """Lines `Name: value` below the title are the properties of a page of a database, where each name is one of its
    columns or of the known ones; others are text."""
    found = _PROPERTIES.match(prose.text)
    if not found:
        return []
    pairs = [line.partition(": ") for line in found["lines"].strip().split("\n")]
    if any(name.casefold() not in columns and name.casefold() not in _KNOWN for name, _, _ in pairs):
        return []
    for name, sign, value in pairs:
        if name.casefold() not in _TAGS:
            prose.lose("a property of Notion", f"{name}{sign}{value}")
    prose.text = prose.text[: found.start("lines")] + prose.text[found.end("lines") :]
    return [word.strip() for name, _, value in pairs if name.casefold() in _TAGS for word in value.split(",")]


def _write_aside(found: re.Match[str], body: str) -> str:
    kind = next((kind for sign, kind in _KINDS.items() if sign in (found["icon"] or "")), "note")
    return make_box(kind, "", body)


NOTION = TreeTool(
    convert=lambda prose, page, tree: _convert(prose, frozenset()),
    roots=(),
    statics=(),
    clean_name=drop_hash,
    is_partial=lambda name: posixpath.basename(name).casefold() == "index.md",
)
