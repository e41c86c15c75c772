"""Zendesk Guide: pages of its Help Center API, saved or fetched (`articles.json`, `sections.json`, `categories.json`,
`translations…json`), in a folder or a zip; pictures by their names beside them, or fetched."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from hc_builder.importers.addresses import list_hosts, split_address
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_day
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.help_desk import Desk, Entry, Shelf
from hc_builder.importers.readers.json_pages import (
    Object,
    list_objects,
    read_count,
    read_line,
    read_lines,
    read_order,
    read_pages,
    read_text,
)

_TRANSLATED = {"articles": "Article", "sections": "Section", "categories": "Category"}
_KINDS = (*_TRANSLATED, "translations", "users", "article_attachments")


@dataclass
class _Guide:
    """Objects by kind and id, each once: the last page that has one counts."""

    kinds: dict[str, dict[str, Object]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})

    def add(self, kind: str, found: Object) -> None:
        known = self.get(kind, found["id"])
        if kind in _TRANSLATED and known and known.get("locale") != found.get("locale"):
            is_main = found.get("locale") == found.get("source_locale")
            self._add_translation(kind, known if is_main else found)
            if not is_main:
                return
        self.kinds[kind][str(found["id"])] = found

    def _add_translation(self, kind: str, found: Object) -> None:
        """An object in the answer for another language (`/en-us/articles.json`)."""
        translation = {**found, "source_id": found["id"], "source_type": _TRANSLATED[kind]}
        self.kinds["translations"].setdefault(f"{kind}:{found['id']}:{found.get('locale')}", translation)

    def get(self, kind: str, identity: object) -> Object:
        return self.kinds[kind].get(str(identity), {})

    def list_translations(self, kind: str, found: Object) -> Iterator[tuple[str, Object]]:
        """By language; those in the object's own locale are none."""
        for one in self._translations[_TRANSLATED[kind], str(found.get("id"))]:
            lang = read_language(one.get("locale"))
            if lang and one.get("locale") != found.get("locale"):
                yield lang, one

    @cached_property
    def _translations(self) -> Mapping[tuple[str, str], list[Object]]:
        """By what they translate, once all pages are read."""
        known = defaultdict(list)
        for one in self.kinds["translations"].values():
            known[read_text(one.get("source_type")) or "Article", str(one.get("source_id"))].append(one)
        return known

    @cached_property
    def attachments(self) -> Mapping[str, list[Object]]:
        """Those of the list below the text, by article; pictures in the text are shown there."""
        known = defaultdict(list)
        for one in self.kinds["article_attachments"].values():
            if not one.get("inline"):
                known[str(one.get("article_id"))].append(one)
        return known


def read_zendesk(files: ExportFiles, options: Options) -> Export:
    desk = Desk(files, options)
    guide = _read_guide(desk)
    desk.shelves = dict(_list_shelves(guide))
    desk.entries = [_make_entry(found, guide, desk) for found in guide.kinds["articles"].values()]
    desk.hosts = list_hosts(read_text(found.get("html_url")) for found in guide.kinds["articles"].values())
    return desk.finish("save the answers of /api/v2/help_center/articles.json, sections.json and categories.json")


def _read_guide(desk: Desk) -> _Guide:
    guide = _Guide()
    for _, page in read_pages(desk.files, desk.losses):
        page = page if any(kind in page for kind in _KINDS) else _wrap(page)
        for kind in _KINDS:
            for found in list_objects(page.get(kind)):
                if found.get("id"):
                    guide.add(kind, found)
    return guide


def _wrap(found: Object) -> Object:
    """An object by itself, by what it has."""
    for key in ("article", "section", "category", "translation"):
        if isinstance(found.get(key), dict):
            return {"categories" if key == "category" else f"{key}s": [found[key]]}
    if "section_id" in found:
        return {"articles": [found]}
    return {"sections": [found]} if "category_id" in found else {}


def _list_shelves(guide: _Guide) -> Iterator[tuple[str, Shelf]]:
    """A section stands in the section above it, and the outermost in its category."""
    for kind in ("categories", "sections"):
        for identity, found in guide.kinds[kind].items():
            parent, category = found.get("parent_section_id"), found.get("category_id")
            above = f"sections:{parent}" if parent else f"categories:{category}"
            shelf = Shelf(
                read_line(found.get("name")),
                above if kind == "sections" else "",
                read_line(found.get("description")),
                read_order(found.get("position")),
                dict(_name_shelves(found, kind, guide)),
            )
            yield f"{kind}:{identity}", shelf


def _name_shelves(found: Object, kind: str, guide: _Guide) -> Iterator[tuple[str, tuple[str, str]]]:
    """An answer of translations alone has the description as its body."""
    for lang, one in guide.list_translations(kind, found):
        if lang != _read_lang(found):
            about = one.get("description") or one.get("body")
            yield lang, (read_line(one.get("title") or one.get("name")), read_line(about))


def _make_entry(found: Object, guide: _Guide, desk: Desk) -> Entry:
    article = _make_article(found, guide, desk)
    return Entry(
        article,
        f"sections:{found.get('section_id')}",
        (f"hc/articles/{article.key}",),
        (read_count(found.get("vote_sum")),),
        tuple(_list_translations(article, found, guide)),
        is_closed=bool(found.get("user_segment_id")),
    )


def _make_article(found: Object, guide: _Guide, desk: Desk) -> SourceArticle:
    identity = str(found["id"])
    return SourceArticle(
        key=identity,
        path="",
        title=read_line(found.get("title") or found.get("name")) or identity,
        body=desk.keep_attachments(identity, read_text(found.get("body")), _list_attachments(found, guide)),
        lang=_read_lang(found),
        keywords=read_lines(found.get("label_names")),
        owner=read_line(guide.get("users", found.get("author_id")).get("name")),
        updated=read_day(found.get("edited_at") or found.get("updated_at")),
        order=read_order(found.get("position")),
        old=tuple(_list_addresses(found)),
        draft=bool(found.get("draft")) or bool(found.get("outdated")),
        pin=bool(found.get("promoted")),
        popular=bool(found.get("promoted")),
    )


def _read_lang(found: Object) -> str:
    return read_language(found.get("locale")) or read_language(found.get("source_locale"))


def _list_attachments(article: Object, guide: _Guide) -> Iterator[tuple[str, str]]:
    for one in guide.attachments[str(article["id"])]:
        yield read_line(one.get("file_name")), read_text(one.get("content_url"))


def _list_addresses(found: Object) -> Iterator[str]:
    path = split_address(read_text(found.get("html_url"))).path
    if path:
        yield path
        yield posixpath.join(posixpath.dirname(path), str(found.get("id")))


def _list_translations(article: SourceArticle, found: Object, guide: _Guide) -> Iterator[SourceArticle]:
    for lang, one in guide.list_translations("articles", found):
        yield replace(
            article,
            key=f"{article.key}:{lang}",
            lang=lang,
            title=read_line(one.get("title")) or article.title,
            body=read_text(one.get("body")),
            draft=bool(one.get("draft")),
            updated=read_day(one.get("updated_at")),
            old=tuple(_list_addresses({**one, "id": article.key})),
        )
