"""Trees of Microsoft Learn (DocFX: `TOC.yml`, `docfx.json`) and Adobe Experience League (`TOC.md`)."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hc_builder.importers.dialects.learn import convert_learn, find_snippet_in
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import to_plain
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.gitbook import list_named, walk_summary
from hc_builder.importers.readers.pages import Nav, Page, Place
from hc_builder.importers.readers.tools import Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree
from hc_builder.importers.titles import clean_title
from hc_builder.yaml_text import YamlFault, parse_yaml


def read_learn(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, LEARN, options)


def _convert(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    include = tree.include(posixpath.dirname(page.name), "help/_includes", "_includes", "includes")
    shared = [name for name in tree.files.list_names("snippets.md") if "_includes/" in name]

    def find_snippet(name: str) -> str | None:
        texts = (include(f"/{file}") or "" for file in shared)
        return next((found for text in texts if (found := find_snippet_in(text, name))), None)

    convert_learn(prose, include, find_snippet)
    return page.head.texts("feature")


def _is_partial(name: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:_?includes|_?snippets|obj|_themes)/|(?:^|/)(?:TOC|metadata)\.md$", name, re.I))


def _find_title(page: Page) -> str:
    """Without the number under which the publisher files it: `744 사용자 만들기` with `ms.custom: ["744"]`."""
    title, numbers = page.head.text("title"), page.head.texts("ms.custom")
    first, _, rest = title.partition(" ")
    return rest if rest and first in numbers and first.isdecimal() else title


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    base = posixpath.basename(tree.root)
    path = page.folder if page.is_head else page.rel
    yield f"/{posixpath.join(base, path)}" if base not in ("help", "docs", "articles") else f"/{path}"


def _read_contents(tree: Tree) -> Nav:
    places: dict[str, Place] = {}
    for name in list_named(tree.files, "toc.md"):
        for path, place in walk_summary(tree.files.read_text(name), posixpath.dirname(name)):
            found = path if path in tree.files else path.removeprefix(f"{posixpath.dirname(name)}/")
            sections = tuple(map(clean_title, place.sections))
            places.setdefault(found, replace(place, sections=sections, order=len(places) + 1))
    above: dict[str, tuple[str, ...]] = {}
    for name in sorted(list_named(tree.files, "toc.yml"), key=lambda name: name.count("/")):
        node = parse_yaml(tree.files.read_text(name))
        if node is not None and not isinstance(node, YamlFault):
            for path, sections, title in _walk(to_plain(node), above.get(name, ())):
                found = posixpath.normpath(posixpath.join(posixpath.dirname(name), path.partition("?")[0]))
                if found.casefold().endswith("toc.yml"):
                    above[found] = (*sections, title)
                places.setdefault(found, Place(sections, len(places) + 1))
    return places


def _walk(node: Any, sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Pages and further tables of contents, the titles above each, and its own."""
    entries = node if isinstance(node, list) else node.get("items", []) if isinstance(node, dict) else []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        if isinstance(href := entry.get("href"), str) and href:
            yield href, sections, str(entry.get("name", ""))
        if isinstance(items := entry.get("items"), list):
            yield from _walk(items, (*sections, str(entry.get("name", ""))))


LEARN = TreeTool(
    convert=_convert,
    roots=("help",),
    statics=("",),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    read_nav=_read_contents,
    find_title=_find_title,
)
