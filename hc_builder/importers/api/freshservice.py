"""Freshservice's API: categories, their folders and the articles of each, in one language."""

from collections.abc import Iterator

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, dig_objects, turn_pages

_API = "/api/v2/solutions"
_LEAST = 30


def crawl_freshservice(client: Client) -> Iterator[Page]:
    for start, categories in _crawl(client, "categories", ""):
        yield start, {"categories": categories}
        for category in categories:
            for name, folders in _crawl(client, "folders", f"category_id={category['id']}"):
                yield name, {"folders": folders}
                for folder in folders:
                    found = _crawl(client, "articles", f"folder_id={folder['id']}")
                    yield from ((where, {"articles": articles}) for where, articles in found)


def _crawl(client: Client, kind: str, of: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Name and objects of each page: those with a number as their id, which becomes part of an address."""

    def list_items(page: object) -> list[dict[str, object]]:
        return [one for one in dig_objects(page, kind) if isinstance(one.get("id"), int)]

    def is_last(answer: Answer, number: int) -> bool:
        return len(list_items(answer.content)) < _LEAST

    pages = turn_pages(client, f"{_API}/{kind}?{of}&per_page=100".replace("?&", "?"), list_items, is_last)
    for number, page in enumerate(pages, 1):
        yield f"{kind}-{of.partition('=')[2]}-{number}.json", list_items(page)
