"""Zendesk's Help Center API: categories, sections and articles in every language, and what is attached to articles."""

from collections.abc import Iterator

from hc_builder.importers.api.client import Client
from hc_builder.importers.api.paging import Page, as_list, dig, dig_objects, follow_links, list_languages

_API = "/api/v2/help_center"


def crawl_zendesk(client: Client) -> Iterator[Page]:
    """Each language's own list says what stands in it, to everyone; without a language only agents are answered."""
    told: set[str] = set()
    found = client.find(f"{_API}/locales.json")
    for locale in list_languages(dig(found, "default_locale"), *as_list(dig(found, "locales"))) or [""]:
        base = f"{_API}/{locale}" if locale else _API
        for kind in ("categories", "sections", "articles"):
            more = "&include=users" if kind == "articles" else ""
            pages = follow_links(client, f"{base}/{kind}.json?page%5Bsize%5D=100{more}", _find_next)
            for number, page in enumerate(pages, 1):
                yield f"{locale or 'all'}/{kind}-{number}.json", page
                yield from _list_attachments(client, page, told)


def _find_next(page: object) -> object:
    """By cursor; older help desks count."""
    return dig(page, "links", "next") if dig(page, "meta", "has_more") else dig(page, "next_page")


def _list_attachments(client: Client, page: object, told: set[str]) -> Iterator[Page]:
    for article in dig_objects(page, "articles"):
        identity = str(article.get("id"))
        if identity.isdecimal() and identity not in told:
            told.add(identity)
            found = client.find(f"{_API}/articles/{identity}/attachments.json")
            if dig_objects(found, "article_attachments"):
                yield f"attachments/{identity}.json", found
