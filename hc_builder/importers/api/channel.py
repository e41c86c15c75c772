"""Channel Talk's Documents API: a space, its navigation and categories, and its articles in every language."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote

from hc_builder.importers.api.client import Client
from hc_builder.importers.api.paging import Page, as_list, dig, dig_objects, follow_links, list_languages

_SPACE = "/open/v1/spaces/$me"
_ID = re.compile(r"[\w-]+")
_BATCH = 25


def crawl_channel(client: Client) -> Iterator[Page]:
    space = client.get(_SPACE)
    yield "space.json", space
    navigation = client.find(f"{_SPACE}/nav-nodes/$all")
    yield "navigation.json", navigation or {}
    yield from _crawl_categories(client, dig_objects(navigation, "navNodes"))
    about = dig(space, "space")
    for language in list_languages(dig(about, "defaultLanguage"), *as_list(dig(about, "supportedLanguages"))):
        path = f"{_SPACE}/articles?language={language}&limit={_BATCH}&order=asc"
        pages = follow_links(client, path, partial(_find_next, path))
        for number, page in enumerate(pages, 1):
            more = page if isinstance(page, dict) else {}
            yield f"{language}/articles-{number}.json", {**more, "language": language}


def _find_next(path: str, page: object) -> str:
    cursor = dig(page, "next")
    return f"{path}&since={quote(cursor, safe='')}" if isinstance(cursor, str) and cursor else ""


def _crawl_categories(client: Client, nodes: Iterable[dict[str, object]]) -> Iterator[Page]:
    """Those of the navigation: an article names its own one only."""
    named = [str(node.get("entityId")) for node in nodes if str(node.get("entityType")).startswith("categor")]
    wanted = [one for one in dict.fromkeys(named) if _ID.fullmatch(one)]
    for start in range(0, len(wanted), _BATCH):
        query = "&".join(f"ids%5B%5D={one}" for one in wanted[start : start + _BATCH])
        yield f"categories-{start}.json", client.find(f"{_SPACE}/categories/batch?{query}") or {}
