"""What a page shows around its text: the one object that the theme's templates read."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from hc_builder.help_center import Category, CategoryFields, HelpCenter, Shown, address
from hc_builder.interface_text import read_interface_text
from hc_builder.markup import Heading
from hc_builder.opening_hours import OpeningHours, build_opening_hours, describe_hours
from hc_builder.places import PageKind, Place
from hc_builder.settings import Settings

_SCRIPT_TEXTS = ("search_", "filter_", "type_", "now_")

RELATED = 4
POPULAR = 8
SIBLINGS = 12
CONTENTS_FROM = 4


@dataclass(frozen=True)
class Link:
    """`url` is relative to the site's root (`refund/when/`) or whole."""

    title: str
    url: str


@dataclass(frozen=True)
class Card(Link):
    """A category; `count` is the number of articles in it and below it."""

    id: str
    description: str
    icon: str
    count: int


@dataclass(frozen=True)
class Row(Link):
    """An article in a list."""

    id: str
    type: str
    summary: str


@dataclass(frozen=True)
class Alternate(Link):
    """The same page in another language; `title` is that language's own name."""

    lang: str


@dataclass(frozen=True)
class ArticleView:
    """An article's head and what stands below it. `headings` is empty where a table of contents would not help."""

    id: str
    title: str
    type: str
    summary: str
    owner: str
    updated: date | None
    headings: tuple[Heading, ...]
    related: tuple[Row, ...]


@dataclass(frozen=True)
class PageView:
    """One page. `alternates` are this page in other languages; `search` is the folder of the index files."""

    kind: PageKind | Literal["error"]
    lang: str
    title: str
    description: str
    url: str
    text: Mapping[str, str]
    settings: Settings
    hours: OpeningHours
    home: str
    search: str
    search_page: str
    policies: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    breadcrumbs: tuple[Link, ...] = ()
    category: Card | None = None
    children: tuple[Card, ...] = ()
    articles: tuple[Row, ...] = ()
    popular: tuple[Row, ...] = ()
    siblings: tuple[Row, ...] = ()
    article: ArticleView | None = None

    @property
    def feedback(self) -> str:
        """Where events go; empty when the shop gathers none."""
        return self.settings.feedback.endpoint

    @property
    def hours_lines(self) -> tuple[str, ...]:
        """The opening hours in words."""
        return describe_hours(self.hours, self.text)

    @property
    def updated(self) -> str:
        """`2026년 10월 12일 업데이트`, or `""` where the article does not say."""
        day = self.article.updated if self.article else None
        return self.text["updated"].format(date=format_date(day, self.text)) if day else ""

    @property
    def script(self) -> str:
        """What the page's elements need to know, as JSON."""
        return render_script_settings(self)


