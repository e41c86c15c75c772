"""What pages show of other articles and categories: rows, cards, and lists of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.pages.interface_text import format_date, read_interface_text
from hc_builder.pages.lists import LONGEST_SUMMARY, CategoryLists, Part
from hc_builder.pages.page_parts import CategoryLink, Link, Row, Shelf
from hc_builder.pages.places import part_url

_FEW_PARTS = 8


class ListViews:
    """Of `center` on the day `today`; `counts` are the articles of its categories, by language and id."""

    def __init__(self, center: HelpCenter, today: date, counts: Mapping[str, Mapping[str, int]]) -> None:
        self._center, self._today, self._counts = center, today, counts
        self._rows: dict[tuple[str, str], Row] = {}

    def build_card(self, category: Category, is_thin: bool = False) -> CategoryLink:
        fields, count = category.fields, self._counts[category.lang].get(category.id, 0)
        about, icon = ("", "") if is_thin else (_shorten(fields.description), fields.icon)
        return CategoryLink(category.title, self._center.category_url(category), category.id, about, icon, count)

    def build_row(self, shown: Shown, is_thin: bool = False) -> Row:
        article = shown.article
        summary = "" if is_thin else _shorten(article.fields.summary)
        group = "" if is_thin or article.fields.pin else article.fields.group
        return Row(article.title, shown.url, article.id, article.fields.type, summary, self.mark(shown), group)

    def mark(self, shown: Shown) -> str:
        """What tells in a preview that the article is not public; a build has no such article."""
        fields, text = shown.article.fields, read_interface_text(shown.article.lang)
        if shown.is_draft or fields.draft:
            return text["mark_draft"]
        if fields.publish_at and fields.publish_at > self._today:
            return text["mark_waiting"].format(date=format_date(fields.publish_at, text))
        return ""

    def build_lists(self, lang: str, id: str, lists: CategoryLists) -> dict[str, Any]:
        category = self._center.category_by_key.get((lang, id)) or Category(id, lang, CategoryFields())
        children, articles = lists.children, lists.articles
        return {
            "children": tuple(
                self.build_card(item, children.is_thin) for item in children.items if isinstance(item, Category)
            ),
            "articles": tuple(
                self.build_row(item, articles.is_thin) for item in articles.items if isinstance(item, Shown)
            ),
            "child_shelves": self._build_shelves(category, children.parts),
            "article_shelves": self._build_shelves(category, articles.parts),
        }

    def _build_shelves(self, category: Category, parts: Sequence[Part]) -> tuple[Shelf, ...]:
        if len(parts) <= _FEW_PARTS:
            return (Shelf("", tuple(self.link_part(category, part) for part in parts)),) if parts else ()
        groups = groupby(parts, key=lambda part: part.initial)
        return tuple(
            Shelf(initial, tuple(self.link_part(category, part) for part in group)) for initial, group in groups
        )

    def link_part(self, category: Category, part: Part) -> Link:
        return Link(describe_part(part), part_url(self._center, category, part))

    def find_row(self, shown: Shown) -> Row:
        """It stands on many pages."""
        key = (shown.article.lang, shown.article.id)
        if key not in self._rows:
            self._rows[key] = self.build_row(shown)
        return self._rows[key]


def holds_categories(part: Part) -> bool:
    return holds_categories(part.parts[0]) if part.parts else isinstance(part.items[0], Category)


def describe_part(part: Part) -> str:
    """By the words that it begins and ends with."""
    return part.begin if part.begin == part.end else f"{part.begin} – {part.end}"


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rstrip()}…"
