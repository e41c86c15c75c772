"""Folders of HTML: the main text of each page; and Confluence's export of a space."""

import posixpath
import re
from collections.abc import Iterator

from bs4 import Tag

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.html.page import HtmlPage
from hc_builder.importers.html.parsing import parse_page
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.model import Export, Loss, SourceArticle
from hc_builder.importers.names import make_path, make_readable, place_head
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft
from hc_builder.importers.titles import MAX_TITLE

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
    page = HtmlPage(collection.files.read_text(name))
    title = page.find_title(confluence) or make_readable(posixpath.splitext(posixpath.basename(name))[0])
    below = posixpath.splitext(name.removeprefix(f"{root}/") if root else name)[0]
    parts = below.split("/")
    is_head = parts[-1].casefold() == "index"
    path = place_head(make_path(parts[:-1]), ()) if is_head else make_path(parts)
    article = SourceArticle(
        key=name,
        path="" if confluence else path,
        title=title[:MAX_TITLE],
        body=page.take_text(title),
        lang=page.lang,
        summary=page.find_meta("description"),
        keywords=page.keywords,
        owner=page.author,
        updated=page.day,
        old=() if confluence or below.casefold() == "index" else (f"/{below}.html",),
        noindex="noindex" in page.find_meta("robots").lower(),
    )
    titles = folders if confluence else tuple(map(make_readable, parts[:-1]))
    collection.drafts.append(Draft(article, True, (name, below), posixpath.dirname(name), titles))
