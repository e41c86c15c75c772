"""The questions that the home page names: "많이 찾는 질문"."""

from itertools import chain

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.pages.lists import Shelves

POPULAR = 8


def choose_popular(center: HelpCenter, shelves: Shelves, lang: str) -> list[Shown]:
    """At most `POPULAR`: those that the settings name, those that customers open most, those that writers marked;
    without any, the first article of each category. What stands in no list is not named here either."""
    public = center.list_public_categories(lang)
    groups = [shelves.articles[each.id] for each in public if each.id in shelves.articles]
    listed = {shown.article.id: shown for group in groups for shown in group if not shown.article.is_notice}
    marked = (id for id, shown in listed.items() if shown.article.fields.popular)
    named = dict.fromkeys(chain(center.settings.popular, (article.id for article in center.popular), marked))
    found = [listed[id] for id in named if id in listed]
    return (found or [group[0] for group in groups])[:POPULAR]
