"""A tree of Markdown files, whatever tool it is of: pages, their places here, their texts and what they show."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hc_builder.importers.address_book import AddressBook
from hc_builder.importers.dialects.forms import show_films
from hc_builder.importers.export_files import ExportFiles, ExportRefused
from hc_builder.importers.heads import MEANT, MEANT_BEGIN, Head, read_head
from hc_builder.importers.languages import read_language
from hc_builder.importers.leftovers import drop_leftovers, tidy_prose
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle
from hc_builder.importers.names import (
    drop_order,
    find_order,
    guess_language,
    keep_clear,
    make_path,
    make_unique,
    place_head,
)
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.choosing import NAVIGATION, SUFFIXES, find_root, is_of_repository, is_page
from hc_builder.importers.readers.folders import list_categories
from hc_builder.importers.readers.pages import NO_PLACE, Page, find_language
from hc_builder.importers.readers.tools import Tree, TreeTool
from hc_builder.importers.relinking import Relinker
from hc_builder.importers.safety import close_lists, drop_active
from hc_builder.importers.targets import change_targets
from hc_builder.importers.titles import clean_title, find_title_anchor, settle_title

_DOCUMENTS = (".txt", ".html", ".htm", ".doc", ".docx", ".hwp", ".hwpx", ".rtf", ".odt", ".pdf")


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
    tree.site = tool.read_site(tree)
    _settle_languages(tree)
    tree.nav = tool.read_nav(tree)
    _settle_places(tree)
    _fill_book(tree)
    return _make_export(tree)


def _tell_left_out(tree: Tree, carried: frozenset[str]) -> Iterator[Loss]:
    """Markdown that became no article and stands in none; in folders of people other documents that nothing links."""
    others = tree.files.list_names(*_DOCUMENTS) if tree.tool.holds_documents else []
    yield from (Loss("a document that is no Markdown", name) for name in others if name not in carried)
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


def _settle_languages(tree: Tree) -> None:
    """Beside translations a page that names no language is of the first one."""
    plain = [page for page in tree.pages if not page.lang]
    if len(plain) < len(tree.pages):
        lang = tree.site.lang or guess_language(" ".join(page.head.body[:300] for page in plain[:200]))
        for page in plain:
            page.lang = lang


def _settle_places(tree: Tree) -> None:
    """Paths, orders and groups here. Pages of the root folder that a navigation puts into sections get folders."""
    taken: dict[str, set[str]] = {}
    rels: set[tuple[str, str]] = set()
    folders = Counter(folder for rel in {page.rel for page in tree.pages} for folder in _list_above(rel))
    for page in tree.pages:
        page.settle_folder(folders)
        page.place = tree.nav.get(page.name, NO_PLACE)
        page.order = _find_order(page, tree.tool.drops_order)
        parts = _list_parts(page)
        path = keep_clear(make_path(map(drop_order, parts) if tree.tool.drops_order else parts))
        used = taken.setdefault(page.lang, set())
        if (page.rel, page.lang) in rels and page.lang:
            tree.losses.append(Loss("a second page in one language, kept as an article of its own", page.name))
        rels.add((page.rel, page.lang))
        page.path = make_unique(path, used) if page.speaks_for is None else place_head(path, used, page.is_unlisted)
        used.add(page.path)


def _list_parts(page: Page) -> list[str]:
    if page.speaks_for is not None:
        return page.speaks_for.split("/")
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
    base = [tree.site.base.strip("/"), tree.root, posixpath.basename(tree.root), *_list_static(tree)]
    tree.book = AddressBook(frozenset(hosts), tuple(dict.fromkeys(filter(None, base))))
    for page in tree.pages:
        old = [*tree.tool.list_addresses(page, tree), *page.head.lines("redirect_from", "redirects")]
        page.old = tuple(dict.fromkeys(_clean_address(address) for address in old if address))
        tree.book.add_page(page.key, [page.name, tree.below_root(page.name), *page.old, *_list_ids(page)])
        tree.book.add_name(page.name)
        for name in page.head.lines("aliases", "alias"):
            tree.book.add_other_name(name, page.key)
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
    articles, losses = [], [*tree.files.losses, *tree.losses, *_tell_keys(tree.pages)]
    for page in tree.pages:
        article, lost = _make_article(tree, page, relinker)
        losses += [*page.head.losses, *lost]
        if article:
            articles.append(article)
    langs = Counter(article.lang for article in articles)
    lang = tree.site.lang if langs.keys() <= {""} else _find_main_language(langs, tree.site.lang)
    categories, groups = list_categories(tree, articles)
    articles = relinker.settle_anchors([groups(article) for article in articles])
    losses += [*relinker.losses, *_tell_left_out(tree, relinker.carried)]
    lang = lang or guess_language(" ".join(f"{article.title} {article.body[:300]}" for article in articles[:200]))
    return Export(
        tuple(articles),
        tuple(categories),
        dict(relinker.media),
        tuple(losses),
        lang,
        tree.site.title,
    )


def _find_main_language(langs: Counter[str], given: str) -> str:
    """Of languages as frequent Korean comes first, then English."""
    return (
        given
        if given in langs
        else min(filter(None, langs), key=lambda lang: (-langs[lang], lang != "ko", lang != "en", lang))
    )


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
    relinker.title_anchors[page.path, page.lang] = find_title_anchor(prose)
    page.title = settle_title(tree.tool.find_title(page), prose, page.name_here, tree.tool.is_named_by_file)
    show_films(prose)
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
    article = _fill_article(page, body, words)
    if not body.strip():
        losses.append(Loss("a page without text, kept as a draft", page.name))
    is_draft = article.draft or not body.strip() or tree.tool.is_draft(page, tree)
    is_unlisted = article.unlisted or tree.tool.is_unlisted(page, tree)
    return replace(article, draft=is_draft, unlisted=is_unlisted), losses


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
        owner=clean_title(head.text("owner", "author", "ms.author")),
        updated=head.day("updated", "last_updated", "last_update", "lastmod", "modified", "ms.date", "date"),
        order=page.order,
        old=tuple(address for address in page.old if address.strip("/") != page.path),
        draft=head.truth("draft") is True or head.truth("published", "publish") is False,
        noindex="NOINDEX" in robots or head.truth("noindex") is True,
        unlisted=page.is_unlisted,
        pin=page.is_head,
    )
