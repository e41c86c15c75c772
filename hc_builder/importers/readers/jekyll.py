"""Jekyll and just-the-docs: pages with Liquid, `_includes`, `_config.yml`, permalinks, parents by title."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hc_builder.importers.addresses import find_host
from hc_builder.importers.dialects.liquid import LiquidSite, convert_liquid
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import to_plain
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import NO_PLACE, Nav, Page, Place
from hc_builder.importers.readers.tools import SiteFacts, Tree, TreeTool
from hc_builder.importers.readers.tree import head_order, read_tree
from hc_builder.yaml_text import YamlFault, parse_yaml

_POST = re.compile(r"^(?:((?:[^/]+/)*?)_posts/(?:[^/]+/)*)?(\d{4})-(\d{2})-(\d{2})-")


def read_jekyll(files: ExportFiles, options: Options) -> Export:
    """What `exclude` of `_config.yml` names is no page."""
    config = _parse_config(files.read_text("_config.yml") if "_config.yml" in files else "")
    left_out = config.get("exclude")
    names = tuple(str(name).strip("/") for name in left_out) if isinstance(left_out, list) else ()
    is_out = re.compile("|".join(rf"{re.escape(name)}(?:/.*)?" for name in names)) if names else None
    tool = replace(JEKYLL, is_partial=lambda name: _is_partial(name) or bool(is_out and is_out.fullmatch(name)))
    return read_tree(files, tool, options)


def _read_config(tree: Tree) -> dict[str, Any]:
    return _parse_config(tree.read_config("_config.yml"))


def _parse_config(text: str) -> dict[str, Any]:
    node = parse_yaml(text)
    found = None if node is None or isinstance(node, YamlFault) else to_plain(node)
    return found if isinstance(found, dict) else {}


def _read_site(tree: Tree) -> SiteFacts:
    config = _read_config(tree)
    title, lang, base = (str(config.get(key) or "") for key in ("title", "lang", "baseurl"))
    return SiteFacts(title, read_language(lang), base)


def _convert(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    folder = posixpath.dirname(page.name)
    include = tree.include(folder, "_includes", "content/_includes", "docs/_includes", "src/_includes")
    convert_liquid(prose, LiquidSite(include, _read_config(tree), page.head.values))
    return ()


def _is_partial(name: str) -> bool:
    return bool(
        re.search(r"(?:^|/)(?:_includes|_layouts|_sass|_data|_site)/|^vendor/(?:bundle|cache)/|^404\.\w+$", name)
    )


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    if permalink := page.head.text("permalink"):
        yield permalink
    else:
        path = _POST.sub(r"\1\2/\3/\4/", page.folder if page.is_head else page.rel).lstrip("_")
        yield f"/{path}" if page.is_head else f"/{path}.html"
        yield f"/{path}/"


def _is_draft(page: Page, tree: Tree) -> bool:
    """In `_drafts`, or of a collection that the site does not put out."""
    folder = page.name.partition("/")[0]
    collections = _read_config(tree).get("collections")
    found = collections.get(folder.removeprefix("_")) if isinstance(collections, dict) else None
    is_kept_in = folder.startswith("_") and isinstance(found, dict) and found.get("output") == "false"
    return "/_drafts/" in f"/{page.name}" or is_kept_in


def _read_parents(tree: Tree) -> Nav:
    """`parent` and `grand_parent` name pages by their titles."""
    above = {page.head.text("title"): page.head.text("parent") for page in tree.pages}
    places = {
        page.name: Place(tuple(_list_above(page.head.text("parent"), above)), head_order(page.head))
        for page in tree.pages
    }
    return {name: place for name, place in places.items() if place != NO_PLACE}


def _list_above(title: str, above: dict[str, str]) -> list[str]:
    titles: list[str] = []
    while title and title not in titles:
        titles.insert(0, title)
        title = above.get(title, "")
    return titles


JEKYLL = TreeTool(
    convert=_convert,
    roots=(),
    statics=("",),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    read_nav=_read_parents,
    find_host=lambda tree: find_host(str(_read_config(tree).get("url", ""))),
    read_site=_read_site,
    is_draft=_is_draft,
)
