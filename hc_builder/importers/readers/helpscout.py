"""Help Scout Docs: pages of its API, saved or fetched (collections, categories, and articles one by one)."""

import re
from collections.abc import Iterator

from hc_builder.importers.addresses import list_hosts, list_old
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.model import Export, Loss, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    get_object,
    list_objects,
    read_count,
    read_identity,
    read_line,
    read_lines,
    read_moment,
    read_order,
    read_pages,
    read_text,
)

_SLUG = re.compile(r"(/article/\d+)-[\w%.-]*")
"""A reference holds by its number, whatever the article was called when it was made."""


def read_helpscout(files: ExportFiles, options: Options) -> Export:
    desk = Desk(files, options)
    articles: dict[str, Object] = {}
    for _, page in read_pages(files, desk.losses):
        for kind in ("collections", "categories"):
            desk.shelves |= {read_identity(one.get("id")): _make_shelf(one) for one in _list_items(page, kind)}
        found = get_object(page, "article") or page
        if "text" in found and read_identity(found.get("id")):
            articles[read_identity(found.get("id"))] = found
    desk.entries = [_make_entry(found, desk) for found in articles.values()]
    desk.hosts = list_hosts(read_text(found.get("publicUrl")) for found in articles.values())
    return desk.finish("save the answers of /v1/collections, their categories, and /v1/articles/ID of each article")


def _list_items(page: Object, kind: str) -> Iterator[Object]:
    """In the answer's envelope, or alone."""
    yield from list_objects(get_object(page, kind).get("items"))
    if alone := get_object(page, {"collections": "collection", "categories": "category"}[kind]):
        yield alone


def _make_shelf(found: Object) -> Shelf:
    return Shelf(
        read_line(found.get("name")),
        read_identity(found.get("collectionId")),
        read_line(found.get("description")),
        read_order(found.get("order")),
        is_closed=found.get("visibility", "public") != "public",
    )


def _make_entry(found: Object, desk: Desk) -> Entry:
    identity = read_identity(found.get("id"))
    article = SourceArticle(
        key=identity,
        path="",
        title=read_line(found.get("name")) or identity,
        body=_SLUG.sub(r"\1", read_text(found.get("text"))),
        keywords=read_lines(found.get("keywords")),
        updated=read_moment(found.get("updatedAt")),
        old=list_old(read_text(found.get("publicUrl"))),
        draft=found.get("status") != "published",
    )
    if found.get("hasDraft") is True:
        desk.losses.append(Loss("changes of an article that were not published yet", identity))
    shelf = _find_shelf(found, desk, identity)
    number = read_identity(found.get("number"))
    return Entry(article, shelf, (identity, f"article/{number}"), (read_count(found.get("viewCount")),))


def _find_shelf(found: Object, desk: Desk, identity: str) -> str:
    """The first of its categories; without one it stands in its collection."""
    listed = found.get("categories")
    categories = [str(one) for one in listed if str(one) in desk.shelves] if isinstance(listed, list) else []
    for one in categories[1:]:
        desk.losses.append(Loss("a further category of an article", identity, 0, desk.shelves[one].title))
    return categories[0] if categories else read_identity(found.get("collectionId"))
