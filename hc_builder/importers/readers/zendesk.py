"""Zendesk Guide: pages of its Help Center API as they were saved (`articles.json`, `sections.json`, `categories.json`,
`translations…json`), in a folder or a zip; pictures by their names beside them, or fetched."""

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hc_builder.importers.addresses import find_host, split_address
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_day
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle, SourceCategory
from hc_builder.importers.names import make_slug
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft, settle_drafts
from hc_builder.importers.titles import MAX_TITLE

Object = Mapping[str, Any]
_KINDS = ("articles", "sections", "categories", "translations", "users", "article_attachments", "user_segments")


@dataclass
class _Guide:
    """Objects by kind and id, each once: the last page that has one counts."""

    kinds: dict[str, dict[str, Object]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})

    def add(self, kind: str, found: Object) -> None:
        known = self.get(kind, found["id"])
        if kind == "articles" and known and known.get("locale") != found.get("locale"):
            is_main = found.get("locale") == found.get("source_locale")
            self._add_translation(known if is_main else found)
            if not is_main:
                return
        self.kinds[kind][str(found["id"])] = found

    def _add_translation(self, article: Object) -> None:
        """An article in the answer for another language (`/en-us/articles.json`)."""
        found = {**article, "source_id": article["id"], "source_type": "Article"}
        self.kinds["translations"].setdefault(f"{article['id']}:{article.get('locale')}", found)

    def get(self, kind: str, identity: object) -> Object:
        return self.kinds[kind].get(str(identity), {})


def read_zendesk(files: ExportFiles, options: Options) -> Export:
    collection = Collection(files, options)
    guide = _read_guide(files, collection.losses)
    collection.drafts = settle_drafts(_list_drafts(guide))
    collection.hosts = frozenset(_list_hosts(guide))
    translated = (draft for draft in list(collection.drafts) for draft in _translate(draft, guide))
    collection.drafts += translated
    collection.categories = _list_categories(guide, collection.drafts)
    langs = [draft.lang for draft in collection.drafts if draft.lang]
    collection.lang = max(set(langs), key=lambda lang: (langs.count(lang), lang == "ko"), default="")
    _tell_segments(guide, collection)
    return collection.finish("save the answers of /api/v2/help_center/articles.json, sections.json and categories.json")


def _read_guide(files: ExportFiles, losses: list[Loss]) -> _Guide:
    guide = _Guide()
    for name in files.list_names(".json", ".jsonl", ".ndjson"):
        for page in _read_pages(files.read_text(name), name, losses):
            for kind in _KINDS:
                listed = page.get(kind)
                for found in listed if isinstance(listed, list) else ():
                    if isinstance(found, dict) and found.get("id"):
                        guide.add(kind, found)
    return guide


