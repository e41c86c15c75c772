"""Each address belongs to one page, and some to the site itself."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain

from hc_builder.content.help_center import HelpCenter, Shown, search_folder
from hc_builder.content.redirects import clean_address, find_oddity, leads_to_itself
from hc_builder.content.settings import Settings
from hc_builder.pages.inquiry_form import FILE as INQUIRY
from hc_builder.pages.places import list_own_addresses
from hc_builder.problems import Problem

_OWN_PAGES = ("404", "404.html", "assets", "sitemap.xml")
_OWN_FILES = ("404.html", "index.html", "sitemap.xml", "sitemap.xml.gz")
_RENAME = "rename one of the two files, or take the address off `redirect_from`"


def check_addresses(center: HelpCenter) -> Iterator[Problem]:
    """HC21 and HC27."""
    pages = {center.category_url(category): category.path for category in center.categories if category.path}
    claims = chain(_claim_pages(center), _claim_old(center))
    taken = dict(pages)
    for shown, url, line in claims:
        owner = taken.setdefault(url, shown.article.path)
        if owner != shown.article.path:
            what = f"the address '{url}' already belongs to {center.shown_path(owner)}"
            yield Problem(center.shown_path(shown.article.path), line, "HC21", what, _RENAME)
    yield from _check_own(center)
    yield from _check_files(center, taken)


def _claim_pages(center: HelpCenter) -> Iterator[tuple[Shown, str, int]]:
    return ((shown, shown.url, 1) for shown in center.articles)


def _claim_old(center: HelpCenter) -> Iterator[tuple[Shown, str, int]]:
    for shown in center.articles:
        for old in shown.article.fields.redirect_from:
            if not find_oddity(old) and not leads_to_itself(shown, old):
                url = clean_address(old).removesuffix(".html") + "/"
                yield shown, url, shown.article.lines.get("redirect_from", 1)


def tell_taken(center: HelpCenter, urls: Iterable[str], moving: Container[str] = ()) -> str:
    """The first of these addresses that belongs to the site or to another page, told as a fault; empty where all are
    free. `moving` are the ids of articles that leave theirs."""
    owners = {center.category_url(category): category.path for category in center.categories if category.path}
    claims = chain(_claim_pages(center), _claim_old(center))
    owners |= {url: shown.article.path for shown, url, _ in claims if shown.article.id not in moving}
    own = _list_own(center)
    for url in urls:
        if url in own:
            return f"the address '{url}' is one of the site's own"
        if url in owners:
            return f"the address '{url}' already belongs to {center.shown_path(owners[url])}"
    return ""


def _list_own(center: HelpCenter) -> set[str]:
    return {f"{page}/" for page in _OWN_PAGES} | list_own_addresses(center)


def _check_own(center: HelpCenter) -> Iterator[Problem]:
    """Articles and folders at an address of the site's own pages."""
    own = _list_own(center)
    pages = {center.category_url(c): c.path or f"{c.id}/" for c in center.categories if c.id}
    pages |= {shown.url: shown.article.path for shown in center.articles}
    for url, path in pages.items():
        if url in own:
            what = f"the address '{url}' is one of the site's own"
            yield Problem(center.shown_path(path), 0, "HC27", what, "give the file or folder another name")


def _check_files(center: HelpCenter, pages: Mapping[str, str]) -> Iterator[Problem]:
    """Files that a page, or one of the site's own files, would take the place of."""
    settings, audiences = center.settings, ("", *center.audiences)
    folders = tuple(search_folder(lang, settings, each) for lang in settings.languages for each in audiences)
    own = {*_OWN_FILES, *_list_optional_files(center.settings)}
    for path in center.files:
        owner = pages.get(path.removesuffix("index.html")) if path.endswith("/index.html") else None
        if owner:
            what = f"the page of {center.shown_path(owner)} takes the place of this file"
            yield Problem(center.shown_path(path), 0, "HC27", what, "rename one of the two")
        elif path in own or path.startswith(folders):
            what = "the site makes a file of this name, which takes the place of this one"
            yield Problem(center.shown_path(path), 0, "HC27", what, "rename it, or delete it")


def _list_optional_files(settings: Settings) -> Iterator[str]:
    """Files that the site makes where the settings ask for them."""
    if settings.contact.inquiry.endpoint:
        yield INQUIRY
    if settings.widget.origins:
        yield from ("widget.js", "widget.v1.js", *(f"widget/{lang}.json" for lang in settings.languages))
