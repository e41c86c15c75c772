"""The categories of a tree: folders with titles that people read, in the order that the source gives."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from hc_builder.importers.model import NO_ORDER, SourceArticle, SourceCategory
from hc_builder.importers.names import find_order, make_readable
from hc_builder.importers.readers.pages import Page
from hc_builder.importers.readers.tools import Tree
from hc_builder.importers.titles import clean_title

_OPENING = ("overview", "introduction", "intro")
Regroup = Callable[[SourceArticle], SourceArticle]


def list_categories(tree: Tree, articles: list[SourceArticle]) -> tuple[list[SourceCategory], Regroup]:
    """A category for each folder and language that has articles, and how an article gets its group."""
    pages = {page.key: page for page in tree.pages}
    folders = sorted({(folder, article.lang) for article in articles for folder in _list_above(article.path)})
    categories = [_Folder(tree, folder, lang).describe() for folder, lang in folders]
    titles = {(one.path, one.lang): one.title for one in categories}

    def regroup(article: SourceArticle) -> SourceArticle:
        above = {titles[folder, article.lang] for folder in _list_above(article.path)}
        group = _find_group(pages[article.key], above) if above else ""
        return replace(article, group=group) if group else article

    return [_with_groups(one, articles, regroup) for one in categories], regroup


def _with_groups(category: SourceCategory, articles: list[SourceArticle], regroup: Regroup) -> SourceCategory:
    inside = [one for one in articles if posixpath.dirname(one.path) == category.path and one.lang == category.lang]
    ordered = sorted(inside, key=lambda article: article.order)
    groups = dict.fromkeys(group for article in ordered if (group := regroup(article).group))
    return replace(category, groups=tuple(groups))


def _find_group(page: Page, above: set[str]) -> str:
    """The innermost section of the navigation, unless it is a category above the article."""
    section = page.place.sections[-1] if page.place.sections else ""
    return "" if section in above or page.is_head else section


def _list_above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


class _Folder:
    """One folder here, in one language."""

    def __init__(self, tree: Tree, path: str, lang: str) -> None:
        self.tree, self.path, self.lang = tree, path, lang
        self.pages = [page for page in tree.pages if page.path.startswith(f"{path}/") and page.lang == lang]
        self.source = self._find_source()
        self.settings: Any = tree.tool.read_folder(tree, self.source) if self.source else {}

    def describe(self) -> SourceCategory:
        head = self._find_head()
        title = clean_title(self._find_title(head))
        description = clean_title(head.head.text("description", "summary") if head else "") or self._read("description")
        return SourceCategory(self.path, title, self.lang, description, self._find_order(head))

    def _find_source(self) -> str:
        """The folder of the source that became this one, as seen from the root of pages."""
        depth = self.path.count("/") + 1
        names = (page.rel.split("/") for page in self.pages)
        return next(("/".join(parts[:depth]) for parts in names if len(parts) > depth), "")

    def _read(self, key: str) -> str:
        value = self.settings.get(key)
        return value if isinstance(value, str) else ""

    def _find_head(self) -> Page | None:
        """The page that speaks for the folder: its index, one named as it is, or the one beside it of its name."""
        own = [page for page in self.pages if posixpath.dirname(page.path) == self.path]
        name = posixpath.basename(self.path)
        index = (page for page in own if page.is_head)
        return next(index, None) or next((page for page in own if posixpath.basename(page.path) == name), None)

    def _find_title(self, head: Page | None) -> str:
        if given := self._find_section(head) or self._read("label") or self._read("title"):
            return given
        if head and head.title:
            return head.head.text("linkTitle", "nav_title") or head.title
        opening = next(
            (page for page in self.pages if posixpath.basename(page.path) in _OPENING and page.order == 0), None
        )
        readable = make_readable(posixpath.basename(self.source) or posixpath.basename(self.path))
        return opening.title if opening and self._is_translated() else readable

    def _is_translated(self) -> bool:
        return bool(self.lang) and self.lang != "en"

    def _find_section(self, head: Page | None) -> str:
        """What a navigation calls the folder: the section that it makes of the folder's own page, or that most of its
        pages stand in, as deep as the folder."""
        depth = self.path.count("/") + 1
        placed = [page.place.sections for page in self.pages if page.place.sections]
        outer = head.place.sections if head and head.is_head else None
        if outer is not None:
            below = [found[len(outer)] for found in placed if found[: len(outer)] == outer and len(found) > len(outer)]
            if below and len(below) * 2 >= len(placed) - 1:
                return Counter(below).most_common(1)[0][0]
        common = posixpath.commonprefix(placed)
        if len(common) > depth:
            return common[-1]
        sections = Counter(found[:depth] for found in placed if len(found) >= depth)
        most, count = sections.most_common(1)[0] if sections else ((), 0)
        return most[-1] if most and count * 2 >= len(placed) else ""

    def _find_order(self, head: Page | None) -> int:
        name = find_order(posixpath.basename(self.source))
        given = self._read("position") or self._read("order") or self._read("weight")
        placed = [page.place.order for page in self.pages if page.place.order is not None]
        own = head.order if head and head.is_head and head.order != NO_ORDER else None
        orders = (int(given) if given.isdecimal() else None, min(placed, default=None), own, name)
        return next((order for order in orders if order is not None), NO_ORDER)
