"""Sites without an export: pages by their addresses or sitemap, each read for its main text."""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote

from hc_builder.content.targets import is_external
from hc_builder.importers.address_book import SOURCE
from hc_builder.importers.addresses import find_host, join_address, split_address
from hc_builder.importers.export_files import ExportFiles, decode_text
from hc_builder.importers.heads import read_day
from hc_builder.importers.html.page import HtmlPage
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.model import Export, Loss, SourceArticle
from hc_builder.importers.names import make_path, make_readable
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft
from hc_builder.importers.titles import MAX_TITLE, letters
from hc_builder.importers.web.listing import Entry, Listing, tell_refusal
from hc_builder.importers.web.place import drop_frames, find_base, find_breadcrumbs, find_canonical, is_list_of_links
from hc_builder.importers.web.visiting import PageRefused, Visited, Visitor
from hc_builder.progress import track

_HINT = "name addresses, one a line, or a sitemap; the local network is opened by --local"
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|do)$", re.I)


@dataclass
class _Page:
    """`address` is where it was found, later the one that is its own; `canonical` is what it calls its own, `others`
    are addresses at which it was found too; references are seen from `base`. `token` is its name for them, `crumbs`
    what it says of its place; `heading` and `updated` are read before what stands around the text is dropped."""

    address: str
    canonical: str
    base: str
    html: HtmlPage
    updated: date | None
    token: str
    crumbs: tuple[str, ...]
    heading: str
    others: list[str] = field(default_factory=list)
    title: str = ""

    @property
    def path(self) -> str:
        return split_address(self.address).path

    @property
    def query(self) -> str:
        return split_address(self.address).query


def read_web(files: ExportFiles, options: Options) -> Export:
    """`files` hold addresses, one a line, or sitemaps."""
    collection = Collection(files, options)
    visitor = Visitor(options.local)
    listing = Listing(visitor)
    pages = _fetch_all(listing.list_all(files), visitor, collection)
    collection.losses += listing.losses
    collection.hosts = frozenset(find_host(page.address) for page in pages)
    for page in pages:
        page.html.drop_around()
    drop_frames([page.html for page in pages])
    _settle_titles(pages)
    pages = [page for page in pages if not _is_list(page, collection)]
    tokens = {address: page.token for page in pages for address in (page.address, *page.others)}
    several = len({page.html.lang for page in pages} - {""}) > 1
    folders = _list_folders(pages, several)
    for page in pages:
        _add(collection, page, tokens, folders[page.address], several)
    return collection.finish(_HINT)


def _fetch_all(entries: Sequence[Entry], visitor: Visitor, collection: Collection) -> list[_Page]:
    pages: list[_Page] = []
    for entry in track("Fetching pages", entries, len(entries)):
        try:
            found = entry.page or visitor.visit(entry.address)
        except PageRefused as refusal:
            collection.losses.append(tell_refusal(entry.address, refusal))
            continue
        if found.kind not in ("text/html", "application/xhtml+xml"):
            collection.losses.append(Loss("a page that is no HTML", entry.address, 0, found.kind))
            continue
        pages.append(_read_page(entry, found, f"page/{len(pages) + 1}"))
    return _join_pages(pages, collection)


def _read_page(entry: Entry, found: Visited, token: str) -> _Page:
    html = HtmlPage(_decode(found))
    base, canonical = find_base(html.soup, found.address), find_canonical(html.soup, found.address)
    crumbs, day = find_breadcrumbs(html.soup), _find_day(html) or entry.updated
    return _Page(found.address, canonical, base, html, day, token, crumbs, html.heading, [entry.address])


def _join_pages(pages: Sequence[_Page], collection: Collection) -> list[_Page]:
    """A page that was found at several addresses is one. Pages that say other things and call one address their own are
    wrong about it, and stand where they were found."""
    claims: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for page in pages:
        claims[page.canonical].add((letters(page.heading), letters(page.html.head_title)))
    joined: dict[str, _Page] = {}
    for page in pages:
        found = [*page.others, page.address]
        if len(claims[page.canonical]) == 1:
            page.address = page.canonical
        elif page.address != page.canonical:
            collection.losses.append(Loss("a page that calls the address of others its own", page.address))
        one = joined.setdefault(page.address, page)
        known = [*one.others, *found] if one is not page else found
        one.others = [address for address in dict.fromkeys(known) if address != one.address]
    return list(joined.values())


def _find_day(html: HtmlPage) -> date | None:
    return html.day or read_day(html.find_meta("article:modified_time"))


