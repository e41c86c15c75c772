"""Freshdesk's API: categories, their folders and those within, and articles, in every language of the help desk."""

from collections.abc import Iterator
from typing import Any

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, as_list, dig, list_languages, turn_pages

_API = "/api/v2/solutions"
_LEAST = 30
"""Pages hold this many where nobody asks for more; one with fewer is the last."""


def crawl_freshdesk(client: Client) -> Iterator[Page]:
    """In the first language lists say which folders there are; of other languages the same lists are asked for."""
    main, others = _list_languages(client)
    for lang in ("", *others):
        for name, kind, listed in _walk(client, lang):
            page = {"language": lang or main, "is_translation": bool(lang), kind: listed}
            yield f"{lang or main or 'main'}/{name}.json", page


def _list_languages(client: Client) -> tuple[str, list[str]]:
    """The help desk's settings are for those who may see them; without, there is one language."""
    found = client.find("/api/v2/settings/helpdesk")
    main = dig(found, "primary_language")
    others = list_languages(*as_list(dig(found, "supported_languages")))
    return main if isinstance(main, str) else "", [one for one in others if one != main]


def _walk(client: Client, lang: str) -> Iterator[tuple[str, str, list[Any]]]:
    for category in _list_all(client, f"{_API}/categories", lang):
        yield f"category-{category['id']}", "categories", [category]
        for folder in _list_all(client, f"{_API}/categories/{category['id']}/folders", lang):
            yield from _walk_folder(client, folder, lang, 0)


def _walk_folder(client: Client, folder: dict[str, Any], lang: str, depth: int) -> Iterator[tuple[str, str, list[Any]]]:
    path = f"{_API}/folders/{folder['id']}"
    yield f"folder-{folder['id']}", "folders", [folder]
    if articles := _list_all(client, f"{path}/articles", lang):
        yield f"articles-{folder['id']}", "articles", articles
    if depth < 3 and folder.get("sub_folders_count"):
        for inner in _list_all(client, f"{path}/subfolders", lang):
            yield from _walk_folder(client, inner, lang, depth + 1)


def _list_all(client: Client, path: str, lang: str) -> list[dict[str, Any]]:
    """Objects of all pages, each with a number as its id: it becomes part of an address."""
    where = f"{path}/{lang}" if lang else path
    pages = turn_pages(client, f"{where}?per_page=100", as_list, _is_last)
    listed = [one for page in pages for one in as_list(page)]
    return [one for one in listed if isinstance(one, dict) and isinstance(one.get("id"), int)]


def _is_last(answer: Answer, number: int) -> bool:
    return len(as_list(answer.content)) < _LEAST
