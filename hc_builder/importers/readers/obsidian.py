"""An Obsidian vault: links by name, transclusions, aliases, properties; and plain folders of Markdown."""

import posixpath
import re
from collections.abc import Iterator

from hc_builder.importers.dialects.learn import convert_learn
from hc_builder.importers.dialects.obsidian import convert_obsidian, cut_section, keep_lines
from hc_builder.importers.dialects.pymdown import convert_pymdown
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_head
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.gitbook import walk_summary
from hc_builder.importers.readers.pages import Nav, Page
from hc_builder.importers.readers.tools import Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree


def read_obsidian(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, OBSIDIAN, options)


def read_markdown(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, MARKDOWN, options)


def _convert_vault(prose: Prose, page: Page, tree: Tree) -> list[str]:
    folder = posixpath.dirname(page.name)

    def transclude(name: str, part: str) -> str | None:
        found = tree.book.find_page_name(name, folder)
        return cut_section(read_head(tree.files.read_text(found), found).body, part) if found else None

    tags = convert_obsidian(prose, transclude)
    return [*tags, *page.head.lines("aliases", "alias")]


def _convert_note(prose: Prose, page: Page, tree: Tree) -> list[str]:
    words = _convert_vault(prose, page, tree)
    if '"strictLineBreaks":true' not in re.sub(r"\s", "", tree.read_config(".obsidian/app.json")):
        keep_lines(prose)
    return words


def _convert_plain(prose: Prose, page: Page, tree: Tree) -> list[str]:
    include = tree.include(posixpath.dirname(page.name))
    convert_pymdown(prose, include, {})
    convert_learn(prose, include)
    return _convert_vault(prose, page, tree)


def _is_partial(name: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:(?:SUMMARY|TOC|_sidebar|_navbar)\.md$|~\$[^/]*$)", name, re.I))


def _is_partial_of_vault(name: str) -> bool:
    """Templates of a vault stand in its first folder; deeper ones are a topic."""
    return _is_partial(name) or bool(re.match(r"(?:_?templates?|템플릿)/|.*\.excalidraw\.md$", name, re.I))


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    yield f"/{page.head.text('permalink', 'slug', 'url').strip('/') or (page.folder if page.is_head else page.rel)}"


def _read_summary(tree: Tree) -> Nav:
    for name in ("SUMMARY.md", "_sidebar.md"):
        if text := tree.read_config(posixpath.join(tree.root, name)):
            return dict(walk_summary(text, tree.root))
    return {}


OBSIDIAN = TreeTool(
    convert=_convert_note,
    statics=(),
    is_partial=_is_partial_of_vault,
    list_addresses=_list_addresses,
    is_named_by_file=True,
    holds_documents=True,
)
MARKDOWN = TreeTool(
    convert=_convert_plain,
    roots=(),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    read_nav=_read_summary,
    drops_order=True,
    holds_documents=True,
)
