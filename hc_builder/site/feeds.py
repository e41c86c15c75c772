"""What readers and browsers subscribe to: an Atom feed (RFC 4287) of new and changed articles, and a description of the
search (OpenSearch 1.1) by which a browser asks it from the address bar."""

from collections.abc import Iterable
from datetime import date, datetime, time
from urllib.parse import quote, urljoin
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.pages.interface_text import read_interface_text

MOST_ENTRIES = 30
_LONG_AGO = date(2000, 1, 1)
_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHORTEST = 16
"""Characters that a browser shows of a search's name."""


def build_feeds(center: HelpCenter, site_url: str, site_name: str) -> dict[str, bytes]:
    """Of each language, by path in the site; none where the site has no address."""
    languages = center.settings.languages if site_url else ()
    feeds = {_find(center, lang, "feed.xml"): _render_feed(center, lang, site_url, site_name) for lang in languages}
    searches = {_find(center, lang, "opensearch.xml"): _render_search(center, lang, site_url) for lang in languages}
    return feeds | searches


def _find(center: HelpCenter, lang: str, name: str) -> str:
    return f"{address('', lang, center.settings)}{name}"


def _render_feed(center: HelpCenter, lang: str, site_url: str, site_name: str) -> bytes:
    entries = list_changes(center, lang)
    newest = find_latest_day(entries[0]) if entries else _LONG_AGO
    shop = center.settings.in_language(lang).shop.name
    home = _join(site_url, address("", lang, center.settings))
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": lang})
    _add(feed, "id", home)
    _add(feed, "title", f"{shop} {read_interface_text(lang)['help_center']}" if shop else site_name)
    _add(feed, "updated", _write_day(newest, center))
    _add(SubElement(feed, "author"), "name", shop or site_name)
    SubElement(feed, "link", {"rel": "self", "href": f"{home}feed.xml"})
    SubElement(feed, "link", {"href": home})
    for shown in entries:
        _add_entry(feed, shown, center, site_url)
    return _write(feed)


def list_changes(center: HelpCenter, lang: str) -> list[Shown]:
    """The articles that say when they were published or updated, the newest first."""
    dated = [shown for shown in center.list_offered(lang) if shown.is_in_lists and find_latest_day(shown) > _LONG_AGO]
    return sorted(dated, key=lambda shown: (-find_latest_day(shown).toordinal(), shown.article.id))[:MOST_ENTRIES]


def find_latest_day(shown: Shown) -> date:
    """The later of both days."""
    return max(shown.article.fields.updated or _LONG_AGO, shown.article.fields.publish_at or _LONG_AGO)


def _add_entry(feed: Element, shown: Shown, center: HelpCenter, site_url: str) -> None:
    """Its address is its id: the same for as long as the article has it."""
    entry, fields, place = SubElement(feed, "entry"), shown.article.fields, _join(site_url, shown.url)
    _add(entry, "id", place)
    _add(entry, "title", shown.article.title)
    _add(entry, "updated", _write_day(find_latest_day(shown), center))
    if fields.publish_at:
        _add(entry, "published", _write_day(fields.publish_at, center))
    SubElement(entry, "link", {"href": place})
    if fields.summary:
        _add(entry, "summary", fields.summary)


def _render_search(center: HelpCenter, lang: str, site_url: str) -> bytes:
    text, shop = read_interface_text(lang), center.settings.in_language(lang).shop.name
    name = shop or text["help_center"]
    page = _join(site_url, address("search", lang, center.settings))
    root = Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    _add(root, "ShortName", name[:_SHORTEST])
    _add(root, "Description", f"{shop} {text['help_center']}".strip())
    SubElement(root, "Url", {"type": "text/html", "template": f"{page}?q={{searchTerms}}"})
    _add(root, "Language", lang)
    _add(root, "InputEncoding", "UTF-8")
    return _write(root)


def _join(site_url: str, url: str) -> str:
    return urljoin(site_url, quote(url))


def _write_day(day: date, center: HelpCenter) -> str:
    """Its beginning where the shop is, as RFC 3339 has it."""
    return datetime.combine(day, time(), ZoneInfo(center.settings.contact.hours.zone)).isoformat()


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _keep_legal(text)


def _keep_legal(text: Iterable[str]) -> str:
    """Without what XML 1.0 can't hold."""
    return "".join(each for each in text if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))


def _write(root: Element) -> bytes:
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"