def _read_pages(text: str, name: str, losses: list[Loss]) -> Iterator[Object]:
    """A page, a list of pages, or one object a line."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        lines = [line for line in text.split("\n") if line.strip()]
        found = list(_read_lines(lines, name, losses))
    for page in found if isinstance(found, list) else [found]:
        if isinstance(page, dict):
            yield page if any(kind in page for kind in _KINDS) else _wrap(page)


def _read_lines(lines: Iterable[str], name: str, losses: list[Loss]) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            losses.append(Loss("a line that is no JSON", name, number))
            return


def _wrap(found: Object) -> Object:
    """An object by itself, by what it has."""
    for key in ("article", "section", "category", "translation"):
        if isinstance(found.get(key), dict):
            return {"categories" if key == "category" else f"{key}s": [found[key]]}
    if "section_id" in found:
        return {"articles": [found]}
    return {"sections": [found]} if "category_id" in found else {}


def _list_drafts(guide: _Guide) -> Iterator[Draft]:
    uses_positions = len({str(article.get("position")) for article in guide.kinds["articles"].values()}) > 1
    ordered = sorted(guide.kinds["articles"].values(), key=lambda one: -_count(one.get("vote_sum")))
    ranks = {str(article.get("id")): rank for rank, article in enumerate(ordered, 1)}
    for identity, found in guide.kinds["articles"].items():
        order = _count(found.get("position")) if uses_positions else ranks[identity]
        article = SourceArticle(
            key=identity,
            path="",
            title=_clean(found.get("title") or found.get("name")) or identity,
            body=str(found.get("body") or ""),
            lang=read_language(found.get("locale")) or read_language(found.get("source_locale")),
            keywords=_read_labels(found.get("label_names")),
            owner=_clean(guide.get("users", found.get("author_id")).get("name")),
            updated=read_day(found.get("edited_at") or found.get("updated_at")),
            order=max(0, min(order, NO_ORDER)),
            old=tuple(_list_addresses(found)),
            draft=bool(found.get("draft")) or bool(found.get("outdated")),
            pin=bool(found.get("promoted")),
            popular=bool(found.get("promoted")),
        )
        yield Draft(article, True, (f"hc/articles/{identity}",), folders=tuple(_list_folders(guide, found)))


def _read_labels(value: object) -> tuple[str, ...]:
    return tuple(map(_clean, value)) if isinstance(value, list) else ()


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _clean(text: object) -> str:
    return " ".join(str(text or "").split())[:MAX_TITLE]


def _list_addresses(found: Object) -> Iterator[str]:
    path = split_address(str(found.get("html_url") or "")).path
    if path:
        yield path
        yield posixpath.join(posixpath.dirname(path), str(found.get("id")))


def _list_folders(guide: _Guide, article: Object) -> Iterator[str]:
    """Titles of the category and the sections, the outermost first."""
    titles: list[str] = []
    section = guide.get("sections", article.get("section_id"))
    category = section.get("category_id")
    for _ in range(10):
        if not section:
            break
        titles.insert(0, _clean(section.get("name")))
        section = guide.get("sections", section.get("parent_section_id"))
    if named := _clean(guide.get("categories", category).get("name")):
        titles.insert(0, named)
    yield from filter(None, titles)


def _translate(draft: Draft, guide: _Guide) -> Iterator[Draft]:
    for found in guide.kinds["translations"].values():
        is_of = str(found.get("source_id")) == draft.key and found.get("source_type", "Article") == "Article"
        lang = read_language(found.get("locale"))
        if is_of and lang and lang != draft.lang:
            article = replace(
                draft.article,
                key=f"{draft.key}:{lang}",
                lang=lang,
                title=_clean(found.get("title")) or draft.article.title,
                body=str(found.get("body") or ""),
                draft=bool(found.get("draft")),
                updated=read_day(found.get("updated_at")),
                old=tuple(_list_addresses({**found, "id": draft.key})),
            )
            yield replace(draft, article=article, names=())


def _list_categories(guide: _Guide, drafts: Iterable[Draft]) -> dict[str, SourceCategory]:
    """What categories and sections say of themselves, by the path that their titles make."""
    known: dict[str, SourceCategory] = {}
    by_name = {
        _clean(one.get("name")): one for kind in ("sections", "categories") for one in guide.kinds[kind].values()
    }
    langs = {draft.lang for draft in drafts}
    for draft in drafts:
        for depth, title in enumerate(draft.folders, 1):
            path, found = "/".join(map(make_slug, draft.folders[:depth])), by_name.get(title, {})
            category = SourceCategory(path, title, "", _clean(found.get("description")), _count(found.get("position")))
            known[path] = category
            for lang in langs:
                if name := _find_translated(guide, found, lang):
                    known[f"{path}:{lang}"] = replace(category, title=name)
    return known


def _find_translated(guide: _Guide, found: Object, lang: str) -> str:
    for one in guide.kinds["translations"].values():
        is_of = str(one.get("source_id")) == str(found.get("id")) and one.get("source_type") in ("Section", "Category")
        if is_of and read_language(one.get("locale")) == lang:
            return _clean(one.get("title"))
    return ""


def _list_hosts(guide: _Guide) -> Iterator[str]:
    for found in guide.kinds["articles"].values():
        if host := find_host(str(found.get("html_url") or "")):
            yield host


def _tell_segments(guide: _Guide, collection: Collection) -> None:
    """Whoever may read an article there may be few: here it would be all, so it waits as a draft."""
    closed = {key for key, one in guide.kinds["articles"].items() if one.get("user_segment_id")}
    for number, draft in enumerate(collection.drafts):
        if draft.key.partition(":")[0] in closed:
            collection.drafts[number] = replace(draft, article=replace(draft.article, draft=True))
            collection.losses.append(Loss("an article for some readers only, kept as a draft", draft.key))
