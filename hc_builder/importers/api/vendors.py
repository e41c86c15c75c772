"""The help desks whose APIs can be read: where they stand, how one shows oneself, and which pages there are."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hc_builder.importers.api.channel import crawl_channel
from hc_builder.importers.api.chatwoot import crawl_chatwoot
from hc_builder.importers.api.client import Client
from hc_builder.importers.api.freshdesk import crawl_freshdesk
from hc_builder.importers.api.freshservice import crawl_freshservice
from hc_builder.importers.api.helpscout import crawl_helpscout
from hc_builder.importers.api.intercom import crawl_intercom
from hc_builder.importers.api.paging import Page
from hc_builder.importers.api.tokens import Sign, sign_basic, sign_chatwoot, sign_intercom, sign_key
from hc_builder.importers.api.wordpress import crawl_wordpress
from hc_builder.importers.api.zendesk import crawl_zendesk

Crawl = Callable[[Client], Iterator[Page]]


@dataclass(frozen=True)
class Vendor:
    """`variable` of the environment holds the token, which looks like `form` and is shown as `sign` says; `example` is
    an address. `hosts`: the API stands there for everyone, and its tokens go nowhere else; empty: at the shop's own
    address. `is_open`: what everyone may read needs no token."""

    variable: str
    form: str
    sign: Sign
    crawl: Crawl
    example: str
    hosts: tuple[str, ...] = ()
    is_open: bool = False


VENDORS: Mapping[str, Vendor] = {
    "zendesk": Vendor(
        "HC_ZENDESK_TOKEN",
        "you@shop.kr/token:…",
        sign_basic,
        crawl_zendesk,
        "https://shop.zendesk.com",
        is_open=True,
    ),
    "intercom": Vendor(
        "HC_INTERCOM_TOKEN",
        "dG9rO…",
        sign_intercom,
        crawl_intercom,
        "https://api.intercom.io",
        ("api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"),
    ),
    "freshdesk": Vendor("HC_FRESHDESK_TOKEN", "AbCd…", sign_key, crawl_freshdesk, "https://shop.freshdesk.com"),
    "freshservice": Vendor(
        "HC_FRESHSERVICE_TOKEN", "AbCd…", sign_key, crawl_freshservice, "https://shop.freshservice.com"
    ),
    "wordpress": Vendor(
        "HC_WORDPRESS_TOKEN",
        "kim:abcd efgh…",
        sign_basic,
        crawl_wordpress,
        "https://shop.kr",
        is_open=True,
    ),
    "helpscout": Vendor(
        "HC_HELPSCOUT_TOKEN",
        "60783d…",
        sign_key,
        crawl_helpscout,
        "https://docsapi.helpscout.net",
        ("docsapi.helpscout.net",),
    ),
    "chatwoot": Vendor(
        "HC_CHATWOOT_TOKEN",
        "Xy12…",
        sign_chatwoot,
        crawl_chatwoot,
        "https://app.chatwoot.com/app/accounts/1/portals/shop",
    ),
    "channel": Vendor(
        "HC_CHANNEL_TOKEN",
        "access-key:access-secret…",
        sign_basic,
        crawl_channel,
        "https://document-api.channel.io",
        ("document-api.channel.io",),
    ),
}
