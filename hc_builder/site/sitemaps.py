"""The list of pages for search engines, in files of bounded size: `sitemap.xml` names them where there are several."""

from collections.abc import Iterator, Sequence
from html import escape
from types import MappingProxyType
from urllib.parse import quote, urljoin

from hc_builder.pages.places import Place
from hc_builder.pages.versions import Version, Versions

MOST_PAGES = 1_000
"""In one file; `theme/sitemap.xml`, which lists fewer by itself, has the same number."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def build_sitemaps(
    site_url: str, places: Sequence[Place], versions: Versions = MappingProxyType({})
) -> dict[str, bytes]:
    """`sitemap-1.xml` … by name; none where `sitemap.xml` holds every page, or the site has no address."""
    listed = [place for place in places if place.is_listed]
    if not site_url or len(listed) <= MOST_PAGES:
        return {}
    starts = range(0, len(listed), MOST_PAGES)
    return {
        f"sitemap-{number + 1}.xml": "".join(
            _list_pages(site_url, listed[start : start + MOST_PAGES], versions)
        ).encode()
        for number, start in enumerate(starts)
    }


def _list_pages(site_url: str, places: Sequence[Place], versions: Versions) -> Iterator[str]:
    yield _HEAD
    for place in places:
        updated = f"<lastmod>{place.updated}</lastmod>" if place.updated else ""
        others = "".join(_link(site_url, version) for version in versions.get(place.url, ()))
        yield f"  <url><loc>{_write_address(site_url, place.url)}</loc>{updated}{others}</url>\n"
    yield "</urlset>\n"


def _link(site_url: str, version: Version) -> str:
    lang, url = version
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href="{_write_address(site_url, url)}"/>'


def _write_address(site_url: str, url: str) -> str:
    return escape(urljoin(site_url, quote(url)))
