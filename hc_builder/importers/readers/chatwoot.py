"""A portal of Chatwoot: pages of its API, saved or fetched; its articles are Markdown, and each translation is an
article of its own that the first one names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export, Loss, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    get_object,
    list_objects,
    read_count,
    read_identity,
    read_line,
    read_lines,
    read_moment,
    read_order,
    read_pages,
    read_text,
)


@dataclass
class _Portal:
    """Objects by id; `langs` are those of articles."""

    slug: str = ""
    title: str = ""
    articles: dict[str, Object] = field(default_factory=dict)
    categories: dict[str, Object] = field(default_factory=dict)
    langs: dict[str, str] = field(default_factory=dict)

    def add(self, found: Object, locale: object) -> None:
        identity = read_identity(found.get("id"))
        if "content" in found:
            own = found.get("locale") or get_object(found, "category").get("locale") or locale
            self.articles[identity], self.langs[identity] = found, read_language(own)
        elif "name" in found and "slug" in found:
            self.categories[identity] = found


def read_chatwoot(files: ExportFiles, options: Options) -> Export:
    desk, portal = Desk(files, options), _Portal()
    for _, page in read_pages(files, desk.losses):
        about = get_object(page, "portal")
        portal.slug = portal.slug or read_line(about.get("slug"))
        desk.title = desk.title or read_line(about.get("name"))
        for found in list_objects(page.get("payload")):
            portal.add(found, page.get("locale"))
    versions = _group(portal)
    desk.shelves = {key: _make_shelf(found) for key, found in portal.categories.items()}
    _name_shelves(desk, portal, versions)
    desk.entries = [_make_entry(portal, root, others, desk) for root, others in versions.items()]
    return desk.finish("save the answers of /api/v1/accounts/ID/portals/PORTAL/categories and articles")


def _group(portal: _Portal) -> dict[str, list[str]]:
    """Translations by the article that they are of; two in one language are two articles."""
    above = dict(_list_roots(portal))
    versions: dict[str, list[str]] = {}
    for key in sorted(portal.articles, key=lambda key: key in above):
        root = above.get(key, key)
        family = [root, *versions[root]] if root in versions else []
        if family and portal.langs[key] not in {portal.langs[one] for one in family}:
            versions[root].append(key)
        else:
            versions[key] = []
    return versions


def _list_roots(portal: _Portal) -> Iterator[tuple[str, str]]:
    """Said by the translation or, in older versions, by the article that has it."""
    for identity, found in portal.articles.items():
        if root := read_identity(found.get("associated_article_id")):
            yield identity, root
            continue
        named = (read_identity(one.get("id")) for one in list_objects(found.get("associated_articles")))
        yield from ((one, identity) for one in named if one != identity)


def _make_shelf(found: Object) -> Shelf:
    return Shelf(
        read_line(found.get("name")),
        read_identity(get_object(found, "parent_category").get("id")),
        read_line(found.get("description")),
        read_order(found.get("position")),
    )


def _find_category(found: Object) -> str:
    return read_identity(get_object(found, "category").get("id")) or read_identity(found.get("category_id"))


def _name_shelves(desk: Desk, portal: _Portal, versions: Mapping[str, list[str]]) -> None:
    """A category is called in another language as the category of a translation is."""
    for root, others in versions.items():
        key = _find_category(portal.articles[root])
        for other in others:
            there = desk.shelves.get(_find_category(portal.articles[other]))
            if key in desk.shelves and there and portal.langs[other]:
                shelf = desk.shelves[key]
                named = {**shelf.translations, portal.langs[other]: (there.title, there.description)}
                desk.shelves[key] = replace(shelf, translations=named)


def _make_entry(portal: _Portal, root: str, others: list[str], desk: Desk) -> Entry:
    found = portal.articles[root]
    articles = tuple(_make_article(portal, key, desk) for key in (root, *others))
    rank = (read_count(found.get("views")),)
    return Entry(articles[0], _find_category(found), (), rank, articles[1:], is_html=False)


def _make_article(portal: _Portal, key: str, desk: Desk) -> SourceArticle:
    found = portal.articles[key]
    about = get_object(found, "meta")
    if found.get("status") == "archived":
        desk.losses.append(Loss("an archived article, kept as a draft", key))
    slug = read_line(found.get("slug"))
    return SourceArticle(
        key=key,
        path="",
        title=read_line(found.get("title")) or slug or key,
        body=read_text(found.get("content")),
        lang=portal.langs[key],
        summary=read_line(found.get("description") or about.get("description")),
        keywords=read_lines(about.get("tags")),
        updated=read_moment(found.get("updated_at")),
        order=read_order(found.get("position")),
        old=(f"/hc/{portal.slug}/articles/{slug}",) if slug and portal.slug else (),
        draft=found.get("status") != "published",
    )
