"""A whole page of HTML, and what it says of itself: its main text, title, language, author and day."""

from datetime import date
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from hc_builder.importers.heads import read_day
from hc_builder.importers.html.parsing import parse_page
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.languages import read_language
from hc_builder.importers.titles import letters

_MAIN = (
    "#main-content, .wiki-content",
    "article .article-body, .article__body, .article-content, .entry-content, .post-content",
    "main article, article",
    "main, [role=main]",
    "#content, .content, #main, .main",
    "body",
)
_AROUND = (
    "nav, header, footer, aside, .sidebar, .breadcrumbs, .breadcrumb, "
    "#breadcrumb-section, .pagination, .share, .related, .toc, #toc, .toc-macro, "
    ".footer, .menu, .page-metadata, .search"
)


class HtmlPage:
    """Of what cannot be found there is an empty text."""

    def __init__(self, html: str) -> None:
        self.soup: BeautifulSoup = parse_page(html)

    @cached_property
    def main(self) -> Tag:
        """The innermost of the elements that help centers give their text; the whole page where there is none."""
        found = (self.soup.select_one(selector) for selector in _MAIN)
        return next((tag for tag in found if isinstance(tag, Tag)), self.soup)

    @property
    def is_whole(self) -> bool:
        """Whether nothing tells the text from what stands around it."""
        return self.main is self.soup or self.main.name == "body"

    @property
    def heading(self) -> str:
        """The first of the text, or else of the page."""
        named = self.soup.select_one("#title-text") or self.soup.select_one("main h1, article h1")
        found = named or self.main.find("h1") or self.soup.find("h1")
        return " ".join(found.get_text(" ").split()) if isinstance(found, Tag) else ""

    def find_title(self, confluence: bool = False) -> str:
        text = self.heading or self.head_title
        return " ".join((text.partition(" : ")[2] or text).split()) if confluence else text

    @property
    def head_title(self) -> str:
        """That of the browser's tab."""
        title = self.soup.select_one("head > title")
        return " ".join(title.get_text(" ").split()) if title else ""

    def drop_around(self) -> None:
        """What stands around a text, as far as its elements say so."""
        for tag in self.main.select(_AROUND):
            tag.decompose()

    def take_text(self, title: str) -> str:
        """The main text, without a heading that repeats the title."""
        main = self.main
        self.drop_around()
        for heading in list_tags(main, "h1")[:1]:
            if letters(heading.get_text()) == letters(title):
                heading.decompose()
        for panel in main.select(".expand-container"):
            if isinstance(control := panel.select_one(".expand-control"), Tag):
                control["class"] = "expand-control"
        return main.decode_contents()

    @property
    def lang(self) -> str:
        root = self.soup.find("html")
        return read_language(get(root, "lang")) if isinstance(root, Tag) else ""

    def find_meta(self, name: str) -> str:
        tag = self.soup.find("meta", attrs={"name": name}) or self.soup.find("meta", attrs={"property": name})
        return " ".join(get(tag, "content").split()) if isinstance(tag, Tag) else ""

    @property
    def keywords(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.find_meta("keywords").split(",") if word.strip())

    @property
    def author(self) -> str:
        tag = self.soup.select_one(".page-metadata .editor, .page-metadata .author")
        return " ".join(tag.get_text(" ").split()) if isinstance(tag, Tag) else self.find_meta("author")

    @property
    def day(self) -> date | None:
        time = self.soup.find("time")
        found = read_day(get(time, "datetime")) if isinstance(time, Tag) else None
        return found or read_day(self.find_meta("last-modified"))
