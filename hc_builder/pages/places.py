"""The pages of a site: what each shows, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hc_builder.content.category import Category
from hc_builder.content.flows import Flow, Step
from hc_builder.content.help_center import HelpCenter, Shown, address, search_page
from hc_builder.pages.inquiry_form import find_inquiry_page
from hc_builder.pages.lists import (
    NO_LISTS,
    CategoryLists,
    Part,
    Shelves,
    fill_all_shelves,
    list_category,
    list_leaves,
    walk_parts,
)

PageKind = Literal["home", "category", "list", "article", "search", "flow", "inquiry"]


@dataclass(frozen=True)
class Stretch:
    """A part of a long list as a page: the parts it lies in, from the top, and its neighbours."""

    part: Part
    above: tuple[Part, ...] = ()
    previous: Part | None = None
    next: Part | None = None


@dataclass(frozen=True)
class Stop:
    """A page of a guided flow: one of its steps, or the card with the id `card` that a choice leads to."""

    flow: Flow
    step: Step | None = None
    card: str = ""


@dataclass(frozen=True)
class Place:
    """One page: its `kind` and language, its `url` under the site's root, and the article or category it shows (or a
    category and the article that is its text), with the `lists` of that category, or the `stretch` of one that is too
    long for its page, or a flow's `stop`. `audience` is the folder that says whom the page is for, if not for
    everybody."""

    kind: PageKind
    lang: str
    url: str
    source: str
    shown: Shown | None = None
    category: Category | None = None
    lists: CategoryLists = field(default=NO_LISTS, repr=False)
    stretch: Stretch | None = field(default=None, repr=False)
    stop: Stop | None = field(default=None, repr=False)
    audience: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether search engines may list the page: none that is for an `audience`; of a flow its beginning, unless it
        is hidden; an article unless its writer says otherwise."""
        if self.audience:
            return False
        if self.stop:
            return not self.stop.flow.fields.hidden and self.stop.step is self.stop.flow.start
        if self.shown:
            return self.shown.article.is_for_engines
        return self.kind not in ("search", "inquiry")

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
        """As its writer gave it; those of the site's own pages are in the words of the interface."""
        if self.stop:
            return self.stop.flow.fields.title
        title = self.shown.article.title if self.shown else self.category.title if self.category else ""
        return f"{title} {self.stretch.part.begin}" if self.stretch else title

    @property
    def meta(self) -> dict[str, Any]:
        """What templates can ask of any page in the list of pages."""
        return {"template": self.template, "updated": self.updated, "listed": self.is_listed}


def find_places(center: HelpCenter, shelves: Mapping[str, Shelves] | None = None) -> Iterator[Place]:
    """Every page of the site but the error page, which has no address of its own. `shelves` are those of `center`,
    where they are known already."""
    shelves = shelves or fill_all_shelves(center)
    folders = {(category.lang, category.id) for category in center.categories if center.find_head(category)}
    yield from (place_article(center, shown) for key, shown in center.by_key.items() if key not in folders)
    yield from find_list_places(center, shelves)


def place_article(center: HelpCenter, shown: Shown, lists: CategoryLists = NO_LISTS) -> Place:
    article, audience = shown.article, center.find_audience_folder(shown.article.id)
    return Place("article", article.lang, shown.url, article.path, shown=shown, lists=lists, audience=audience)


def find_list_places(center: HelpCenter, shelves: Mapping[str, Shelves]) -> Iterator[Place]:
    """The pages that list others: of categories, and of articles that stand for a folder; and of the search."""
    for category in center.categories:
        yield from _find_category_places(center, category, shelves[category.lang])
    for flow in center.flows:
        yield from _find_flow_places(center, flow)
    for lang in center.settings.languages:
        for audience in ("", *center.audiences):
            url = search_page(lang, center.settings, audience)
            yield Place("search", lang, url, f"{audience}/search.{lang}.md".lstrip("/"), audience=audience)
        if url := find_inquiry_page(center.settings, lang):
            yield Place("inquiry", lang, url, f"inquiry.{lang}.md")


def list_own_addresses(center: HelpCenter) -> set[str]:
    """Those of the pages that no writer has written."""
    settings = center.settings
    own = {address("", lang, settings) for lang in settings.languages}
    own |= {search_page(lang, settings, each) for lang in settings.languages for each in ("", *center.audiences)}
    return own | {url for lang in settings.languages if (url := find_inquiry_page(settings, lang))}


def _find_flow_places(center: HelpCenter, flow: Flow) -> Iterator[Place]:
    cards = flow.list_cards()
    stops = [*(Stop(flow, step) for step in flow.steps.values()), *(Stop(flow, card=card) for card in cards)]
    for stop in stops:
        url = stop_url(center, stop)
        yield Place("flow", flow.lang, url, f"{url.rstrip('/')}.md", stop=stop)


def stop_url(center: HelpCenter, stop: Stop) -> str:
    """`flows/refund/` of the first step, `flows/refund/reason/`, `flows/refund/card-hours/`."""
    name = stop.step.name if stop.step else f"card-{stop.card}"
    return address(stop.flow.find_id(name), stop.flow.lang, center.settings)


def _find_category_places(center: HelpCenter, category: Category, shelves: Shelves) -> Iterator[Place]:
    """The category's own page, and those of the parts of its lists."""
    lists, head = list_category(center, shelves, category), center.find_head(category)
    if head and not head.article.is_head:
        yield place_article(center, head, lists)
    else:
        source = category.path or f"{category.lang}/{category.id}/index.md".replace("//", "/")
        kind: PageKind = "category" if category.id else "home"
        url, audience = center.category_url(category), center.find_audience_folder(category.id)
        yield Place(kind, category.lang, url, source, head, category, lists, audience=audience)
    yield from _find_stretches(center, category, lists)


def _find_stretches(center: HelpCenter, category: Category, lists: CategoryLists) -> Iterator[Place]:
    for parts in (lists.children.parts, lists.articles.parts):
        leaves = [None, *list_leaves(parts), None]
        beside = {leaf.name: (leaves[place], leaves[place + 2]) for place, leaf in enumerate(leaves[1:-1]) if leaf}
        for part, above in walk_parts(parts):
            stretch = Stretch(part, above, *beside.get(part.name, (None, None)))
            url, source = part_url(center, category, part), f"{category.lang}/{category.id}/{part.name}.md"
            source, audience = source.replace("//", "/"), center.find_audience_folder(category.id)
            yield Place("list", category.lang, url, source, category=category, stretch=stretch, audience=audience)


def part_url(center: HelpCenter, category: Category, part: Part) -> str:
    """`delivery/list-3/`."""
    return f"{center.category_url(category)}{part.name}/"
