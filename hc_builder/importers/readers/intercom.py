"""Intercom: pages of its API, saved or fetched (`/articles`, `/help_center/collections`)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hc_builder.importers.addresses import list_hosts, list_old
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    get_object,
    list_objects,
    read_identity,
    read_line,
    read_moment,
    read_order,
    read_pages,
    read_text,
)

_SHELVES = ("collection", "section")
_LANGUAGE = re.compile(r"/([a-z]{2}(?:-[A-Za-z]{2})?)/articles/")


def read_intercom(files: ExportFiles, options: Options) -> Export:
    desk = Desk(files, options)
    entries: dict[str, Entry] = {}
    for found in _list_objects(desk):
        if found.get("type") == "article":
            entry = _make_entry(found)
            entries[entry.article.key] = entry
        else:
            desk.shelves[read_identity(found.get("id"))] = _make_shelf(found)
    desk.entries = list(entries.values())
    desk.hosts = list_hosts(one for entry in desk.entries for one in entry.names)
    return desk.finish("save the answers of /articles and /help_center/collections")


def _list_objects(desk: Desk) -> Iterator[Object]:
    for _, page in read_pages(desk.files, desk.losses):
        listed = list_objects(page.get("data")) if "data" in page else [page]
        for found in listed:
            if found.get("type") in ("article", *_SHELVES) and read_identity(found.get("id")):
                yield found


def _make_shelf(found: Object) -> Shelf:
    return Shelf(
        read_line(found.get("name")),
        read_identity(found.get("parent_id")),
        read_line(found.get("description")),
        read_order(found.get("order")),
        {lang: _name_shelf(one) for lang, one in _list_languages(found)},
    )


def _name_shelf(found: Object) -> tuple[str, str]:
    return read_line(found.get("name")), read_line(found.get("description"))


def _make_entry(found: Object) -> Entry:
    """Whole addresses are among the names, for their hosts."""
    identity = read_identity(found.get("id"))
    lang = read_language(found.get("default_locale")) or _guess_language(read_text(found.get("url")))
    article = _make_article(found, identity, lang)
    translations = tuple(
        replace(_make_article(one, f"{identity}:{other}", other), title=read_line(one.get("title")) or article.title)
        for other, one in _list_languages(found)
        if read_text(one.get("body")) not in ("", article.body)
    )
    names = (f"hc/articles/{identity}", f"articles/{identity}", read_text(found.get("url")))
    return Entry(article, read_identity(found.get("parent_id")), names, translations=translations)


def _list_languages(found: Object) -> Iterator[tuple[str, Object]]:
    """Without the default language, which may be among them."""
    for code, one in get_object(found, "translated_content").items():
        lang = read_language(code)
        if isinstance(one, dict) and lang and code != found.get("default_locale"):
            yield lang, one


def _guess_language(address: str) -> str:
    language = _LANGUAGE.search(address)
    return read_language(language[1]) if language else ""


def _make_article(found: Object, key: str, lang: str) -> SourceArticle:
    return SourceArticle(
        key=key,
        path="",
        title=read_line(found.get("title")) or key,
        body=read_text(found.get("body")),
        lang=lang,
        summary=read_line(found.get("description")),
        updated=read_moment(found.get("updated_at")),
        old=list_old(read_text(found.get("url"))),
        draft=found.get("state") != "published",
    )