def render_script_settings(view: PageView) -> str:
    """Compact JSON; addresses are relative to the site's root."""
    shop = view.settings.shop
    values = {
        "lang": view.lang,
        "kind": view.kind,
        "article": view.article.id if view.article else None,
        "endpoint": view.feedback,
        "index": view.search,
        "search": view.search_page,
        "lookup": {"order": shop.order_lookup, "parcel": shop.parcel_lookup},
        "hours": asdict(view.hours) if view.hours.is_known else None,
        "text": {key: text for key, text in view.text.items() if key.startswith(_SCRIPT_TEXTS)},
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class _Lists:
    """What all pages of a language share, worked out once per build."""

    by_category: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    named_by: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    cards: dict[str, Card] = field(default_factory=dict)


class PageViews:
    """The views of every page of one help center, on the day `today`."""

    def __init__(self, center: HelpCenter, today: date) -> None:
        self._center = center
        self._settings = center.settings
        self._hours = build_opening_hours(center.settings.contact.hours, today)
        self._lists = {lang: self._gather_lists(lang) for lang in center.settings.languages}

    def build(self, place: Place) -> PageView:
        lang, settings = place.lang, self._settings
        return PageView(
            kind=place.kind,
            lang=lang,
            url=place.url,
            text=read_interface_text(lang),
            settings=settings,
            hours=self._hours,
            home=address("", lang, settings),
            search=f"search/{lang}/",
            search_page=address("search", lang, settings),
            policies=tuple(self._find_policies(lang)),
            alternates=tuple(self._find_alternates(place)),
            **self._build_content(place),
        )

    def build_error(self, lang: str) -> PageView:
        """The page shown where there is none."""
        entrance = self.build(Place("search", lang, "404.html", "404.html"))
        return replace(entrance, kind="error", title=entrance.text["error_title"], alternates=())

    def _build_content(self, place: Place) -> dict[str, Any]:
        """The fields of the view that differ from page to page."""
        if place.shown:
            return self._build_article_page(place.shown)
        if place.category and place.category.id:
            return self._build_category_page(place.category)
        return self._build_entrance(place)

    def _build_entrance(self, place: Place) -> dict[str, Any]:
        """Home and search: ways into the help center."""
        text = read_interface_text(place.lang)
        home = place.category.fields if place.category else CategoryFields()
        title = home.title or self._settings.shop.name or text["help_center"]
        return {
            "title": text["search_title"] if place.kind == "search" else title,
            "description": home.description,
            "children": self._find_children(place.lang, ""),
            "articles": self._find_rows(place.lang, "") if place.kind == "home" else (),
            "popular": self._find_popular(place.lang),
        }

    def _build_category_page(self, category: Category) -> dict[str, Any]:
        card = self._lists[category.lang].cards[category.id]
        return {
            "title": card.title,
            "description": card.description,
            "breadcrumbs": self._find_breadcrumbs(category.lang, category.parent or ""),
            "category": card,
            "children": self._find_children(category.lang, category.id),
            "articles": self._find_rows(category.lang, category.id),
        }

    def _build_article_page(self, shown: Shown) -> dict[str, Any]:
        article = shown.article
        return {
            "title": article.title,
            "description": article.fields.summary or _summarize(shown),
            "breadcrumbs": self._find_breadcrumbs(article.lang, article.category),
            "category": self._lists[article.lang].cards.get(article.category),
            "siblings": self._find_siblings(shown),
            "article": self._build_article(shown),
        }

    def _gather_lists(self, lang: str) -> _Lists:
        lists = _Lists()
        for shown in self._center.in_language(lang):
            lists.by_category[shown.article.category].append(shown)
            for id in shown.article.fields.related:
                lists.named_by[id].append(shown)
        for category in self._center.categories:
            if category.lang == lang:
                lists.cards[category.id] = self._build_card(category, lists.by_category)
        return lists

    def _build_card(self, category: Category, by_category: Mapping[str, list[Shown]]) -> Card:
        fields, below = category.fields, f"{category.id}/"
        count = sum(len(found) for id, found in by_category.items() if id == category.id or id.startswith(below))
        url = self._center.category_url(category)
        return Card(category.title, url, category.id, fields.description, fields.icon, count)

    def _find_children(self, lang: str, id: str) -> tuple[Card, ...]:
        parent = self._center.category_by_key.get((lang, id))
        cards = self._lists[lang].cards
        found = (cards[child.id] for child in self._center.children(parent)) if parent else ()
        return tuple(card for card in found if card.count)

    def _find_rows(self, lang: str, category_id: str) -> tuple[Row, ...]:
        return tuple(map(_build_row, self._lists[lang].by_category.get(category_id, ())))

    def _find_popular(self, lang: str) -> tuple[Row, ...]:
        """Those the writers marked; without any, the first article of each category."""
        lists = self._lists[lang].by_category
        marked = [shown for found in lists.values() for shown in found if shown.article.fields.popular]
        chosen = marked or [found[0] for found in lists.values()]
        return tuple(map(_build_row, chosen[:POPULAR]))

    def _find_breadcrumbs(self, lang: str, category_id: str) -> tuple[Link, ...]:
        home = Link(read_interface_text(lang)["home"], address("", lang, self._settings))
        above = self._center.ancestors(category_id, lang)
        return (home, *(Link(c.title, self._center.category_url(c)) for c in above))

    def _find_siblings(self, shown: Shown) -> tuple[Row, ...]:
        """Its category's articles; of a large category those around it, so that no page grows with the site."""
        found = self._lists[shown.article.lang].by_category[shown.article.category]
        start = max(0, min(found.index(shown) - SIBLINGS // 2, len(found) - SIBLINGS))
        return tuple(map(_build_row, found[start : start + SIBLINGS]))

    def _build_article(self, shown: Shown) -> ArticleView:
        article, fields = shown.article, shown.article.fields
        headings = tuple(heading for heading in shown.rendered.headings if heading.level in (2, 3))
        contents = headings if len(headings) >= CONTENTS_FROM else ()
        related = tuple(map(_build_row, self._find_related(shown)))
        return ArticleView(
            article.id, article.title, fields.type, fields.summary, fields.owner, fields.updated, contents, related
        )

    def _find_related(self, shown: Shown) -> list[Shown]:
        """Its own `related` first, then the articles that name it."""
        article = shown.article
        own = (self._center.by_key.get((article.lang, id)) for id in article.fields.related)
        candidates = [*filter(None, own), *self._lists[article.lang].named_by.get(article.id, ())]
        unique = {other.article.id: other for other in candidates if other.article.id != article.id}
        return list(unique.values())[:RELATED]

    def _find_policies(self, lang: str) -> Iterator[Link]:
        for label, target in self._settings.policies.items():
            shown = self._center.find(target, lang)
            yield Link(label, shown.url if shown else target)

    def _find_alternates(self, place: Place) -> Iterator[Alternate]:
        """This page in the other languages that have it."""
        id = place.shown.article.id if place.shown else place.category.id if place.category else place.kind
        known = self._center.by_key if place.shown else self._center.category_by_key
        for lang in self._settings.languages:
            if lang != place.lang and (id == "search" or (lang, id) in known):
                yield Alternate(read_interface_text(lang)["language_name"], address(id, lang, self._settings), lang)


def format_date(day: date, text: Mapping[str, str]) -> str:
    """A date as the language writes it."""
    return text["date"].format(year=day.year, month=day.month, day=day.day, month_name=f"{day:%B}")


def _build_row(shown: Shown) -> Row:
    article = shown.article
    return Row(article.title, shown.url, article.id, article.fields.type, article.fields.summary)


def _summarize(shown: Shown, limit: int = 120) -> str:
    text = " ".join(section.text for section in shown.rendered.sections[:1]).replace("\n", " ")
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
