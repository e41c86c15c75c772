"""Notion: the export as Markdown and CSV, a zip in which every name ends in 32 digits."""

import posixpath
import re

from hc_builder.importers.dialects.forms import make_box, replace_blocks
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export
from hc_builder.importers.names import drop_hash
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Page
from hc_builder.importers.readers.tree import Tree, TreeTool, read_tree

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


def read_notion(files: ExportFiles, options: Options) -> Export:
    return read_tree(_drop_tables(files), NOTION, options)


def _drop_tables(files: ExportFiles) -> ExportFiles:
    """The list of a database, of which every page is there too."""
    kept = {name: read for name, read in files.readers.items() if not name.casefold().endswith(".csv")}
    return ExportFiles(files.origin, kept, files.losses)


def _convert(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    words = _take_properties(prose)
    replace_blocks(prose, _ASIDE, _write_aside)
    prose.sub(_LINK_TO_TABLE, r"\1")
    return tuple(words)


def _take_properties(prose: Prose) -> list[str]:
    """Lines `Name: value` below the title are the properties of a page of a database."""
    found = _PROPERTIES.match(prose.text)
    if not found:
        return []
    pairs = [line.partition(": ") for line in found["lines"].strip().split("\n")]
    if len(pairs) < 2 and pairs[0][0].casefold() not in _TAGS:
        return []
    prose.text = prose.text[: found.start("lines")] + prose.text[found.end("lines") :]
    return [word.strip() for name, _, value in pairs if name.casefold() in _TAGS for word in value.split(",")]


def _write_aside(found: re.Match[str], body: str) -> str:
    kind = next((kind for sign, kind in _KINDS.items() if sign in (found["icon"] or "")), "note")
    return make_box(kind, "", body)


NOTION = TreeTool(
    convert=_convert,
    roots=(),
    statics=(),
    clean_name=drop_hash,
    is_partial=lambda name: posixpath.basename(name).casefold() == "index.md",
)
