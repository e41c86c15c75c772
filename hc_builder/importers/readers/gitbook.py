"""GitBook: a folder or a repository that is synchronized with it; `SUMMARY.md` is its navigation."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from hc_builder.importers.dialects.gitbook import convert_gitbook
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import to_plain
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import NO_PLACE, Nav, Page, Place
from hc_builder.importers.readers.tools import Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree
from hc_builder.yaml_text import Fields, parse_yaml

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
    for old, goal in _read_redirects(tree).items():
        if posixpath.normpath(posixpath.join(tree.root, goal)) == page.name:
            yield f"/{old.strip('/')}"


def _read_redirects(tree: Tree) -> dict[str, str]:
    node = parse_yaml(tree.read_config(posixpath.join(tree.root, ".gitbook.yaml")))
    settings = to_plain(node) if isinstance(node, Fields) else {}
    redirects = settings.get("redirects")
    found = redirects.items() if isinstance(redirects, dict) else ()
    return {old: goal for old, goal in found if isinstance(goal, str)}


def _is_unlisted(page: Page, tree: Tree) -> bool:
    """A space shows only what its table of contents names."""
    return bool(tree.nav) and page.place == NO_PLACE and not page.is_head


GITBOOK = TreeTool(
    convert=_convert,
    roots=(),
    statics=(),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    find_root=_find_root,
    read_nav=_read_summary,
    is_unlisted=_is_unlisted,
)
