"""Folders of HTML: the main text of each page; and Confluence's export of a space."""

import posixpath
import re
from collections.abc import Iterator
from datetime import date

from bs4 import BeautifulSoup, Tag

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_day
from hc_builder.importers.html.parsing import parse_page
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export, Loss, SourceArticle
from hc_builder.importers.names import make_path, make_readable, place_head
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft
from hc_builder.importers.titles import MAX_TITLE, letters

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
_NO_ARTICLE = re.compile(r"(?:404|search|index-all)\.html?", re.I)
"""Pages of the site itself, in its first folder."""


def read_html_files(files: ExportFiles, options: Options) -> Export:
    collection = Collection(files, options)
    names = files.list_names(".html", ".htm", ".xhtml")
    root = posixpath.commonpath([posixpath.dirname(name) for name in names]) if names else ""
    for name in names:
        if _NO_ARTICLE.fullmatch(posixpath.relpath(name, root or ".")):
            collection.losses.append(Loss("a page that is no article", name))
        else:
            _add(collection, name, root, ())
    return collection.finish("articles are files that end in .html")


def read_confluence(files: ExportFiles, options: Options) -> Export:
    """`index.html` of the export is a tree of its pages; what stands below a page is its category."""
    collection = Collection(files, options)
    index = min(files.list_names("index.html"), key=len, default="")
    root = posixpath.dirname(index)
    places = dict(_walk_index(files.read_text(index))) if index else {}
    for name in files.list_names(".html"):
        if name != index and "/attachments/" not in f"/{name}":
            _add(collection, name, root, places.get(posixpath.basename(name), ()), confluence=True)
    return collection.finish("export the space as HTML: Space settings → Export space")


def _walk_index(html: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pages, and the titles of those above them; the space's own page, above all, is none."""
    for link in list_tags(parse_page(html), "a"):
        above = link.find_parents("li")[1:]
        titles = [
            " ".join(first.get_text(" ").split())
            for item in reversed(above)
            if isinstance(first := item.find("a"), Tag)
        ]
        yield posixpath.basename(get(link, "href")), tuple(titles[1:])


def _add(collection: Collection, name: str, root: str, folders: tuple[str, ...], confluence: bool = False) -> None:
    soup = parse_page(collection.files.read_text(name))
    title = _find_title(soup, confluence) or make_readable(posixpath.splitext(posixpath.basename(name))[0])
    main = next(tag for selector in _MAIN if (tag := soup.select_one(selector)) or selector == "body")
    body = _take_text(main if isinstance(main, Tag) else soup, title)
    below = posixpath.splitext(name.removeprefix(f"{root}/") if root else name)[0]
    parts = below.split("/")
    is_head = parts[-1].casefold() == "index"
    path = place_head(make_path(parts[:-1]), ()) if is_head else make_path(parts)
    article = SourceArticle(
        key=name,
        path="" if confluence else path,
        title=title[:MAX_TITLE],
        body=body,
        lang=_find_lang(soup),
        summary=_find_meta(soup, "description"),
        keywords=tuple(word.strip() for word in _find_meta(soup, "keywords").split(",") if word.strip()),
        owner=_find_author(soup),
        updated=_find_day(soup),
        old=() if confluence or below.casefold() == "index" else (f"/{below}.html",),
        noindex="noindex" in _find_meta(soup, "robots").lower(),
    )
    titles = folders if confluence else tuple(map(make_readable, parts[:-1]))
    collection.drafts.append(Draft(article, True, (name, below), posixpath.dirname(name), titles))


def _find_title(soup: BeautifulSoup, confluence: bool) -> str:
    heading = soup.select_one("#title-text") or soup.select_one("main h1, article h1") or soup.find("h1")
    title = soup.find("title")
    text = heading.get_text(" ") if isinstance(heading, Tag) else title.get_text(" ") if isinstance(title, Tag) else ""
    return " ".join((text.partition(" : ")[2] or text).split()) if confluence else " ".join(text.split())


def _take_text(main: Tag, title: str) -> str:
    for tag in main.select(_AROUND):
        tag.decompose()
    for heading in list_tags(main, "h1")[:1]:
        if letters(heading.get_text()) == letters(title):
            heading.decompose()
    for panel in main.select(".expand-container"):
        if isinstance(control := panel.select_one(".expand-control"), Tag):
            control["class"] = "expand-control"
    return main.decode_contents()


def _find_lang(soup: BeautifulSoup) -> str:
    root = soup.find("html")
    return read_language(get(root, "lang")) if isinstance(root, Tag) else ""


def _find_meta(soup: BeautifulSoup, name: str) -> str:
    tag = soup.find("meta", attrs={"name": name})
    return " ".join(get(tag, "content").split()) if isinstance(tag, Tag) else ""


def _find_author(soup: BeautifulSoup) -> str:
    tag = soup.select_one(".page-metadata .editor, .page-metadata .author")
    return " ".join(tag.get_text(" ").split()) if isinstance(tag, Tag) else _find_meta(soup, "author")


def _find_day(soup: BeautifulSoup) -> date | None:
    time = soup.find("time")
    return read_day(get(time, "datetime")) if isinstance(time, Tag) else read_day(_find_meta(soup, "last-modified"))
