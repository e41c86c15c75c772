"""Hugo: bundles, shortcodes, sections by `_index.md`, languages by name or folder; VitePress' tree too."""

import posixpath
from collections.abc import Iterator

from hc_builder.importers.dialects.hugo import convert_hugo
from hc_builder.importers.dialects.vitepress import convert_vitepress
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Page
from hc_builder.importers.readers.tools import Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree


def read_hugo(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, HUGO, options)


def read_vitepress(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, VITEPRESS, options)


def _convert_hugo(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    convert_hugo(prose)
    return ()


def _list_hugo_addresses(page: Page, tree: Tree) -> Iterator[str]:
    slug = page.head.text("slug")
    path = page.folder if page.is_head else page.rel
    yield page.head.text("url") or f"/{posixpath.join(posixpath.dirname(path), slug) if slug else path}/"
    yield from page.head.lines("aliases")


HUGO = TreeTool(
    convert=_convert_hugo,
    roots=("content",),
    statics=("static", "assets"),
    list_addresses=_list_hugo_addresses,
)


def _convert_vitepress(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    convert_vitepress(prose, tree.include(posixpath.dirname(page.name), "docs"), page.head.values)
    return ()


def _list_vitepress_addresses(page: Page, tree: Tree) -> Iterator[str]:
    path = page.folder if page.is_head else page.rel
    yield f"/{path}/" if page.is_head else f"/{path}.html"


VITEPRESS = TreeTool(
    convert=_convert_vitepress,
    roots=("docs",),
    statics=("docs/public", "public"),
    is_partial=lambda name: "/.vitepress/" in f"/{name}",
    list_addresses=_list_vitepress_addresses,
)
