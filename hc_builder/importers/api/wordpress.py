"""WordPress' REST API: entries of every kind that is an article, with their categories, tags and authors."""

import re
from collections.abc import Iterator
from typing import Any

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, as_list, dig, turn_pages
from hc_builder.importers.readers.wordpress_marks import is_article_kind

_API = "/wp-json/wp/v2"
_SIZE = 100
_ROUTE = re.compile(r"[\w-]+(?:/v\d+)?")


def crawl_wordpress(client: Client) -> Iterator[Page]:
    """Drafts are only for who shows a token."""
    base = f"{client.path}{_API}"
    types = client.get(f"{base}/types")
    kinds = [kind for kind in _list_routes(types) if is_article_kind(kind[0])]
    yield "types.json", types
    if authors := client.find(f"{base}/users?per_page={_SIZE}"):
        yield "users.json", authors
    yield from _crawl_terms(client, base, {name for name, _ in kinds})
    more = "&status=any&context=edit" if client.headers else ""
    for name, route in kinds:
        yield from _crawl_list(client, f"{client.path}/wp-json/{route}?per_page={_SIZE}{more}", name)


def _crawl_terms(client: Client, base: str, kinds: set[str]) -> Iterator[Page]:
    taxonomies = client.get(f"{base}/taxonomies")
    for name, route in _list_routes(taxonomies):
        if any(kind in kinds for kind in as_list(dig(taxonomies, name, "types")) if isinstance(kind, str)):
            yield from _crawl_list(client, f"{client.path}/wp-json/{route}?per_page={_SIZE}", name)


def _crawl_list(client: Client, path: str, name: str) -> Iterator[Page]:
    for number, page in enumerate(turn_pages(client, path, as_list, _is_last), 1):
        yield f"{name}-{number}.json", page


def _list_routes(listed: Any) -> Iterator[tuple[str, str]]:
    """Names of kinds or taxonomies, and where each is listed."""
    for name in listed if isinstance(listed, dict) else ():
        space, base = dig(listed, name, "rest_namespace") or "wp/v2", dig(listed, name, "rest_base")
        if isinstance(base, str) and isinstance(space, str) and _ROUTE.fullmatch(base) and _ROUTE.fullmatch(space):
            yield name, f"{space}/{base}"


def _is_last(answer: Answer, number: int) -> bool:
    """Past the last page WordPress answers 400; a proxy may have taken the number of pages away."""
    total = answer.headers.get("x-wp-totalpages", "")
    return number >= int(total) if total.isdecimal() else len(as_list(answer.content)) < _SIZE
