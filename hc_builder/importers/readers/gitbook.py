"""GitBook: a folder or a repository that is synchronized with it; `SUMMARY.md` is its navigation."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from hc_builder.importers.dialects.gitbook import convert_gitbook
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Nav, Page, Place
from hc_builder.importers.readers.tree import Tree, TreeTool, read_tree

_ENTRY = re.compile(
    r"^(?P<margin>\s*)[*+-]\s+(?P<hidden>\{hide-from-toc\}\s*)?(?:\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(<?(?P<path>[^)>]*)>?[^)]*\)|(?P<plain>.+))$"
)
_PART = re.compile(r"^#{2,}\s+(.*?)(?:\s*<a .*)?$")


def read_gitbook(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, GITBOOK, options)


def _convert(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    convert_gitbook(prose, tree.include(posixpath.dirname(page.name), ".gitbook/includes"))
    return ()


def _is_partial(name: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:SUMMARY\.md|\.gitbook/|_book/|GLOSSARY\.md)", name, re.I))


def _list_summaries(files: ExportFiles) -> list[str]:
    """One of each space."""
    return list_named(files, "summary.md")


def _find_root(files: ExportFiles) -> str | None:
    """The folder of the space; of several spaces that of them all."""
    folders = [posixpath.dirname(name) for name in _list_summaries(files)]
    return posixpath.commonpath(folders) if folders else None


def _read_summary(tree: Tree) -> Nav:
    places: dict[str, Place] = {}
    for name in _list_summaries(tree.files):
        for path, place in walk_summary(tree.files.read_text(name), posixpath.dirname(name)):
            places.setdefault(path, replace(place, order=len(places) + 1))
    return places


def list_named(files: ExportFiles, base: str) -> list[str]:
    """Files of that very name, in any folder."""
    return [name for name in files.list_names(base) if posixpath.basename(name).casefold() == base]


def walk_summary(text: str, folder: str) -> Iterator[tuple[str, Place]]:
    """A list of links in a list: what stands above an entry are its sections; a heading begins a part."""
    part, above, order = "", list[tuple[int, str]](), 0
    for line in text.split("\n"):
        if heading := _PART.match(line):
            part, above = heading[1].strip(), []
        elif entry := _ENTRY.match(line):
            margin = len(entry["margin"].expandtabs(4))
            above = [one for one in above if one[0] < margin]
            title = re.sub(
                r"\s*\{#[^}]*\}|\{[^}]*\}", "", re.sub(r"\\(.)", r"\1", entry["title"] or entry["plain"])
            ).strip()
            sections = tuple(filter(None, (part, *(title for _, title in above))))
            if path := unquote((entry["path"] or "").partition("#")[0]):
                order += 1
                yield (
                    posixpath.normpath(posixpath.join(folder, path)).lstrip("/"),
                    Place(sections, order, title, entry["hidden"] is not None),
                )
            above.append((margin, title))


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    yield f"/{page.folder if page.is_head else page.rel}"


GITBOOK = TreeTool(
    convert=_convert,
    roots=(),
    statics=(),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    find_root=_find_root,
    read_nav=_read_summary,
)
