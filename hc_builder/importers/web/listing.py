"""Which pages there are: addresses line by line, sitemaps and indexes of them, or those of a site's own."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from hc_builder.importers.addresses import find_host, join_address, split_address
from hc_builder.importers.export_files import ExportFiles, decode_text
from hc_builder.importers.heads import read_day
from hc_builder.importers.model import Loss
from hc_builder.importers.web.visiting import PageRefused, Visited, Visitor, find_origin
from hc_builder.importers.xml_elements import XmlRefused, list_elements

MAX_PAGES = 10_000
MAX_SITEMAPS = 1_000
_MAX_SITEMAP = 60_000_000
_DEEPEST = 3


@dataclass(frozen=True)
class Entry:
    """An address, and the day on which its sitemap says that it changed; `page`: it was fetched already."""

    address: str
    updated: date | None = None
    page: Visited | None = None


@dataclass
class Listing:
    """`losses` are what could not be listed."""

    visitor: Visitor
    losses: list[Loss] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def list_all(self, files: ExportFiles) -> list[Entry]:
        """Every address once, in order, at most `MAX_PAGES`."""
        found: dict[str, Entry] = {}
        for name in files.names:
            for entry in self._read_list(files.read(name)):
                found.setdefault(entry.address, entry)
        entries = list(found.values())
        self.losses += [Loss("a page more than are fetched", entry.address) for entry in entries[MAX_PAGES:]]
        return entries[:MAX_PAGES]

    def _read_list(self, raw: bytes) -> Iterator[Entry]:
        if _is_sitemap(raw):
            yield from self._read_sitemap(raw, "", 0)
            return
        lines = [line.strip() for line in decode_text(raw).splitlines()]
        addresses = [line for line in lines if line and not line.startswith("#")]
        for address in addresses:
            yield from self._follow(address) if len(addresses) == 1 else [Entry(_drop_fragment(address))]

    def _follow(self, address: str) -> Iterator[Entry]:
        """One address alone: a sitemap, a site, or a page."""
        parts = split_address(address)
        is_site = parts.path.strip("/") == "" and not parts.query
        try:
            if is_site and (known := list(self._read_site(address))):
                yield from known
                return
            page = self.visitor.visit(address)
        except PageRefused as refusal:
            self._tell(address, refusal)
            return
        if _is_sitemap(page.content):
            yield from self._read_sitemap(page.content, address, 0)
        else:
            yield Entry(_drop_fragment(address), None, page)

    def _read_site(self, address: str) -> Iterator[Entry]:
        """What the sitemaps that robots.txt names list, or the one at the usual place. Raises `PageRefused`."""
        robots = self.visitor.read_robots(find_origin(address))
        for sitemap in [*robots.sitemaps] or [join_address(address, "/sitemap.xml")]:
            yield from self._fetch_sitemap(sitemap, 0)

    def _fetch_sitemap(self, address: str, depth: int) -> Iterator[Entry]:
        if address in self._seen or depth > _DEEPEST:
            return
        if len(self._seen) >= MAX_SITEMAPS:
            self.losses.append(Loss("a sitemap more than are fetched", address))
            return
        self._seen.add(address)
        try:
            page = self.visitor.visit(address)
        except PageRefused as refusal:
            self._tell(address, refusal)
            return
        yield from self._read_sitemap(page.content, address, depth)

    def _read_sitemap(self, raw: bytes, address: str, depth: int) -> Iterator[Entry]:
        """A sitemap lists pages of its own site; what it says of others is theirs to say."""
        host = find_host(address)
        for kind, place, day in self._parse(raw, address):
            if host and find_host(place) != host:
                self.losses.append(Loss("an address of another site in a sitemap", place))
            elif kind == "sitemap":
                yield from self._fetch_sitemap(place, depth + 1)
            else:
                yield Entry(_drop_fragment(place), day)

    def _parse(self, raw: bytes, address: str) -> list[tuple[str, str, date | None]]:
        found: list[tuple[str, str, date | None]] = []
        try:
            for element in list_elements(_unpack(raw)):
                kind = element.tag.rpartition("}")[2]
                if kind in ("url", "sitemap"):
                    said = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in element}
                    found.append((kind, said.get("loc", ""), read_day(said.get("lastmod"))))
                    element.clear()
        except (XmlRefused, OSError, EOFError, zlib.error) as error:
            self.losses.append(Loss("a sitemap that can't be read", address, 0, str(error)[:120]))
        return [one for one in found if one[1]]

    def _tell(self, address: str, refusal: PageRefused) -> None:
        self.losses.append(tell_refusal(address, refusal))


def tell_refusal(address: str, refusal: PageRefused) -> Loss:
    if refusal.is_closed:
        return Loss("a page that robots.txt closes", address)
    return Loss("a page that could not be fetched", address, 0, str(refusal))


def _is_sitemap(raw: bytes) -> bool:
    start = raw[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return raw[:2] == b"\x1f\x8b" or b"<urlset" in start or b"<sitemapindex" in start


def _unpack(raw: bytes) -> bytes:
    if raw[:2] != b"\x1f\x8b":
        return raw
    with gzip.open(BytesIO(raw)) as file:
        return file.read(_MAX_SITEMAP)


def _drop_fragment(address: str) -> str:
    return address.partition("#")[0]
