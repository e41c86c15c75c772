"""The list of pages for search engines, in files of bounded size: `sitemap.xml` names them where there are several."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote, urljoin

from hc_builder.pages.places import Place

MOST_PAGES = 1_000
"""In one file; `theme/sitemap.xml`, which lists fewer by itself, has the same number."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def build_sitemaps(site_url: str, places: Sequence[Place]) -> dict[str, bytes]:
    """`sitemap-1.xml` … by name; none where `sitemap.xml` holds every page, or the site has no address."""
    listed = [place for place in places if place.kind != "search"]
    if not site_url or len(listed) <= MOST_PAGES:
        return {}
    starts = range(0, len(listed), MOST_PAGES)
    return {
        f"sitemap-{number + 1}.xml": "".join(_list_pages(site_url, listed[start : start + MOST_PAGES])).encode()
        for number, start in enumerate(starts)
    }


def _list_pages(site_url: str, places: Sequence[Place]) -> Iterator[str]:
    yield _HEAD
    for place in places:
        updated = f"<lastmod>{place.updated}</lastmod>" if place.updated else ""
        yield f"  <url><loc>{escape(urljoin(site_url, quote(place.url)))}</loc>{updated}</url>\n"
    yield "</urlset>\n"
