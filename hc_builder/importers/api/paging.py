"""Lists that come page by page."""

from collections.abc import Callable, Iterator
from typing import Any

from hc_builder.importers.api.client import Answer, Client, get_path
from hc_builder.importers.api.refusals import LATER, ApiRefused

Page = tuple[str, Any]
"""The name under which a page could have been saved, and what it holds."""


def dig(content: object, *keys: str) -> Any:
    """A value below several keys of an answer that may hold anything; `None` where it is not there."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content


def dig_objects(content: object, *keys: str) -> list[dict[str, Any]]:
    found = dig(content, *keys)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def follow_links(client: Client, path: str, find_next: Callable[[Any], object]) -> Iterator[Any]:
    """Each page names the next. Of a link only path and query count: no answer leads to another host."""
    seen: set[str] = set()
    while path:
        if path in seen:
            raise ApiRefused(f"the pages of {client.host} go in circles", LATER)
        seen.add(path)
        page = client.get(path)
        yield page
        link = find_next(page)
        path = get_path(link) if isinstance(link, str) else ""


def turn_pages(client: Client, path: str, is_last: Callable[[Answer, int], bool]) -> Iterator[Any]:
    """Pages by number. A server that knows none gives the same one again."""
    before, sign = None, "&" if "?" in path else "?"
    for number in range(1, 100_000):
        answer = client.ask(f"{path}{sign}page={number}")
        if answer.content == before:
            return
        yield answer.content
        if is_last(answer, number):
            return
        before = answer.content
