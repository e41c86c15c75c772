"""Freshdesk and Freshservice solutions: pages of their APIs, saved or fetched (`/solutions/categories`, folders,
articles)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
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

_KINDS = ("categories", "folders", "articles")
_EVERYONE = 1
_PUBLISHED = 2


@dataclass
class _Solutions:
    """Objects by kind, id and code of a language, each as it was first read; the first is that of the help desk."""

    kinds: dict[str, dict[str, dict[str, Object]]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})

    def add(self, kind: str, found: Object, code: str) -> None:
        if identity := read_identity(found.get("id")):
            self.kinds[kind].setdefault(identity, {}).setdefault(code or _find_code(found), found)


def read_freshdesk(files: ExportFiles, options: Options) -> Export:
    desk, solutions = Desk(files, options), _Solutions()
    pages = sorted(read_pages(files, desk.losses), key=lambda page: _rank_page(page[1]))
    for _, page in pages:
        for kind, found in _list_objects(page):
            solutions.add(kind, found, read_line(page.get("language")))
    desk.shelves = dict(_list_shelves(solutions))
    desk.entries = [_make_entry(versions, desk) for versions in solutions.kinds["articles"].values()]
    return desk.finish("save the answers of /api/v2/solutions/categories, their folders and articles")


def _rank_page(page: Object) -> bool:
    """Pages of the help desk's first language come first."""
    return page.get("is_translation") is True


def _list_objects(page: Object) -> Iterator[tuple[str, Object]]:
    listed = {kind: list_objects(page.get(kind)) for kind in _KINDS if kind in page}
    for kind, objects in listed.items():
        yield from ((kind, found) for found in objects)
    if not listed:
        yield _find_kind(page), page


def _find_kind(found: Object) -> str:
    if "folder_id" in found:
        return "articles"
    return "folders" if "visibility" in found else "categories"


def _find_code(found: Object) -> str:
    places = (get_object(place, "data") for place in list_objects(found.get("hierarchy")))
    return next((code for place in places if (code := read_line(place.get("language")))), "")


def _list_shelves(solutions: _Solutions) -> Iterator[tuple[str, Shelf]]:
    for identity, versions in solutions.kinds["categories"].items():
        yield f"categories:{identity}", _make_shelf(versions, "")
    for identity, versions in solutions.kinds["folders"].items():
        yield f"folders:{identity}", _make_shelf(versions, _find_above(next(iter(versions.values()))))


def _find_above(folder: Object) -> str:
    """A folder above it, or the category: Freshdesk names that only on the way to the folder."""
    if parent := read_identity(folder.get("parent_folder_id")):
        return f"folders:{parent}"
    if category := read_identity(folder.get("category_id")):
        return f"categories:{category}"
    places = (place for place in list_objects(folder.get("hierarchy")) if place.get("type") == "category")
    return next((f"categories:{read_identity(get_object(place, 'data').get('id'))}" for place in places), "")


def _make_shelf(versions: Mapping[str, Object], above: str) -> Shelf:
    (main, found), *others = versions.items()
    named = {read_language(code): _name_shelf(one) for code, one in others}
    return Shelf(
        read_line(found.get("name")),
        above,
        read_line(found.get("description")),
        read_order(found.get("position")),
        translations={lang: names for lang, names in named.items() if lang != read_language(main)},
        is_closed=found.get("visibility", _EVERYONE) != _EVERYONE,
    )


def _name_shelf(found: Object) -> tuple[str, str]:
    return read_line(found.get("name")), read_line(found.get("description"))


def _make_entry(versions: Mapping[str, Object], desk: Desk) -> Entry:
    (main, found), *others = versions.items()
    identity = read_identity(found.get("id"))
    article = _make_article(found, identity, read_language(main))
    langs = ((read_language(code), one) for code, one in others)
    translations = (replace(_make_article(one, f"{identity}:{lang}", lang), old=()) for lang, one in langs)
    for one in list_objects(found.get("attachments")):
        name = read_line(one.get("name"))  # its address runs out
        desk.losses.append(Loss("an attachment, which stays at the old help center", identity, 0, name))
    votes = read_count(found.get("thumbs_up")) - read_count(found.get("thumbs_down"))
    folder = f"folders:{read_identity(found.get('folder_id'))}"
    rank = (votes, read_count(found.get("hits")) + read_count(found.get("views")))
    return Entry(article, folder, (f"hc/articles/{identity}",), rank, tuple(translations))


def _make_article(found: Object, key: str, lang: str) -> SourceArticle:
    about, labels = get_object(found, "seo_data"), (*read_lines(found.get("tags")), *read_lines(found.get("keywords")))
    return SourceArticle(
        key=key,
        path="",
        title=read_line(found.get("title")) or key,
        body=read_text(found.get("description")),
        lang=lang,
        summary=read_line(about.get("meta_description")),
        keywords=tuple(dict.fromkeys((*labels, *read_lines(about.get("meta_keywords"))))),
        updated=read_moment(found.get("updated_at")),
        order=read_order(found.get("position")),
        old=(f"/support/solutions/articles/{key}",),
        draft=found.get("status") != _PUBLISHED,
    )
