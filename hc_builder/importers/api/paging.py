"""Lists that come page by page."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from hc_builder.importers.addresses import join_address
from hc_builder.importers.api.client import Answer, Client, get_path
from hc_builder.importers.api.refusals import LATER, ApiRefused

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
Page = tuple[str, Any]
"""The name under which a page could have been saved, and what it holds."""
Pages = Iterator[Any]
ListItems = Callable[[Any], object]
"""A page → what it lists."""
IsLast = Callable[[Answer, int], bool]


def dig(content: object, *keys: str) -> Any:
    """A value below several keys of an answer that may hold anything; `None` where it is not there."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content


def as_list(content: object) -> list[Any]:
    return content if isinstance(content, list) else []


def list_languages(*codes: object) -> list[str]:
    """Each once and in order, the default one first; what is none can be no part of an address."""
    return list(dict.fromkeys(code for code in codes if isinstance(code, str) and _LANGUAGE.fullmatch(code)))


def dig_objects(content: object, *keys: str) -> list[dict[str, Any]]:
    return [one for one in as_list(dig(content, *keys)) if isinstance(one, dict)]


def follow_links(client: Client, path: str, find_next: Callable[[Any], object]) -> Pages:
    """Each page names the next. Of a link only path and query count: no answer leads to another host. One that can't be
    read is asked for all the same, and refused: the pages before it are not the whole."""
    seen: set[str] = set()
    while path:
        if path in seen:
            raise ApiRefused(f"the pages of {client.host} go in circles", LATER)
        seen.add(path)
        page = client.get(path)
        yield page
        link = find_next(page)
        path = get_path(join_address(path, link)) or "/" if isinstance(link, str) and link else ""


def _is_open(answer: Answer, number: int) -> bool:
    return False


def turn_pages(client: Client, path: str, list_items: ListItems, is_last: IsLast = _is_open, past: int = 0) -> Pages:
    """Pages by number, up to one that says it is the last or lists nothing. A server that knows no pages lists the same
    things again. `past` is the status that this API answers behind its last page, where it is not an empty one."""
    before: object = None
    sign = "&" if "?" in path else "?"
    for number in count(1):
        answer = _ask(client, f"{path}{sign}page={number}", past if number > 1 else 0)
        if answer is None:
            return
        items = list_items(answer.content)
        if number > 1 and (not items or items == before):
            return
        yield answer.content
        if not items or is_last(answer, number):
            return
        before = items


def _ask(client: Client, path: str, past: int) -> Answer | None:
    try:
        return client.ask(path)
    except ApiRefused as refusal:
        if past and refusal.status == past:
            return None
        raise
