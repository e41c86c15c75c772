"""Help Scout's Docs API (v1): collections, their categories, and each article by itself, for lists hold no text."""

import re
from collections.abc import Iterator

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, dig, dig_objects, turn_pages

_ID = re.compile(r"\w+")


def crawl_helpscout(client: Client) -> Iterator[Page]:
    for name, page, collections in _crawl(client, "/v1/collections", "collections"):
        yield name, page
        for collection in collections:
            base = f"/v1/collections/{collection}"
            yield from (found[:2] for found in _crawl(client, f"{base}/categories", "categories"))
            for _, _, articles in _crawl(client, f"{base}/articles?status=all&pageSize=100", "articles"):
                yield from ((f"articles/{one}.json", client.get(f"/v1/articles/{one}")) for one in articles)


def _crawl(client: Client, path: str, kind: str) -> Iterator[tuple[str, object, list[str]]]:
    """Name and content of each page, and the ids that it lists."""

    def list_items(page: object) -> list[dict[str, object]]:
        return dig_objects(page, kind, "items")

    def is_last(answer: Answer, number: int) -> bool:
        total = dig(answer.content, kind, "pages")
        return not isinstance(total, int) or number >= total

    for number, page in enumerate(turn_pages(client, path, list_items, is_last), 1):
        found = [str(one.get("id")) for one in list_items(page)]
        name = path.partition("?")[0].removeprefix("/v1/")
        yield f"{name}-{number}.json", page, [one for one in found if _ID.fullmatch(one)]
