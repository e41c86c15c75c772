"""A tree of Markdown files, whatever tool it is of: pages, their places here, their texts and what they show.

What differs between tools is a `TreeTool`: where pages lie, what their Markdown and their front matter mean, in which
order a navigation names them.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hc_builder.importers.address_book import SOURCE, AddressBook
from hc_builder.importers.export_files import ExportFiles, ExportRefused
from hc_builder.importers.heads import MEANT, MEANT_BEGIN, Head, read_head
from hc_builder.importers.languages import read_language
from hc_builder.importers.leftovers import drop_leftovers, tidy_prose
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle
from hc_builder.importers.names import clean_media_path, drop_order, find_order, guess_language, make_path, make_unique
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.choosing import NAVIGATION, SUFFIXES, find_root, is_of_repository, is_page
from hc_builder.importers.readers.folders import list_categories
from hc_builder.importers.readers.pages import NO_PLACE, Nav, Page, find_language
from hc_builder.importers.relinking import Relinker, place_beside
from hc_builder.importers.safety import close_lists, drop_active
from hc_builder.importers.targets import change_targets
from hc_builder.importers.titles import clean_title, settle_title

_SOURCE_TARGET = re.compile(r"(?<=\]\()(?!(?:[a-z]+:|/|#|<))([^)\s]+)|(?<=src=\")(?!(?:[a-z]+:|/))([^\"]+)")


@dataclass(frozen=True)
class TreeTool:
    """What differs. `convert` changes a text into our Markdown and returns words to find it by. `roots` are folders
    where pages may lie, the first that is there counts; `find_root` tells it from other files. Files of `statics` are
    addressed from the root. `is_partial`: a file that is no page. `list_addresses`: where a page stood. `read_folder`:
    what a folder says of itself. `drops_order`: numbers at the head of names are an order. `is_named_by_file`: titles
    are names of files."""

    convert: Callable[[Prose, Page, "Tree"], Iterable[str]]
    roots: tuple[str, ...] = ()
    statics: tuple[str, ...] = ("static", "public", "assets")
    is_partial: Callable[[str], bool] = lambda name: False
    list_addresses: Callable[[Page, "Tree"], Iterable[str]] = lambda page, tree: ()
    read_nav: Callable[["Tree"], Nav] = lambda tree: {}
    read_folder: Callable[["Tree", str], Mapping[str, Any]] = lambda tree, folder: {}
    find_title: Callable[[Page], str] = lambda page: page.head.text("title")
    find_host: Callable[["Tree"], str] = lambda tree: ""
    with_indented: bool = True
    drops_order: bool = False
    clean_name: Callable[[str], str] = lambda name: name
    find_root: Callable[[ExportFiles], str | None] = lambda files: None
    is_named_by_file: bool = False


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


def read_tree(files: ExportFiles, tool: TreeTool, options: Options) -> Export:
    """Raises `ExportRefused` where there is no page."""
    tree = Tree(files, tool, options)
    names = [name for name in files.list_names(*SUFFIXES) if not tool.is_partial(name)]
    given = tool.find_root(files)
    pages = [name for name in names if not is_of_repository(name)]
    tree.root = find_root(pages or names, tool.roots) if given is None else given
    names = [name for name in names if is_page(name, tree.root)]
    if not names:
        raise ExportRefused(f"no article in {files.origin}", f"articles end in {', '.join(SUFFIXES)}")
    tree.pages = _read_pages(tree, names)
    tree.nav = tool.read_nav(tree)
    _settle_places(tree)
    _fill_book(tree)
    return _make_export(tree)


def _tell_left_out(tree: Tree) -> Iterator[Loss]:
    """Markdown that became no article and stands in none."""
    used = {page.name for page in tree.pages} | tree.included
    for name in tree.files.list_names(*SUFFIXES):
        if name not in used and not NAVIGATION.fullmatch(posixpath.basename(name)):
            yield Loss("a Markdown file that is no page", name)


def _read_pages(tree: Tree, names: list[str]) -> list[Page]:
    stems = Counter(find_language(posixpath.splitext(name)[0])[0] for name in names)
    pages = []
    for name in names:
        head = read_head(tree.files.read_text(name), name)
        stem = "/".join(map(tree.tool.clean_name, posixpath.splitext(tree.below_root(name))[0].split("/")))
        bare, lang = find_language(stem)
        is_one_of_several = stems[find_language(posixpath.splitext(name)[0])[0]] > 1
        lang = lang if is_one_of_several else ""
        pages.append(
            Page(name, head, bare if lang else stem, lang or read_language(head.text("lang", "language", "locale")))
        )
    return pages


def _settle_places(tree: Tree) -> None:
    """Paths, orders and groups here. Pages of the root folder that a navigation puts into sections get folders."""
    taken: dict[str, set[str]] = {}
    folders = Counter(folder for rel in {page.rel for page in tree.pages} for folder in _list_above(rel))
    for page in tree.pages:
        page.settle_folder(folders)
        page.place = tree.nav.get(page.name, NO_PLACE)
        page.order = _find_order(page, tree.tool.drops_order)
        parts = _list_parts(page)
        path = make_path(map(drop_order, parts) if tree.tool.drops_order else parts)
        used = taken.setdefault(page.lang, set())
        page.path = make_unique(path, used)
        used.add(page.path)


def _list_parts(page: Page) -> list[str]:
    if page.speaks_for is not None:
        return [*page.speaks_for.split("/"), "overview"]
    folders = page.folder.split("/") if page.folder else list(page.place.sections[:1])
    return [*folders, page.rel.rpartition("/")[2]]


def _list_above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def _find_order(page: Page, by_name: bool) -> int:
    name = find_order(page.rel.rpartition("/")[2]) if by_name else None
    return next((order for order in (page.place.order, head_order(page.head), name) if order is not None), NO_ORDER)


def head_order(head: Head) -> int | None:
    order = head.number("sidebar_position", "weight", "nav_order", "order", "position")
    return None if order is None else max(0, min(order, NO_ORDER))


def _fill_book(tree: Tree) -> None:
    hosts = {tree.options.host, tree.tool.find_host(tree).removeprefix("www.")} - {""}
    base = [tree.root, posixpath.basename(tree.root), *_list_static(tree)]
    tree.book = AddressBook(frozenset(hosts), tuple(dict.fromkeys(filter(None, base))))
    for page in tree.pages:
        old = [*tree.tool.list_addresses(page, tree), *page.head.lines("redirect_from", "redirects")]
        page.old = tuple(dict.fromkeys(_clean_address(address) for address in old if address))
        tree.book.add_page(page.key, [page.name, tree.below_root(page.name), *page.old, *_list_ids(page)])
        tree.book.add_name(page.name)
    for name in tree.files.names:
        if not name.casefold().endswith(SUFFIXES):
            inside = [name.removeprefix(f"{root}/") for root in _list_static(tree) if name.startswith(f"{root}/")]
            tree.book.add_file(name, *inside)


def _list_static(tree: Tree) -> list[str]:
    parent = posixpath.dirname(tree.root)
    return [posixpath.join(base, name).strip("/") for name in tree.tool.statics for base in ("", parent, tree.root)]


def _list_ids(page: Page) -> Iterator[str]:
    if (identity := page.head.text("id")).isdecimal() and len(identity) > 4:
        yield f"hc/articles/{identity}"


def _clean_address(address: str) -> str:
    return re.sub(r"^(?:https?:)?//[^/]+", "", address).partition("#")[0].partition("?")[0].strip()


def _make_export(tree: Tree) -> Export:
    places = {page.key: (page.path, page.lang) for page in tree.pages}
    relinker = Relinker(tree.book, places, tree.files, tree.options, tree.place_file)
    articles, losses = [], [*tree.files.losses, *_tell_keys(tree.pages)]
    for page in tree.pages:
        article, lost = _make_article(tree, page, relinker)
        losses += [*page.head.losses, *lost]
        if article:
            articles.append(article)
    langs = Counter(article.lang for article in articles)
    lang = "" if langs.keys() <= {""} else _find_main_language(langs)
    categories, groups = list_categories(tree, articles)
    articles = relinker.settle_anchors([groups(article) for article in articles])
    losses += [*relinker.losses, *_tell_left_out(tree)]
    text = " ".join(f"{article.title} {article.body[:300]}" for article in articles[:200])
    return Export(tuple(articles), tuple(categories), dict(relinker.media), tuple(losses), lang or guess_language(text))


def _find_main_language(langs: Counter[str]) -> str:
    """Of languages as frequent Korean comes first, then English."""
    return min(filter(None, langs), key=lambda lang: (-langs[lang], lang != "ko", lang != "en", lang))


def _tell_keys(pages: Iterable[Page]) -> Iterator[Loss]:
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for page in pages:
        for key in page.head.values:
            if key not in MEANT and not key.startswith(MEANT_BEGIN):
                counts[key] += 1
                first.setdefault(key, page.name)
    for key, count in counts.most_common():
        yield Loss("a front matter key without a meaning here", first[key], 1, f"{key} ({count:,})")


def _make_article(tree: Tree, page: Page, relinker: Relinker) -> tuple[SourceArticle | None, list[Loss]]:
    prose = Prose(page.head.body, page.name, tree.tool.with_indented)
    words = tuple(tree.tool.convert(prose, page, tree))
    page.title = settle_title(tree.tool.find_title(page), prose, page.name_here, tree.tool.is_named_by_file)
    drop_active(prose)
    drop_leftovers(prose)
    close_lists(prose)
    change_targets(prose, relinker.make_change(page, prose))
    tidy_prose(prose)
    body = re.sub(r"\A(?:[ \t]*\n)*[ ]{0,3}(?=\S)", "", prose.finish()).rstrip()
    losses = [
        Loss(loss.what, loss.place, loss.line + page.head.line - 1 if loss.line else 0, loss.sample)
        for loss in prose.losses
    ]
    if page.is_head and not body.strip():
        return None, losses
    return _fill_article(page, body, words), losses


def _fill_article(page: Page, body: str, words: tuple[str, ...]) -> SourceArticle:
    head = page.head
    robots = head.text("ROBOTS", "robots").upper()
    keywords = (*head.texts("tags", "keywords", "labels"), *words)
    return SourceArticle(
        key=page.key,
        path=page.path,
        title=page.title,
        body=f"{body}\n",
        lang=page.lang,
        summary=clean_title(head.text("summary", "description", "excerpt")),
        questions=head.lines("questions"),
        keywords=tuple(dict.fromkeys(word for word in keywords if word)),
        owner=head.text("owner", "author", "ms.author"),
        updated=head.day("updated", "last_updated", "last_update", "lastmod", "modified", "ms.date", "date"),
        order=page.order,
        old=tuple(address for address in page.old if address.strip("/") != page.path),
        draft=head.truth("draft") is True or head.truth("published", "publish") is False,
        noindex="NOINDEX" in robots or head.truth("noindex") is True,
        unlisted=page.place.is_hidden or head.truth("unlisted", "hide", "hidden", "hidefromtoc", "nav_exclude") is True,
        pin=page.is_head,
    )


__all__ = ["SUFFIXES", "Tree", "TreeTool", "head_order", "read_tree"]
