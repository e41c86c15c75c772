"""The pages of a site: what each shows, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hc_builder.content.category import Category
from hc_builder.content.help_center import HelpCenter, Shown, address

PageKind = Literal["home", "category", "article", "search"]


@dataclass(frozen=True)
class Place:
    """One page: its `kind` and language, its `url` under the site's root, and the article or category it shows."""

    kind: PageKind
    lang: str
    url: str
    source: str
    shown: Shown | None = None
    category: Category | None = None

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
        return self.shown.article.title if self.shown else self.category.title if self.category else ""

    @property
    def meta(self) -> dict[str, str]:
        """What templates can ask of any page in the list of pages."""
        return {"template": self.template, "updated": self.updated}


def find_places(center: HelpCenter) -> Iterator[Place]:
    """Every page of the site but the error page, which has no address of its own."""
    for shown in center.articles:
        yield Place("article", shown.article.lang, shown.url, shown.article.path, shown=shown)
    for category in center.categories:
        if not _is_article(center, category):
            source = category.path or f"{category.lang}/{category.id}/index.md".replace("//", "/")
            kind: PageKind = "category" if category.id else "home"
            yield Place(kind, category.lang, center.category_url(category), source, category=category)
    for lang in center.settings.languages:
        yield Place("search", lang, address("search", lang, center.settings), f"search.{lang}.md")


def _is_article(center: HelpCenter, category: Category) -> bool:
    """An article with a folder of its own name stands for that folder."""
    return not category.path and (category.lang, category.id) in center.by_key
