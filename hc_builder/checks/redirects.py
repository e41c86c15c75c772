"""Old addresses that can't be sent on, and rules that a host would pass over or that speak against each other."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import hc_builder
from hc_builder.content.help_center import HelpCenter, Shown, address, search_folder
from hc_builder.content.redirects import (
    OWN_FILE,
    RedirectRule,
    clean_address,
    find_oddity,
    leads_to_itself,
    list_own_rules,
    list_redirects,
)
from hc_builder.content.targets import find_anchor, is_external, split_target
from hc_builder.pages.places import list_own_addresses
from hc_builder.problems import Problem, did_you_mean

_MADE = ("404.html", "index.html", "sitemap.xml", "sitemap.xml.gz", OWN_FILE, "_headers")
_STATUSES = frozenset("200 301 302 303 307 308 401 403 404 410".split())
_TAKE_OFF = "take it off the list"
_RULE_FORM = "write `/old/ /new/ 301`"


def check_redirects(center: HelpCenter) -> Iterator[Problem]:
    """HC28."""
    pages = list_pages(center)
    for shown in center.articles:
        path, line = center.shown_path(shown.article.path), shown.article.lines.get("redirect_from", 1)
        for old in shown.article.fields.redirect_from:
            if fault := _find_fault(center, shown, old, pages):
                what, hint = fault
                yield Problem(path, line, "HC28", f"`redirect_from: {' '.join(old.split())}` {what}", hint)
    yield from _check_own_rules(center, pages)


def _find_fault(center: HelpCenter, shown: Shown, old: str, pages: frozenset[str]) -> tuple[str, str] | None:
    """An address of another file's page is told as HC21."""
    if oddity := find_oddity(old):
        return oddity
    path = clean_address(old)
    if leads_to_itself(shown, old):
        return "is the article's own address", _TAKE_OFF
    if _is_file(center, path, pages):
        return "is a file that the site has", _TAKE_OFF
    return ("is a page that the site has", _TAKE_OFF) if path in pages - _list_claimed(center) else None


def _list_claimed(center: HelpCenter) -> frozenset[str]:
    """The addresses of pages that a file of the writer's makes."""
    heads = (center.category_url(category) for category in center.categories if category.path)
    return frozenset(url.strip("/") for url in (*heads, *(shown.url for shown in center.articles)))


def _is_file(center: HelpCenter, path: str, pages: frozenset[str]) -> bool:
    """Whether the site has a file of that name: copied, made, or a page's own."""
    settings, audiences = center.settings, ("", *center.audiences)
    made = tuple(search_folder(lang, settings, each) for lang in settings.languages for each in audiences)
    if path in center.files or path in _MADE or path.startswith(made) or path in _list_theme_files():
        return True
    return path.endswith("/index.html") and path.removesuffix("/index.html") in pages


def list_pages(center: HelpCenter) -> frozenset[str]:
    """Every page's address, without slashes at its ends."""
    own = list_own_addresses(center)
    folders = {center.category_url(category) for category in center.categories}
    flows = {address(id, flow.lang, center.settings) for flow in center.flows for id in flow.list_ids()}
    return frozenset(url.strip("/") for url in own | folders | flows | {shown.url for shown in center.articles})


@cache
def _list_theme_files() -> frozenset[str]:
    theme = Path(hc_builder.__file__).parent / "theme"
    return frozenset(file.relative_to(theme).as_posix() for file in (theme / "assets").rglob("*") if file.is_file())


