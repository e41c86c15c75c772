"""What all pages of a language have in common, worked out once per build, and the fields of a view that come of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.help_center import HelpCenter, Shown, address, search_folder, search_page
from hc_builder.pages.brand import build_brand
from hc_builder.pages.inquiry_form import find_inquiry_page
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.languages import list_policies
from hc_builder.pages.list_views import ListViews
from hc_builder.pages.lists import CategoryLists, Shelves, list_category
from hc_builder.pages.notices import find_notices
from hc_builder.pages.opening_hours import OpeningHours
from hc_builder.pages.page_parts import Row
from hc_builder.pages.popular import choose_popular
from hc_builder.pages.theme_assets import ThemeAssets

TOPICS = 60
"""That the search names and filters by: each page's script knows them."""


@dataclass(frozen=True)
class Common:
    """Of one language: its lists, which articles name an id as related, the popular ones, the notices of the day."""

    lang: str
    shelves: Shelves
    home: CategoryLists
    named_by: Mapping[str, list[Shown]]
    popular: tuple[Row, ...]
    notices: tuple[Shown, ...]


def gather_common(center: HelpCenter, lists: ListViews, shelves: Shelves, lang: str, today: date) -> Common:
    """What is common to the pages in `lang`, on the day `today`."""
    named_by = defaultdict(list)
    for shown in center.in_language(lang):
        for id in () if shown.unlisted else shown.article.fields.related:
            named_by[id].append(shown)
    home = list_category(center, shelves, Category("", lang, CategoryFields()))
    popular = tuple(map(lists.build_row, choose_popular(center, shelves, lang)))
    return Common(lang, shelves, home, named_by, popular, tuple(find_notices(center, lang, today)))


def build_frame(
    center: HelpCenter, common: Common, assets: ThemeAssets, hours: OpeningHours, audience: str
) -> dict[str, Any]:
    """The fields that all pages of a language share, which are for everybody or for the same audience."""
    lang, settings = common.lang, center.settings.in_language(common.lang)
    return {
        "lang": lang,
        "text": read_interface_text(lang),
        "settings": settings,
        "assets": assets,
        "hours": hours,
        "home": address("", lang, settings),
        "audience": center.find_audience(audience),
        "search": search_folder(lang, center.settings, audience),
        "search_page": search_page(lang, center.settings, audience),
        "inquiry_page": find_inquiry_page(center.settings, lang),
        "policies": tuple(list_policies(center, lang)),
        "topics": {each.id: each.title for each in _list_topics(center, common, audience)},
        "popular": common.popular,
        **build_brand(center, lang),
    }


def _list_topics(center: HelpCenter, common: Common, audience: str) -> Iterator[Category]:
    """The top categories, and that of the audience."""
    yield from common.shelves.children[""][:TOPICS]
    top = center.category_by_key.get((common.lang, audience.partition("/")[0]))
    if audience and top and center.find_audience(top.id):
        yield top
