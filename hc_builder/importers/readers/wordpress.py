"""WordPress: the export file of Tools → Export (WXR), with posts, pages and the entries of FAQ plugins; pages of the
REST API are read by `wordpress_rest`."""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from hc_builder.importers.addresses import find_host, split_address
from hc_builder.importers.export_files import ExportFiles, ExportRefused
from hc_builder.importers.heads import read_day
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle
from hc_builder.importers.options import Options
from hc_builder.importers.readers.collecting import Collection, Draft
from hc_builder.importers.readers.wordpress_marks import is_article_kind, is_category, is_no_category, settle_body
from hc_builder.importers.readers.wordpress_rest import read_wordpress_rest
from hc_builder.importers.titles import MAX_TITLE
from hc_builder.importers.xml_elements import XmlRefused, list_elements

_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}


def read_wordpress(files: ExportFiles, options: Options) -> Export:
    """The export file, or pages of the REST API."""
    if files.list_names(".json") and not files.list_names(".xml", ".wxr"):
        return read_wordpress_rest(files, options)
    collection = Collection(files, options)
    for name in files.list_names(".xml", ".wxr"):
        _read_file(files.read(name), name, collection)
    return collection.finish("export from WordPress: Tools → Export → All content")


def _read_file(raw: bytes, name: str, collection: Collection) -> None:
    hosts = set(collection.hosts)
    try:
        for element in list_elements(raw):
            if _bare(element.tag) == "link" and not hosts:
                hosts.add(find_host(element.text or ""))
            if element.tag == "item":
                _add(_Item(element), name, collection)
                element.clear()
    except XmlRefused as error:
        raise ExportRefused(
            f"{name} is no export of WordPress: {error}", "export it once more, and change nothing in it"
        ) from error
    collection.hosts = frozenset(hosts - {""})


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Item:
    """An entry of the export."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._fields: Mapping[str, str] = {
            _bare(child.tag): child.text or ""
            for child in element
            if child.tag.startswith("{") and "excerpt" not in child.tag
        }

    def get(self, name: str) -> str:
        """A field of WordPress' own: `post_type`."""
        return self._fields.get(name, "").strip()

    def text(self, name: str) -> str:
        return (self._element.findtext(name) or "").strip()

    @property
    def body(self) -> str:
        return self._element.findtext(f"{{{_NAMES['content']}}}encoded") or ""

    @property
    def owner(self) -> str:
        return self._element.findtext(f"{{{_NAMES['dc']}}}creator") or ""

    def terms(self, wanted: bool) -> tuple[str, ...]:
        found = (one for one in self._element.findall("category") if is_category(one.get("domain", "")) == wanted)
        return tuple(
            dict.fromkeys(
                one.text.strip() for one in found if one.text and one.get("domain") not in ("post_format", "language")
            )
        )


def _add(item: _Item, name: str, collection: Collection) -> None:
    kind, identity = item.get("post_type"), item.get("post_id")
    if not is_article_kind(kind):
        if kind not in ("attachment", "nav_menu_item", "revision", ""):
            collection.losses.append(
                Loss("an entry of a kind that is no article", f"{name}: {kind}", 0, item.text("title")[:60])
            )
        return
    status = item.get("status")
    if status in ("trash", "auto-draft", "inherit"):
        return
    link = split_address(item.text("link"))
    address = link.path if link.path.strip("/") and not link.query else f"/{unquote(item.get('post_name'))}/"
    article = SourceArticle(
        key=identity or item.get("post_name"),
        path="",
        title=" ".join(item.text("title").split())[:MAX_TITLE] or unquote(item.get("post_name")) or identity,
        body=settle_body(item.body, collection.losses, identity),
        keywords=item.terms(wanted=False),
        owner=item.owner,
        updated=read_day(item.get("post_modified") or item.get("post_date")),
        order=_read_order(item.get("menu_order")),
        old=(address,) if address.strip("/") else (),
        draft=status not in ("publish", "") or bool(item.get("post_password")),
        pin=item.get("is_sticky") == "1",
    )
    categories = [term for term in item.terms(wanted=True) if not is_no_category(term)]
    names = (article.key, item.text("link"), unquote(address), posixpath.basename(address.strip("/")))
    collection.drafts.append(Draft(article, True, names, folders=tuple(categories[:1])))


def _read_order(text: str) -> int:
    return min(int(text), NO_ORDER) if text.isdecimal() and text != "0" else NO_ORDER
