"""Intercom's API: collections, and articles with their translations."""

from collections.abc import Iterator

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, dig, dig_objects, turn_pages

_PATHS = {"collections": "/help_center/collections", "articles": "/articles"}


def crawl_intercom(client: Client) -> Iterator[Page]:
    for kind, path in _PATHS.items():
        for number, page in enumerate(turn_pages(client, f"{path}?per_page=50", _list_items, _is_last), 1):
            yield f"{kind}-{number}.json", page


def _list_items(page: object) -> object:
    return dig_objects(page, "data")


def _is_last(answer: Answer, number: int) -> bool:
    total = dig(answer.content, "pages", "total_pages")
    return isinstance(total, int) and number >= total
