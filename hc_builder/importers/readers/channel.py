"""Channel Talk documents: pages of the Documents API, saved or fetched: a space, its navigation and categories, and
articles in each language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hc_builder.importers.addresses import list_hosts, list_old
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import NO_ORDER, Export, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    get_object,
    list_objects,
    read_identity,
    read_line,
    read_moment,
    read_pages,
    read_text,
)

_Key = tuple[str, str]
"""Whether an article or a category, and its id."""


@dataclass
class _Space:
    """`articles` by id and code of a language; `homes` are the categories of articles; `above` and `places` come from
    the navigation."""

    code: str = ""
    articles: dict[str, dict[str, Object]] = field(default_factory=dict)
    categories: dict[str, Object] = field(default_factory=dict)
    topics: dict[str, Object] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    above: dict[_Key, _Key] = field(default_factory=dict)
    places: dict[_Key, int] = field(default_factory=dict)

    def add(self, page: Object) -> None:
        code = read_line(page.get("language"))
        single = [page["article"]] if isinstance(page.get("article"), dict) else []
        for found in [*list_objects(page.get("articles")), *single]:
            self.articles.setdefault(read_identity(found.get("id")), {})[code] = found
        self.topics |= {read_identity(one.get("id")): one for one in list_objects(page.get("topics"))}
        self.categories |= {read_identity(one.get("id")): one for one in list_objects(page.get("categories"))}
        for one in list_objects(page.get("articleCategory")) or list_objects(page.get("articleCategories")):
            category = get_object(one, "category")
            self.categories[read_identity(category.get("id"))] = category
            self.homes[read_identity(one.get("articleId"))] = read_identity(category.get("id"))

    def add_navigation(self, nodes: list[Object]) -> None:
        """Nodes name the one above them; their rank orders those below one node."""
        keys = {read_identity(node.get("id")): _read_key(node) for node in nodes}
        counts: Counter[str] = Counter()
        for node in sorted(nodes, key=_read_rank):
            parent = read_identity(node.get("parentNodeId"))
            counts[parent] += 1
            self.places[_read_key(node)] = counts[parent]
            if parent in keys:
                self.above[_read_key(node)] = keys[parent]

    @property
    def lang(self) -> str:
        return read_language(self.code)

    def find_shelf(self, kind: str, identity: str) -> str:
        """The category that an article or a category stands in; empty: it is at the top."""
        above = self.above.get((kind, identity), ("", ""))
        return above[1] if above[0] == "category" else self.homes.get(identity, "") if kind == "article" else ""


def read_channel(files: ExportFiles, options: Options) -> Export:
    desk, space = Desk(files, options), _Space()
    nodes: list[Object] = []
    for _, page in read_pages(files, desk.losses):
        about = get_object(page, "space")
        space.code = space.code or read_line(about.get("defaultLanguage"))
        desk.title = desk.title or _read_name(about.get("name"), space.lang)
        nodes += list_objects(page.get("navNodes"))
        space.add(page)
    space.add_navigation(nodes)
    desk.shelves = {key: _make_shelf(key, found, space) for key, found in space.categories.items()}
    desk.entries = [_make_entry(key, found, space) for key, found in space.articles.items() if key]
    desk.lang = space.lang
    versions = (found for of in space.articles.values() for found in of.values())
    desk.hosts = list_hosts(map(_read_address, versions))
    return desk.finish("save the answers of /open/v1/spaces/$me, its articles and nav-nodes/$all")


def _read_key(node: Object) -> _Key:
    kind = read_text(node.get("entityType"))
    return "category" if kind.startswith("categor") else kind.removesuffix("s"), read_identity(node.get("entityId"))


def _read_rank(node: Object) -> float:
    rank = node.get("rank")
    return rank if isinstance(rank, int | float) else NO_ORDER


def _make_shelf(key: str, found: Object, space: _Space) -> Shelf:
    names = found.get("name")
    translations = {lang: (title, "") for lang, title in _list_names(names) if lang != space.lang}
    order = min(space.places.get(("category", key), NO_ORDER), NO_ORDER)
    return Shelf(_read_name(names, space.lang), space.find_shelf("category", key), "", order, translations)


def _list_names(names: object) -> Iterator[tuple[str, str]]:
    for code, name in names.items() if isinstance(names, dict) else ():
        if (lang := read_language(code)) and (title := read_line(name)):
            yield lang, title


def _read_name(names: object, lang: str) -> str:
    """One name for all languages, or one for each."""
    if not isinstance(names, dict):
        return read_line(names)
    known = dict(_list_names(names))
    return known.get(lang) or next(iter(known.values()), "")


def _make_entry(key: str, versions: Mapping[str, Object], space: _Space) -> Entry:
    """A language that has no text of its own may be answered with that of another one."""
    main = space.code if space.code in versions else next(iter(versions))
    article = _make_article(key, versions[main], read_language(main), space)
    langs = ((read_language(code), found) for code, found in versions.items() if code != main)
    others = (_make_article(f"{key}:{lang}", found, lang, space) for lang, found in langs)
    translations = tuple(one for one in others if one.body != article.body)
    return Entry(article, space.find_shelf("article", key), (), translations=translations)


def _read_address(found: Object) -> str:
    return read_text(get_object(found, "website").get("url"))


def _make_article(key: str, found: Object, lang: str, space: _Space) -> SourceArticle:
    identity, topics = read_identity(found.get("id")), found.get("topicIds")
    named = (space.topics.get(str(one), {}).get("name") for one in (topics if isinstance(topics, list) else ()))
    return SourceArticle(
        key=key,
        path="",
        title=read_line(found.get("title") or found.get("name")) or read_line(found.get("slug")) or key,
        body=read_text(found.get("bodyHtml")),
        lang=lang,
        summary=read_line(found.get("summary") or found.get("subtitle")),
        keywords=tuple(filter(None, (_read_name(name, lang) for name in named))),
        updated=read_moment(found.get("updatedAt") or found.get("publishedAt")),
        order=min(space.places.get(("article", identity), NO_ORDER), NO_ORDER),
        old=list_old(_read_address(found)),
        draft=found.get("state") != "published",
    )
