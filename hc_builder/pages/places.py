"""The pages of a site: what each shows, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from hc_builder.content.category import Category
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.pages.lists import (
    CategoryLists,
    Part,
    Shelves,
    fill_all_shelves,
    list_category,
    list_leaves,
    walk_parts,
)

PageKind = Literal["home", "category", "list", "article", "search"]


@dataclass(frozen=True)
class Stretch:
    """A part of a long list as a page: the parts it lies in, from the top, and its neighbours."""

    part: Part
    above: tuple[Part, ...] = ()
    previous: Part | None = None
    next: Part | None = None


@dataclass(frozen=True)
class Place:
    """One page: its `kind` and language, its `url` under the site's root, and the article or category it shows, with
    the `lists` of that category, or the `stretch` of one that is too long for its page."""

    kind: PageKind
    lang: str
    url: str
    source: str
    shown: Shown | None = None
    category: Category | None = None
    lists: CategoryLists = field(default=CategoryLists(), repr=False)
    stretch: Stretch | None = field(default=None, repr=False)

    @property
    def updated(self) -> str:
        """ISO date of the last change that its writer names, or `""`."""
        day = self.shown.article.fields.updated if self.shown else None
        return day.isoformat() if day else ""

    @property
    def template(self) -> str:
        return f"{self.kind}.html"

    @property
    def title(self) -> str:
        """As its writer gave it; the search page's own is in the words of the interface."""
        title = self.shown.article.title if self.shown else self.category.title if self.category else ""
        return f"{title} {self.stretch.part.begin}" if self.stretch else title

    @property
    def meta(self) -> dict[str, str]:
        """What templates can ask of any page in the list of pages."""
        return {"template": self.template, "updated": self.updated}


def find_places(center: HelpCenter, shelves: Mapping[str, Shelves] | None = None) -> Iterator[Place]:
    """Every page of the site but the error page, which has no address of its own. `shelves` are those of `center`,
    where they are known already."""
    shelves = shelves or fill_all_shelves(center)
    for shown in center.articles:
        article = shown.article
        category = center.category_by_key.get((article.lang, article.id))
        own = category if category and is_article(center, category) else None
        lists = list_category(center, shelves[article.lang], own) if own else CategoryLists()
        yield Place("article", article.lang, shown.url, article.path, shown=shown, lists=lists)
        if own:  # the article stands for a folder
            yield from _find_stretches(center, own, lists)
    for category in center.categories:
        if not is_article(center, category):
            yield from _find_category_places(center, category, shelves[category.lang])
    for lang in center.settings.languages:
        yield Place("search", lang, address("search", lang, center.settings), f"search.{lang}.md")


def is_article(center: HelpCenter, category: Category) -> bool:
    """An article with a folder of its own name stands for that folder."""
    return not category.path and (category.lang, category.id) in center.by_key


def _find_category_places(center: HelpCenter, category: Category, shelves: Shelves) -> Iterator[Place]:
    """The category's own page, and those of the parts of its lists."""
    lists, url = list_category(center, shelves, category), center.category_url(category)
    source = category.path or f"{category.lang}/{category.id}/index.md".replace("//", "/")
    kind: PageKind = "category" if category.id else "home"
    yield Place(kind, category.lang, url, source, category=category, lists=lists)
    yield from _find_stretches(center, category, lists)


def _find_stretches(center: HelpCenter, category: Category, lists: CategoryLists) -> Iterator[Place]:
    for parts in (lists.children.parts, lists.articles.parts):
        leaves = [None, *list_leaves(parts), None]
        beside = {leaf.name: (leaves[place], leaves[place + 2]) for place, leaf in enumerate(leaves[1:-1]) if leaf}
        for part, above in walk_parts(parts):
            stretch = Stretch(part, above, *beside.get(part.name, (None, None)))
            url, source = part_url(center, category, part), f"{category.lang}/{category.id}/{part.name}.md"
            yield Place("list", category.lang, url, source.replace("//", "/"), category=category, stretch=stretch)


def part_url(center: HelpCenter, category: Category, part: Part) -> str:
    """`delivery/list-3/`."""
    return f"{center.category_url(category)}{part.name}/"
