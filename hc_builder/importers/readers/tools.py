"""What differs between tools whose sources are trees of Markdown, and what is known of such a tree while it is read."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hc_builder.importers.address_book import SOURCE, AddressBook
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_head
from hc_builder.importers.model import Loss
from hc_builder.importers.names import clean_media_path, drop_order, make_path
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Nav, Page
from hc_builder.importers.relinking import place_beside

_SOURCE_TARGET = re.compile(r"(?<=\]\()(?!(?:[a-z]+:|/|#|<))([^)\s]+)|(?<=src=\")(?!(?:[a-z]+:|/))([^\"]+)")


@dataclass(frozen=True)
class SiteFacts:
    """What settings say of the whole source: its `title`, its language, and below which path it stands (`/help/`)."""

    title: str = ""
    lang: str = ""
    base: str = ""


@dataclass(frozen=True)
class TreeTool:
    """What differs: where pages lie, what their Markdown and their front matter mean, in which order a navigation names
    them. `convert` changes a text into our Markdown and returns words to find it by. `roots` are folders
    where pages may lie, the first that is there counts; `find_root` tells it from other files. Files of `statics` are
    addressed from the root. `is_partial`: a file that is no page. `list_addresses`: where a page stood. `read_folder`:
    what a folder says of itself. `drops_order`: numbers at the head of names are an order. `is_named_by_file`: titles
    are names of files. `holds_documents`: it is a folder of people, in which a text may lie in any form."""

    convert: Callable[[Prose, Page, "Tree"], Iterable[str]]
    roots: tuple[str, ...] = ()
    statics: tuple[str, ...] = ("static", "public", "assets")
    is_partial: Callable[[str], bool] = lambda name: False
    list_addresses: Callable[[Page, "Tree"], Iterable[str]] = lambda page, tree: ()
    read_nav: Callable[["Tree"], Nav] = lambda tree: {}
    read_folder: Callable[["Tree", str], Mapping[str, Any]] = lambda tree, folder: {}
    find_title: Callable[[Page], str] = lambda page: page.head.text("title")
    find_host: Callable[["Tree"], str] = lambda tree: ""
    read_site: Callable[["Tree"], SiteFacts] = lambda tree: SiteFacts()
    is_draft: Callable[[Page, "Tree"], bool] = lambda page, tree: False
    is_unlisted: Callable[[Page, "Tree"], bool] = lambda page, tree: False
    with_indented: bool = True
    drops_order: bool = False
    clean_name: Callable[[str], str] = lambda name: name
    find_root: Callable[[ExportFiles], str | None] = lambda files: None
    is_named_by_file: bool = False
    holds_documents: bool = False


@dataclass
class Tree:
    """What is known of a source while it is read."""

    files: ExportFiles
    tool: TreeTool
    options: Options
    root: str = ""
    pages: list[Page] = field(default_factory=list)
    book: AddressBook = field(default_factory=AddressBook)
    nav: Nav = field(default_factory=dict)
    included: set[str] = field(default_factory=set)
    site: SiteFacts = SiteFacts()
    losses: list[Loss] = field(default_factory=list)

    def below_root(self, name: str) -> str:
        return name.removeprefix(f"{self.root}/") if self.root else name

    def place_file(self, name: str) -> str:
        """A file among the pages stays beside them; another goes to `media/`."""
        if self.root and not name.startswith(f"{self.root}/"):
            return place_beside(name)
        folder, base = posixpath.split(self.below_root(name))
        parts = [
            drop_order(part) if self.tool.drops_order else self.tool.clean_name(part) for part in folder.split("/")
        ]
        path = make_path(clean_media_path(part) if part else "" for part in parts)
        return posixpath.join(path, posixpath.basename(clean_media_path(base)))

    def read_config(self, name: str) -> str:
        """The text of a settings file; empty where there is none."""
        return self.files.read_text(name) if name in self.files else ""

    def include(self, folder: str, *others: str) -> Callable[[str], str | None]:
        """A reader of included files, seen from a folder, the root, or one of the others; what they name is named as
        seen from the root of the source."""

        def read(path: str) -> str | None:
            bare = re.sub(r"^(?:~|@site|@)?/", "", path)
            places = [posixpath.normpath(posixpath.join(base, bare)) for base in (folder, "", self.root, *others)]
            name = next((place for place in places if place in self.files), "")
            self.included.add(name)
            return _rebase(read_head(self.files.read_text(name), name).body, posixpath.dirname(name)) if name else None

        return read


def _rebase(text: str, folder: str) -> str:
    def put(found: re.Match[str]) -> str:
        path = found[1] or found[2]
        return SOURCE + posixpath.normpath(posixpath.join(folder, path))

    return _SOURCE_TARGET.sub(put, text)
