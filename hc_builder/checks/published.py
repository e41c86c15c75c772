"""Addresses that were published and answer no more."""

import re
from collections.abc import Iterator

from hc_builder.checks.redirects import list_pages
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.published import NAME, Entry, Published, list_present
from hc_builder.content.redirects import RedirectRule, list_own_rules, list_redirects
from hc_builder.problems import Problem

_PLACEHOLDER = re.compile(r"\\\*|:\w+")


def check_published(center: HelpCenter, published: Published) -> Iterator[Problem]:
    """HC31."""
    for address in find_lost(center, published):
        what = f"/{address} was published, and nothing stands there any more"
        successor = _find_successor(center, published.entries[address])
        yield Problem(NAME, published.lines.get(address, 0), "HC31", what, _find_cure(center, address, successor))


def find_lost(center: HelpCenter, published: Published) -> list[str]:
    """Addresses without a page, a redirect, or a word that they are gone."""
    known = list_pages(center) | {redirect.source for redirect in list_redirects(center)}
    known |= {address.strip("/") for address in published.gone} | center.files.keys()
    wide = [_compile(rule) for rule in list_own_rules(center) if not rule.is_conditional]
    lost = (address for address in published.entries if address.strip("/") not in known)
    return [address for address in lost if not any(rule.fullmatch(f"/{address}".rstrip("/")) for rule in wide)]


def _compile(rule: RedirectRule) -> re.Pattern[str]:
    """The addresses that a rule is for, without a slash at their ends."""
    source = _PLACEHOLDER.sub(lambda sign: ".*" if sign[0] == r"\*" else "[^/]+", re.escape(rule.source.rstrip("/")))
    return re.compile(source.removesuffix("/.*") + "(?:/.*)?" if source.endswith("/.*") else source)


def _find_successor(center: HelpCenter, entry: Entry) -> str:
    """The file that has the text now, or else the title; a folder is known by its title."""
    now = dict(list_present(center))
    paths = {shown.url: shown.article.path for shown in center.articles}
    paths |= {center.category_url(category): category.path for category in center.categories if category.path}
    same = (url for url, one in now.items() if entry.content and one.content == entry.content)
    named = (url for url, one in now.items() if one.title == entry.title and bool(one.content) == bool(entry.content))
    return next((paths[url] for url in (*same, *named) if url in paths), "")


def _find_cure(center: HelpCenter, address: str, successor: str) -> str:
    gone = f"if it was taken away on purpose: hc addresses gone {address}"
    old = address.rstrip("/")
    if not successor:
        return f"name it in the `redirect_from` of the article that answers now; {gone}"
    if successor.endswith("index.md"):
        return f"it seems to be {center.shown_path(successor)} now: write its address into _redirects; {gone}"
    return f"it seems to be {center.shown_path(successor)} now: write `redirect_from: [{old}]` there; {gone}"
