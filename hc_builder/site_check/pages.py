"""A page as a browser reads it: what it names, and where its own parts are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_NAMING = {"href": ("a", "link", "area"), "src": ("img", "script", "video", "audio", "source", "track", "iframe")}
_NOT_FETCHED = ("canonical", "alternate", "preconnect", "dns-prefetch")
_REFRESH = re.compile(r"^\s*\d+\s*;\s*url=(.+)$", re.I)


@dataclass(frozen=True)
class Named:
    """`path` from the host's root, without query; `anchor` is the part of that page that is meant."""

    path: str
    anchor: str
    tag: str
    written: str


@dataclass(frozen=True)
class Page:
    path: str
    title: str
    named: tuple[Named, ...]
    anchors: frozenset[str]
    leads_to: str = ""
    """Where a page at an old address sends on."""


def parse_page(path: str, body: bytes, origin: str) -> Page:
    """`origin` is that of the site: what is elsewhere is left out."""
    tree = LexborHTMLParser(body)
    ids = (node.attributes.get("id") or node.attributes.get("name") for node in tree.css("[id], a[name]"))
    heading = tree.css_first("h1")
    named = [one for tag, written in _list_written(tree) if (one := _settle(path, tag, written, origin))]
    title = heading.text(strip=True) if heading else ""
    return Page(path, title, tuple(named), frozenset(filter(None, ids)), _find_refresh(tree, path))


def _list_written(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for attribute, tags in _NAMING.items():
        for node in tree.css(", ".join(f"{tag}[{attribute}]" for tag in tags)):
            if node.tag != "link" or not set((node.attributes.get("rel") or "").split()) & set(_NOT_FETCHED):
                yield str(node.tag), node.attributes.get(attribute) or ""
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes.get("srcset") or "").split(", "):
            yield str(node.tag), candidate.split(" ")[0]
    for node in tree.css("video[poster]"):
        yield str(node.tag), node.attributes.get("poster") or ""


def _settle(page: str, tag: str, written: str, origin: str) -> Named | None:
    here = (origin or "https://site.invalid") + page
    try:
        address, anchor = urldefrag(urljoin(here, written.strip()))
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not here.startswith(f"{parts.scheme}://{parts.netloc}/"):
        return None
    return Named(parts.path or "/", anchor, tag, written)


def _find_refresh(tree: LexborHTMLParser, path: str) -> str:
    node = tree.css_first('meta[http-equiv="refresh"]')
    found = _REFRESH.match(node.attributes.get("content") or "") if node else None
    return urljoin(path, found[1].strip()) if found else ""
