"""WordPress' REST API: entries of every kind that is an article, with their categories, tags and authors."""

import re
from collections.abc import Iterator
from typing import Any

from hc_builder.importers.api.client import Answer, Client
from hc_builder.importers.api.paging import Page, as_list, dig, turn_pages
from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.readers.wordpress_marks import is_article_kind

_SIZE, _PAST = 100, 400
_ROUTE = re.compile(r"[\w-]+(?:/v\d+)?")


def crawl_wordpress(client: Client) -> Iterator[Page]:
    """Drafts are only for who shows a token."""
    start, types = _find_start(client)
    kinds = [kind for kind in _list_routes(types) if is_article_kind(kind[0])]
    yield "types.json", types
    if authors := client.find(_write_path(f"{start}wp/v2/users", f"per_page={_SIZE}")):
        yield "users.json", authors
    yield from _crawl_terms(client, start, {name for name, _ in kinds})
    more = "&status=any&context=edit" if client.headers else ""
    for name, route in kinds:
        yield from _crawl_list(client, f"{start}{route}", name, more)


def _find_start(client: Client) -> tuple[str, Any]:
    """What stands before each route, and the kinds of entries: where addresses are no words, a route is a parameter."""
    start = f"{client.path}/wp-json/"
    try:
        return start, client.get(f"{start}wp/v2/types")
    except ApiRefused as refusal:
        if refusal.status not in (200, 404):
            raise
    start = f"{client.path}/?rest_route=/"
    return start, client.get(f"{start}wp/v2/types")


def _write_path(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


def _crawl_terms(client: Client, start: str, kinds: set[str]) -> Iterator[Page]:
    taxonomies = client.get(f"{start}wp/v2/taxonomies")
    for name, route in _list_routes(taxonomies):
        if any(kind in kinds for kind in as_list(dig(taxonomies, name, "types")) if isinstance(kind, str)):
            yield from _crawl_list(client, f"{start}{route}", name)


def _crawl_list(client: Client, path: str, name: str, more: str = "") -> Iterator[Page]:
    listed = _write_path(path, f"per_page={_SIZE}{more}")
    for number, page in enumerate(turn_pages(client, listed, as_list, _is_last, _PAST), 1):
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
    return number >= int(total) if total.isdecimal() and len(total) < 9 else len(as_list(answer.content)) < _SIZE
