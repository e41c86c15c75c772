"""Chatwoot's API: one portal, with the categories and articles of each of its languages."""

import re
from collections.abc import Iterator

from hc_builder.importers.api.client import Client
from hc_builder.importers.api.paging import Page, dig, dig_objects, list_languages, turn_pages
from hc_builder.importers.api.refusals import ApiRefused

_PORTAL = re.compile(r"/accounts/(\d+)/portals/([\w-]+)")


def crawl_chatwoot(client: Client) -> Iterator[Page]:
    """The portal is named by the address that the dashboard has for it."""
    found = _PORTAL.search(client.path)
    if not found:
        hint = "copy it from the dashboard: https://app.chatwoot.com/app/accounts/1/portals/shop"
        raise ApiRefused("the address names no portal", hint)
    base = f"/api/v1/accounts/{found[1]}/portals/{found[2]}"
    answer = client.get(base)
    portal = dig(answer, "payload") or answer
    yield "portal.json", {"portal": portal}
    for locale in _list_locales(portal):
        for kind in ("categories", "articles"):
            pages = turn_pages(client, f"{base}/{kind}?locale={locale}", _list_items)
            for number, page in enumerate(pages, 1):
                yield f"{locale}/{kind}-{number}.json", {"locale": locale, "payload": dig_objects(page, "payload")}


def _list_locales(portal: object) -> list[str]:
    allowed = (one.get("code") for one in dig_objects(portal, "config", "allowed_locales"))
    return list_languages(dig(portal, "meta", "default_locale"), *allowed)


def _list_items(page: object) -> object:
    return dig_objects(page, "payload")
