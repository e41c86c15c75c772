"""Builds the view of each page from the help center: where it stands, what surrounds it, what is related."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from hc_builder.cache import make_key
from hc_builder.content.cards import Card as AnswerCard
from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.content.markup.text_form import strip_form
from hc_builder.pages.frames import build_frame, gather_common
from hc_builder.pages.intents import build_cards
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.languages import find_alternates, find_error_pages, find_fallbacks
from hc_builder.pages.list_views import ListViews, describe_part, holds_categories
from hc_builder.pages.lists import (
    CategoryLists,
    Listing,
    Shelves,
    fill_all_shelves,
)
from hc_builder.pages.notices import list_notices
from hc_builder.pages.opening_hours import build_opening_hours
from hc_builder.pages.page_parts import ArticleView, Link, Pages, Row
from hc_builder.pages.page_view import PageView
from hc_builder.pages.places import Place, Stop, Stretch
from hc_builder.pages.script_settings import build_settings_script
from hc_builder.pages.share_names import name_share_picture
from hc_builder.pages.stops import build_stop
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.pages.ways_on import find_related, list_flows, list_shortcuts

SIBLINGS = 12
CONTENTS_FROM = 4


class PageViews:
    """The views of every page of one help center, on the day `today`, with the script and style of `assets`."""

    def __init__(
        self,
        center: HelpCenter,
        assets: ThemeAssets,
        today: date,
        shelves: Mapping[str, Shelves] | None = None,
        pictures: Collection[str] = (),
    ) -> None:
        """`shelves` are those of `center`, where they are known already; `pictures` those that are made of its
        categories, by path in the site."""
        self._pictures = pictures
        self._center = center
        self._settings = center.settings
        self._today = today
        filled = shelves or fill_all_shelves(center)
        self._lists = ListViews(center, today, {lang: shelves.counts for lang, shelves in filled.items()})
        self._common = {
            lang: gather_common(center, self._lists, filled[lang], lang, today) for lang in center.settings.languages
        }
        self._breadcrumbs: dict[tuple[str, str], tuple[Link, ...]] = {}
        readers = [(lang, audience) for lang in center.settings.languages for audience in ("", *center.audiences)]
        hours = build_opening_hours(center.settings.contact.hours, today)
        self.scripts: dict[str, bytes] = {}  # by path in the site, what pages tell their scripts
        self._frames = {
            (lang, audience): self._share(build_frame(center, self._common[lang], assets, hours, audience))
            for lang, audience in readers
        }
        self._frame_keys = {each: make_key("frame", repr(frame)) for each, frame in self._frames.items()}

    def _share(self, frame: dict[str, Any]) -> dict[str, Any]:
        """The frame with the address of the script that tells the others what is in it."""
        path, script = build_settings_script(frame)
        self.scripts[path] = script
        return {**frame, "settings_script": path}

    def build(self, place: Place) -> PageView:
        return PageView(**self._frames[place.lang, place.audience], **self._build_own(place))

    def hash(self, place: Place) -> bytes:
        """20 bytes that stand for all that `build` gives."""
        frame = self._frame_keys[place.lang, place.audience]
        return make_key("view", frame, msgspec.msgpack.encode(self._build_own(place)))

    @cached_property
    def _cards(self) -> dict[str, dict[str, AnswerCard]]:
        """By language and id; asked for by the pages of flows alone."""
        center = self._center
        return {
            lang: {card.id: card for card in build_cards(center, center.own_cards, lang, self._today)}
            for lang in center.settings.languages
        }

    def _build_own(self, place: Place) -> dict[str, Any]:
        return {
            "kind": place.kind,
            "url": place.url,
            "is_listed": place.is_listed,
            "picture": self._find_picture(place),
            "has_markdown": self._has_markdown(place),
            "alternates": tuple(find_alternates(self._center, place)),
            "fallbacks": tuple(find_fallbacks(self._center, place)),
            "notices": tuple(list_notices(self._common[place.lang].notices, place)),
            **self._build_content(place),
        }

    def _has_markdown(self, place: Place) -> bool:
        """Whether its text stands beside the page as Markdown."""
        if place.audience or "llms" not in self._settings.in_language(place.lang).exports:
            return False
        shown = place.shown
        return shown is not None and shown.is_offered and shown.article.is_public(self._today)

    def _find_picture(self, place: Place) -> str:
        """The shop's own, or that which is made of the category or of the site; there may be none."""
        category = place.category.id if place.category else place.shown.article.category if place.shown else ""
        made = (name_share_picture(place.lang, id) for id in (category, ""))
        found = next((path for path in made if path in self._pictures), "")
        return self._settings.in_language(place.lang).shop.picture or found

    def build_error(self, lang: str) -> PageView:
        """The page shown where there is none."""
        entrance = self.build(Place("search", lang, "404.html", "404.html"))
        others, title = tuple(find_error_pages(self._settings, lang)), entrance.text["error_title"]
        return replace(entrance, kind="error", title=title, alternates=(), fallbacks=others)

    def _build_content(self, place: Place) -> dict[str, Any]:
        """The fields of the view that differ from page to page."""
        if place.stop:
            return self._build_stop_page(place.stop)
        if place.kind == "inquiry":
            return {
                "title": read_interface_text(place.lang)["inquiry_title"],
                "description": read_interface_text(place.lang)["inquiry_lead"],
                "breadcrumbs": self._find_breadcrumbs(place.lang, ""),
            }
        if place.category and place.stretch:
            return self._build_stretch_page(place.category, place.stretch)
        if place.category and place.category.id:
            own = self._build_category_page(place.category, place.shown)
            return own | self._lists.build_lists(place.lang, place.category.id, place.lists)
        if place.shown:
            own = self._build_article_page(place.shown)
            return own | self._lists.build_lists(place.lang, place.shown.article.id, place.lists)
        return self._build_entrance(place)

    def _build_entrance(self, place: Place) -> dict[str, Any]:
        """Home and search: ways into the help center."""
        text = read_interface_text(place.lang)
        home = place.category.fields if place.category else CategoryFields()
        title = home.title or self._settings.in_language(place.lang).shop.name or text["help_center"]
        lists = place.lists if place.kind == "home" else replace(self._common[place.lang].home, articles=Listing())
        return {
            "title": text["search_title"] if place.kind == "search" else title,
            "description": self._settings.in_language(place.lang).brand.hero.text or home.description,
            "flows": list_flows(self._center, place.lang),
            "shortcuts": tuple(list_shortcuts(self._center, place.lang)) if place.kind == "home" else (),
            **self._lists.build_lists(place.lang, "", lists),
        }

    def _build_stop_page(self, stop: Stop) -> dict[str, Any]:
        flow = stop.flow
        view = build_stop(self._center, stop, self._cards.get(flow.lang, {}))
        return {
            "title": f"{flow.fields.title}: {view.ask}",
            "description": flow.fields.text,
            "breadcrumbs": self._find_breadcrumbs(flow.lang, ""),
            "stop": view,
        }

    def _build_category_page(self, category: Category, head: Shown | None) -> dict[str, Any]:
        """`head` is its text."""
        return {
            "title": category.title,
            "description": category.fields.description or (_summarize(head) if head else ""),
            "article": self._build_article(head) if head else None,
            "breadcrumbs": self._find_breadcrumbs(category.lang, category.parent or ""),
            "category": self._lists.build_card(category),
        }

    def _build_stretch_page(self, category: Category, stretch: Stretch) -> dict[str, Any]:
        """A part of a category's list; its title says which."""
        lang, part, text = category.lang, stretch.part, read_interface_text(category.lang)
        items = Listing(part.items, part.parts, is_thin=True)
        lists = CategoryLists(children=items) if holds_categories(part) else CategoryLists(articles=items)
        name = category.title if category.id else text["more_articles" if lists.articles != Listing() else "categories"]
        above = (self._lists.link_part(category, each) for each in stretch.above)
        before, after = (
            self._lists.link_part(category, each) if each else None for each in (stretch.previous, stretch.next)
        )
        return {
            "title": text["list_title"].format(list=name, range=describe_part(part)),
            "description": category.fields.description,
            "breadcrumbs": (*self._find_breadcrumbs(lang, category.id), *above),
            "category": self._lists.build_card(category),
            "pages": Pages(before, after),
            **self._lists.build_lists(lang, category.id, lists),
        }

    def _build_article_page(self, shown: Shown) -> dict[str, Any]:
        article = shown.article
        category = self._center.category_by_key.get((article.lang, article.category))
        return {
            "title": article.title,
            "description": article.fields.summary or _summarize(shown),
            "breadcrumbs": self._find_breadcrumbs(article.lang, article.category),
            "category": self._lists.build_card(category) if category else None,
            "siblings": self._find_siblings(shown),
            "article": self._build_article(shown),
        }

    def _find_breadcrumbs(self, lang: str, category_id: str) -> tuple[Link, ...]:
        """All articles of a category have the same."""
        key = (lang, category_id)
        if key not in self._breadcrumbs:
            self._breadcrumbs[key] = self._build_breadcrumbs(*key)
        return self._breadcrumbs[key]

    def _build_breadcrumbs(self, lang: str, category_id: str) -> tuple[Link, ...]:
        home = Link(read_interface_text(lang)["home"], address("", lang, self._settings))
        above = self._center.ancestors(category_id, lang)
        return (home, *(Link(c.title, self._center.category_url(c)) for c in above))

    def _find_siblings(self, shown: Shown) -> tuple[Row, ...]:
        """Its category's articles; of a large category those around it, so that no page grows with the site."""
        lang, id, category = shown.article.lang, shown.article.id, shown.article.category
        found, place = self._common[lang].shelves.articles[category], self._common[lang].shelves.places.get(id, 0)
        start = max(0, min(place - SIBLINGS // 2, len(found) - SIBLINGS))
        return tuple(map(self._lists.find_row, found[start : start + SIBLINGS]))

    def _build_article(self, shown: Shown) -> ArticleView:
        article, fields = shown.article, shown.article.fields
        headings = tuple(heading for heading in shown.rendered.headings if heading.level in (2, 3))
        contents = headings if len(headings) >= CONTENTS_FROM else ()
        named_by = self._common[article.lang].named_by.get(article.id, ())
        related = tuple(map(self._lists.build_row, find_related(self._center, shown, named_by)))
        return ArticleView(
            article.id,
            article.title,
            fields.type,
            fields.summary,
            fields.owner,
            fields.updated,
            contents,
            related,
            self._lists.mark(shown),
        )


def _summarize(shown: Shown, limit: int = 120) -> str:
    text = strip_form(shown.rendered.opening)
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
