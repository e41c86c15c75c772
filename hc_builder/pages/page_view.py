"""Builds the view of each page from the help center: where it stands, what surrounds it, what is related."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hc_builder.content.help_center import Category, CategoryFields, HelpCenter, Shown, address
from hc_builder.content.markup.text_form import strip_form
from hc_builder.pages.interface_text import name_language, read_interface_text
from hc_builder.pages.opening_hours import build_opening_hours
from hc_builder.pages.page_parts import Alternate, ArticleView, CategoryLink, Link, PageView, Row
from hc_builder.pages.places import Place
from hc_builder.pages.theme_assets import ThemeAssets

RELATED = 4
POPULAR = 8
SIBLINGS = 12
CONTENTS_FROM = 4


@dataclass(frozen=True)
class _Lists:
    """What all pages of a language share, worked out once per build."""

    by_category: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    named_by: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    cards: dict[str, CategoryLink] = field(default_factory=dict)
    children: dict[str | None, list[CategoryLink]] = field(default_factory=lambda: defaultdict(list))
    popular: list[Row] = field(default_factory=list)


class PageViews:
    """The views of every page of one help center, on the day `today`, with the script and style of `assets`."""

    def __init__(self, center: HelpCenter, assets: ThemeAssets, today: date) -> None:
        self._center = center
        self._settings = center.settings
        self._assets = assets
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
            assets=self._assets,
            hours=self._hours,
            home=address("", lang, settings),
            search=f"search/{lang}/",
            search_page=address("search", lang, settings),
            policies=tuple(self._find_policies(lang)),
            alternates=tuple(self._find_alternates(place)),
            topics={card.id: card.title for card in self._find_children(lang, "")},
            popular=tuple(self._lists[lang].popular),
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
            if not shown.unlisted:
                lists.by_category[shown.article.category].append(shown)
            for id in shown.article.fields.related:
                lists.named_by[id].append(shown)
        for category in self._center.categories:
            if category.lang == lang:
                card = lists.cards[category.id] = self._build_card(category, lists.by_category)
                lists.children[category.parent].append(card)
        lists.popular.extend(map(_build_row, _choose_popular(lists)))
        return lists

    def _build_card(self, category: Category, by_category: Mapping[str, list[Shown]]) -> CategoryLink:
        fields, below = category.fields, f"{category.id}/"
        count = sum(len(found) for id, found in by_category.items() if id == category.id or id.startswith(below))
        url = self._center.category_url(category)
        return CategoryLink(category.title, url, category.id, fields.description, fields.icon, count)

    def _find_children(self, lang: str, id: str) -> tuple[CategoryLink, ...]:
        return tuple(card for card in self._lists[lang].children.get(id, ()) if card.count)

    def _find_rows(self, lang: str, category_id: str) -> tuple[Row, ...]:
        return tuple(map(_build_row, self._lists[lang].by_category.get(category_id, ())))

    def _find_breadcrumbs(self, lang: str, category_id: str) -> tuple[Link, ...]:
        home = Link(read_interface_text(lang)["home"], address("", lang, self._settings))
        above = self._center.ancestors(category_id, lang)
        return (home, *(Link(c.title, self._center.category_url(c)) for c in above))

    def _find_siblings(self, shown: Shown) -> tuple[Row, ...]:
        """Its category's articles; of a large category those around it, so that no page grows with the site."""
        found = self._lists[shown.article.lang].by_category[shown.article.category]
        place = next((place for place, other in enumerate(found) if other is shown), 0)
        start = max(0, min(place - SIBLINGS // 2, len(found) - SIBLINGS))
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
                yield Alternate(name_language(lang), address(id, lang, self._settings), lang)


def _choose_popular(lists: _Lists) -> list[Shown]:
    """Those the writers marked; without any, the first article of each category."""
    groups = [lists.by_category[id] for id in lists.cards if id in lists.by_category]
    marked = [shown for group in groups for shown in group if shown.article.fields.popular]
    return (marked or [group[0] for group in groups])[:POPULAR]


def _build_row(shown: Shown) -> Row:
    article = shown.article
    return Row(article.title, shown.url, article.id, article.fields.type, article.fields.summary)


def _summarize(shown: Shown, limit: int = 120) -> str:
    text = strip_form(" ".join(section.text for section in shown.rendered.sections[:1]))
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