def _check_own_rules(center: HelpCenter, pages: frozenset[str]) -> Iterator[Problem]:
    """Lines that hosts pass over, and those that speak against an article."""
    rules = list_own_rules(center)
    ours = {clean_address(old): shown for shown in center.articles for old in shown.article.fields.redirect_from}
    known = ours.keys() | {clean_address(rule.source) for rule in rules}
    for rule in rules:
        path, shown = center.shown_path(OWN_FILE), ours.get(clean_address(rule.source))
        if fault := _find_rule_fault(rule):
            yield Problem(path, rule.line, "HC28", *fault)
        elif shown and clean_address(rule.target) != shown.url.strip("/"):
            other = f"by `redirect_from` in {shown.article.path} to /{shown.url}"
            what = f"{rule.source} is sent to {rule.target}, and {other}"
            yield Problem(path, rule.line, "HC28", what, "keep one of the two", "warning")
        elif _names_a_page(rule.target) and not _leads_somewhere(center, rule.target, pages | known):
            what = f"{rule.source} is sent to {rule.target}, which the site does not have"
            yield Problem(path, rule.line, "HC28", what, "correct the address, or take the line out", "warning")
        elif anchor := _find_lost_heading(center, rule):
            what = f"{rule.source} is sent to {rule.target}, which has no heading '{anchor[0]}'"
            yield Problem(path, rule.line, "HC28", what, anchor[1], "warning")
    yield from _check_ways(center, rules, pages)


def _find_lost_heading(center: HelpCenter, rule: RedirectRule) -> tuple[str, str] | None:
    """The heading that an article does not have, and the cure."""
    path, fragment = split_target(rule.target)
    anchor, url = find_anchor(fragment), f"{clean_address(path)}/"
    shown = next((shown for shown in center.articles if shown.url == url), None) if anchor else None
    if not shown or anchor in shown.rendered.anchors:
        return None
    anchors = [heading.anchor for heading in shown.rendered.headings]
    return anchor, did_you_mean(anchor, anchors) or f"headings there: {', '.join(anchors) or 'none'}"


def _check_ways(center: HelpCenter, rules: Iterable[RedirectRule], pages: frozenset[str]) -> Iterator[Problem]:
    """Rules that lead back to where they began, which is an error, or on to another old address. One that only gives a
    page its slash may stay."""
    ways = {redirect.source: redirect.target for redirect in list_redirects(center)}
    path = center.shown_path(OWN_FILE)
    for rule in (rule for rule in rules if rule.is_plain):
        steps, is_loop = _walk(ways, clean_address(rule.source))
        way = " → ".join([rule.source, *steps])
        if is_loop and (len(steps) > 1 or clean_address(rule.source) not in pages):
            yield Problem(path, rule.line, "HC28", f"{way} goes round without end", "take one of the rules out")
        elif not is_loop and len(steps) > 1:
            yield Problem(
                path, rule.line, "HC28", f"{way} takes {len(steps)} steps", f"send it to {steps[-1]} at once", "warning"
            )


def _walk(ways: Mapping[str, str], source: str) -> tuple[list[str], bool]:
    """Where a browser would be sent, one after the other, and whether it never arrives."""
    steps: list[str] = []
    met, address = {source}, source
    while address in ways:
        steps.append(ways[address])
        address = _read_address(ways[address])
        if address in met:
            return steps, True
        met.add(address)
    return steps, False


def _read_address(target: str) -> str:
    """What of a target decides where it leads on: another site's leads nowhere here."""
    return target if is_external(target) else clean_address(split_target(target)[0])


def _find_rule_fault(rule: RedirectRule) -> tuple[str, str] | None:
    if not rule.target:
        return f"the rule for {rule.source} has no target", _RULE_FORM
    if rule.status and rule.status.removesuffix("!") not in _STATUSES:
        return f"the rule for {rule.source} has the status {rule.status}, which is none", _RULE_FORM
    return None


def _names_a_page(target: str) -> bool:
    """Whether a rule leads into this site to one address: not to another site, a function, or what a wildcard fills."""
    return target.startswith("/") and not target.startswith("/.") and not is_external(target) and ":" not in target


def _leads_somewhere(center: HelpCenter, target: str, known: frozenset[str]) -> bool:
    path = clean_address(split_target(target)[0]).removesuffix("index.html").strip("/")
    settings = center.settings
    endpoints = map(clean_address, (settings.feedback.endpoint, settings.contact.inquiry.endpoint))
    return path in known or path.removesuffix(".html") in known or path in endpoints or _is_file(center, path, known)
