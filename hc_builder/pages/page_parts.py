"""What a page shows around its text, as the theme's templates read it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from hc_builder.content.markup import Heading
from hc_builder.content.settings import Settings
from hc_builder.pages.opening_hours import OpeningHours, describe_hours
from hc_builder.pages.places import PageKind
from hc_builder.pages.theme_assets import ThemeAssets

_SCRIPT_TEXTS = ("search_", "filter_", "type_", "now_", "survey_")
_POPULAR_IN_SEARCH = 4


@dataclass(frozen=True)
class Link:
    """`url` is relative to the site's root (`refund/when/`) or whole."""

    title: str
    url: str


@dataclass(frozen=True)
class CategoryLink(Link):
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
    """One page. `alternates` are this page in other languages; `search` is the folder of
    the index files, `topics` maps the id of a top category to its title."""

    kind: PageKind | Literal["error"]
    lang: str
    title: str
    description: str
    url: str
    text: Mapping[str, str]
    settings: Settings
    assets: ThemeAssets
    hours: OpeningHours
    home: str
    search: str
    search_page: str
    policies: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    topics: Mapping[str, str]
    popular: tuple[Row, ...]
    breadcrumbs: tuple[Link, ...] = ()
    category: CategoryLink | None = None
    children: tuple[CategoryLink, ...] = ()
    articles: tuple[Row, ...] = ()
    siblings: tuple[Row, ...] = ()
    article: ArticleView | None = None

    @property
    def feedback(self) -> str:
        """Where events go: relative to the site's root, so that it stands below a base path, or whole; empty when the
        shop gathers none."""
        return self.settings.feedback.endpoint.lstrip("/")

    @property
    def meaning(self) -> str:
        """Where a second look by meaning is asked for; empty when the shop has none."""
        return self.settings.meaning_endpoint.lstrip("/")

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
    """Compact JSON that can stand between single quotes in HTML; addresses are relative to the site's root."""
    shop = view.settings.shop
    values = {
        "lang": view.lang,
        "kind": view.kind,
        "article": view.article.id if view.article else None,
        "endpoint": view.feedback,
        **({"meaning": view.meaning} if view.meaning else {}),
        "index": view.search,
        "search": view.search_page,
        "categories": view.topics,
        "popular": [(row.title, row.url) for row in view.popular[:_POPULAR_IN_SEARCH]],
        "lookup": {"order": shop.order_lookup, "parcel": shop.parcel_lookup},
        "hours": asdict(view.hours) if view.hours.is_known else None,
        "text": {key: text for key, text in view.text.items() if key.startswith(_SCRIPT_TEXTS)},
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("'", "\\u0027").replace("<", "\\u003c")


def format_date(day: date, text: Mapping[str, str]) -> str:
    """A date as the language writes it."""
    return text["date"].format(year=day.year, month=day.month, day=day.day, month_name=f"{day:%B}")
