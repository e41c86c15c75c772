"""WordPress by its REST API: pages of entries, terms and authors, saved or fetched, told apart by what they hold."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from hc_builder.importers.addresses import list_hosts, split_address
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import NO_ORDER, Export, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    get_object,
    read_identity,
    read_line,
    read_moment,
    read_order,
    read_pages,
    read_text,
)
from hc_builder.importers.readers.wordpress_marks import is_article_kind, is_category, is_no_category, settle_body

_TAG = re.compile(r"<[^<>]*>")
_Terms = dict[int, Object]


def read_wordpress_rest(files: ExportFiles, options: Options) -> Export:
    desk = Desk(files, options)
    pages = [page for _, page in read_pages(files, desk.losses)]
    terms = {page["id"]: page for page in pages if "taxonomy" in page and isinstance(page.get("id"), int)}
    owners = {read_identity(page.get("id")): read_line(page.get("slug")) for page in pages if "avatar_urls" in page}
    desk.shelves = dict(_list_shelves(terms))
    entries = {read_identity(page["id"]): page for page in pages if _is_entry(page)}
    desk.entries = [_make_entry(page, terms, owners, desk) for page in entries.values()]
    desk.hosts = list_hosts(read_text(page.get("link")) for page in entries.values())
    return desk.finish("save the answers of /wp-json/wp/v2/posts, pages and categories")


def _is_entry(page: Object) -> bool:
    is_article = "content" in page and is_article_kind(read_text(page.get("type")))
    return is_article and bool(read_identity(page.get("id"))) and page.get("status") not in ("trash", "auto-draft")


def _list_shelves(terms: _Terms) -> Iterator[tuple[str, Shelf]]:
    for number, term in terms.items():
        title = _read_html(term.get("name"))
        if is_category(read_text(term.get("taxonomy"))) and not is_no_category(title):
            above = read_identity(term.get("parent"))
            yield str(number), Shelf(title, above, _read_html(term.get("description")))


def _make_entry(found: Object, terms: _Terms, owners: Mapping[str, str], desk: Desk) -> Entry:
    own, link = list(_list_terms(found, terms)), read_text(found.get("link"))
    labels = tuple(_read_html(term.get("name")) for term in own if not is_category(read_text(term["taxonomy"])))
    owner = owners.get(read_identity(found.get("author")), "")
    article = replace(_make_article(found, desk), keywords=labels, owner=owner)
    address = "".join(article.old)
    names = (article.key, link, unquote(address), posixpath.basename(address.strip("/")))
    shelves = (str(term["id"]) for term in own if str(term["id"]) in desk.shelves)
    return Entry(article, next(shelves, ""), names, is_closed=get_object(found, "content").get("protected") is True)


def _make_article(found: Object, desk: Desk) -> SourceArticle:
    identity, slug = read_identity(found.get("id")), unquote(read_text(found.get("slug")))
    address = _find_address(read_text(found.get("link")), slug)
    body = read_text(get_object(found, "content").get("rendered"))
    return SourceArticle(
        key=identity,
        path="",
        title=_read_html(get_object(found, "title").get("rendered")) or slug or identity,
        body=settle_body(body, desk.losses, identity),
        lang=read_language(found.get("lang")),
        updated=read_moment(found.get("modified") or found.get("date")),
        order=read_order(found.get("menu_order") or NO_ORDER),
        old=(address,) if address.strip("/") else (),
        draft=found.get("status", "publish") != "publish",
        pin=found.get("sticky") is True,
    )


def _find_address(link: str, slug: str) -> str:
    """A draft has a number for an address still."""
    parts = split_address(link)
    return parts.path if parts.path.strip("/") and not parts.query else f"/{slug}/"


def _list_terms(found: Object, terms: _Terms) -> Iterator[Object]:
    """Each taxonomy has a list of numbers, and no number is in two."""
    for listed in found.values():
        for number in listed if isinstance(listed, list) else ():
            if isinstance(number, int) and number in terms:
                yield terms[number]


def _read_html(value: object) -> str:
    return read_line(unescape(_TAG.sub("", read_text(value))))