def _decode(page: Visited) -> str:
    said = _CHARSET.search(page.content[:4_000])
    return decode_text(page.content, *filter(None, (page.charset, said[1].decode() if said else "")))


def _settle_titles(pages: Sequence[_Page]) -> None:
    """The first heading of the text; one that most pages have is the shop's name: then the title of the tab."""
    headings = Counter(letters(page.heading) for page in pages)
    ends = Counter(end for page in pages for end in _list_ends(page.html.head_title))
    for page in pages:
        is_shared = len(pages) > 2 and headings[letters(page.heading)] * 2 > len(pages)
        heading, head = page.html.heading if is_shared else page.heading, page.html.head_title
        common = max((end for end in _list_ends(head) if ends[end] * 2 > len(pages)), key=len, default="")
        page.title = heading or head.removesuffix(common if len(pages) > 1 else "").strip()


def _list_ends(head: str) -> list[str]:
    """`배송비 | 달빛상점` → ` | 달빛상점`."""
    return [head[found.start() :] for found in re.finditer(r"\s+[|\-–—:·]\s+", head)]


def _is_list(page: _Page, collection: Collection) -> bool:
    """The home page, or one that only leads on."""
    is_home = not page.path.strip("/") and not page.query
    if is_home or is_list_of_links(page.html.main):
        collection.losses.append(Loss("a page of links, which is no article", page.address))
        return True
    return False


def _list_folders(pages: Sequence[_Page], several: bool) -> Mapping[str, tuple[str, ...]]:
    """The topics above each page, by its breadcrumbs or else its address; what stands above all of a kind is none."""
    found: dict[str, tuple[str, ...]] = {}
    kinds: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for page in pages:
        crumbs = tuple(name for name in page.crumbs if letters(name) != letters(page.title))
        found[page.address] = crumbs or tuple(map(make_readable, _list_parts(page, several)[:-1]))
        kinds[page.html.lang, bool(crumbs)].append(page.address)
    for (_, has_crumbs), addresses in kinds.items():
        common = posixpath.commonprefix([found[address] for address in addresses])
        above = len(common) if len(addresses) > 1 else min(len(common), int(has_crumbs))  # the first leads home
        found |= {address: found[address][above:] for address in addresses}
    return found


def _list_parts(page: _Page, several: bool) -> list[str]:
    """Of an address, without that of its language, by which translations find each other."""
    parts = [part for part in unquote(_SUFFIX.sub("", page.path)).split("/") if part]
    is_lang = several and parts and parts[0].casefold().split("-")[0] == page.html.lang.split("-")[0]
    return parts[1:] if is_lang else parts


def _add(
    collection: Collection, page: _Page, tokens: Mapping[str, str], folders: tuple[str, ...], several: bool
) -> None:
    html = page.html
    if page.query:
        collection.losses.append(Loss("an old address with a query, which no host sends on", page.address))
    old = [one.path for one in map(split_address, (page.address, *page.others)) if not one.query and one.path != "/"]
    _settle_references(html, page.base, tokens)
    by_address = several and not page.crumbs
    article = SourceArticle(
        key=f"{page.path}?{page.query}".rstrip("?"),
        path=make_path(_list_parts(page, several)[-len(folders) - 1 :]) if by_address else "",
        title=(page.title or make_readable(posixpath.basename(page.path.rstrip("/"))))[:MAX_TITLE],
        body=html.take_text(page.title),
        lang=html.lang,
        summary=html.find_meta("description"),
        updated=page.updated,
        old=tuple(dict.fromkeys(unquote(path) for path in old)),
        noindex="noindex" in html.find_meta("robots").lower(),
    )
    collection.drafts.append(Draft(article, True, (page.token,), "", folders))


def _settle_references(html: HtmlPage, base: str, tokens: Mapping[str, str]) -> None:
    """Links to pages that came along are named by them; all else stands where it stood."""
    for tag, name in ((tag, name) for name in ("href", "src") for tag in list_tags(html.main) if tag.get(name)):
        target = get(tag, name).strip()
        if target.startswith("#") or (is_external(target) and not target.casefold().startswith(("http", "//"))):
            continue
        whole, _, fragment = join_address(base, target).partition("#")
        token = tokens.get(whole) or tokens.get(whole.rstrip("/")) or tokens.get(f"{whole}/")
        tag[name] = (f"{SOURCE}{token}" if token else whole) + (f"#{fragment}" if fragment else "")
