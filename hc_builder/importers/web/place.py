"""Where a page stands on its site, by what it says: breadcrumbs, its one true address, and what is on every page."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag

from hc_builder.importers.addresses import find_host, join_address
from hc_builder.importers.html.page import HtmlPage
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.titles import letters

_CRUMBS = "[class*=breadcrumb i], [id*=breadcrumb i], nav[aria-label*=breadcrumb i], [class*=location i] ol"
_FRAME = ("div", "ul", "ol", "nav", "header", "footer", "section", "aside", "table", "form", "p", "h1", "h2")
_LONGEST = 60
"""Letters of a topic's name."""


def find_breadcrumbs(soup: BeautifulSoup) -> tuple[str, ...]:
    """The titles above a page, outermost first; its own may be the last."""
    names = next(filter(None, (_read_crumbs(tag) for tag in list_tags(soup, "script"))), []) or _walk_crumbs(soup)
    return tuple(name for name in names if len(name) <= _LONGEST)


def _read_crumbs(script: Tag) -> list[str]:
    if get(script, "type") != "application/ld+json":
        return []
    try:
        things = list(_list_things(json.loads(script.get_text())))
    except (ValueError, RecursionError):
        return []
    crumbs = next((thing for thing in things if thing.get("@type") == "BreadcrumbList"), {})
    items = crumbs.get("itemListElement")
    found = [_name_item(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return list(filter(None, found))


def _list_things(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            yield from _list_things(thing.get("@graph", []))


def _name_item(item: dict[str, Any]) -> str:
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")
    return " ".join(name.split()) if isinstance(name, str) else ""


def _walk_crumbs(soup: BeautifulSoup) -> list[str]:
    """Of links; what is none is the page itself, or a sign between."""
    trails = (tag for tag in soup.select(_CRUMBS) if isinstance(tag, Tag))
    names = ([" ".join(link.get_text(" ").split()) for link in list_tags(trail, "a")] for trail in trails)
    return next((list(filter(None, found)) for found in names if any(found)), [])


def find_base(soup: BeautifulSoup, address: str) -> str:
    """What the references of a page are seen from: its own `<base>`, or where it was fetched."""
    base = next((tag for tag in list_tags(soup, "base") if get(tag, "href")), None)
    return join_address(address, get(base, "href")) if base else address


def find_canonical(soup: BeautifulSoup, address: str) -> str:
    """The address that a page calls its own; the one it was fetched from where it calls a home page so, or another
    site."""
    link = next((tag for tag in list_tags(soup, "link") if "canonical" in get(tag, "rel")), None)
    found = join_address(find_base(soup, address), get(link, "href")).partition("#")[0] if link else ""
    is_of_site = find_host(found) == find_host(address) and found.split("/", 3)[3:] not in ([], [""])
    return found if is_of_site else address


def drop_frames(pages: Sequence[HtmlPage]) -> None:
    """Of pages in which nothing names their text, what stands on most of them: menus, footers, addresses."""
    whole = [page for page in pages if page.is_whole]
    if len(whole) < 3:
        return
    counts = Counter(mark for page in whole for mark in set(map(_mark, _list_blocks(page))))
    for page in whole:
        for block in _list_blocks(page):
            if not block.decomposed and counts[_mark(block)] * 2 > len(whole):
                block.decompose()


def _list_blocks(page: HtmlPage) -> Iterable[Tag]:
    return [tag for tag in list_tags(page.main, *_FRAME) if tag.get_text(strip=True)]


def _mark(block: Tag) -> bytes:
    return hashlib.sha256(" ".join(block.get_text(" ").split()).encode()).digest()[:12]


def is_list_of_links(text: Tag) -> bool:
    """A page that only leads on: a category's, or a sitemap for people."""
    letters_linked = sum(len(letters(link.get_text())) for link in list_tags(text, "a"))
    total = len(letters(text.get_text()))
    return len(list_tags(text, "a")) >= 3 and letters_linked * 10 >= total * 7
