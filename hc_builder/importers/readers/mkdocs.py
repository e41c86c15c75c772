"""MkDocs and Material: `nav`, snippets, variables of macros, folders of translations."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from hc_builder.importers.addresses import find_host
from hc_builder.importers.dialects.obsidian import convert_obsidian
from hc_builder.importers.dialects.pymdown import convert_pymdown
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Nav, Page, Place
from hc_builder.importers.readers.tools import SiteFacts, Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree


def _read_site(config: Mapping[str, Any]) -> SiteFacts:
    theme = config.get("theme")
    lang = theme.get("language", "") if isinstance(theme, dict) else ""
    return SiteFacts(str(config.get("site_name") or ""), read_language(lang))


def read_mkdocs(files: ExportFiles, options: Options) -> Export:
    config = _read_config(files)
    docs = config.get("docs_dir") if isinstance(config.get("docs_dir"), str) else "docs"
    tool = TreeTool(
        convert=lambda prose, page, tree: _convert(prose, page, tree, config),
        roots=(str(docs).strip("./"),),
        statics=(),
        is_partial=lambda name: bool(re.search(r"(?:^|/)(?:includes|_snippets|snippets|overrides)/", name)),
        list_addresses=_list_addresses,
        read_nav=lambda tree: _read_nav(tree, config),
        find_host=lambda tree: find_host(str(config.get("site_url") or "")),
        read_site=lambda tree: _read_site(config),
    )
    return read_tree(files, tool, options)


class _Loader(yaml.SafeLoader):
    """Tags of MkDocs (`!!python/name:…`, `!ENV`) are text: nothing they name is run."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)
_MAX_CONFIG = 500_000


def _read_config(files: ExportFiles) -> dict[str, Any]:
    name = next((name for name in ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml") if name in files), "")
    text = files.read_text(name) if name else ""
    if not text or len(text) > _MAX_CONFIG or re.search(r"^\s*[^#\n]*:\s*[&*]\w", text, re.M):
        return {}  # anchors can unfold without end
    try:
        found = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):  # a day such as 2026-02-30
        return {}
    return found if isinstance(found, dict) else {}


def _convert(prose: Prose, page: Page, tree: Tree, config: dict[str, Any]) -> tuple[str, ...]:
    variables = {"config": config, "page": {"meta": dict(page.head.values)}, **_to_texts(config.get("extra"))}
    convert_pymdown(prose, tree.include(posixpath.dirname(page.name), *_list_bases(config)), variables)
    convert_obsidian(prose, lambda name, part: None)
    return ()


def _to_texts(tree: Any) -> dict[str, Any]:
    if not isinstance(tree, dict):
        return {}
    return {str(key): _to_texts(value) if isinstance(value, dict) else str(value) for key, value in tree.items()}


def _list_bases(config: dict[str, Any]) -> list[str]:
    """`base_path` of pymdownx.snippets."""
    found = ["includes", "_snippets", "snippets"]
    for entry in config.get("markdown_extensions") or []:
        options = entry.get("pymdownx.snippets") if isinstance(entry, dict) else None
        base = options.get("base_path") if isinstance(options, dict) else None
        found += [
            str(one).removeprefix("!relative ").strip("./")
            for one in (base if isinstance(base, list) else [base])
            if one
        ]
    return found


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    yield f"/{page.folder if page.is_head else page.rel}/"


def _read_nav(tree: Tree, config: dict[str, Any]) -> Nav:
    places: dict[str, Place] = {}
    for path, sections, label in _walk(config.get("nav"), (), ""):
        name = posixpath.join(tree.root, path)
        if name in tree.files and name not in places:
            places[name] = Place(sections, len(places) + 1, label)
    return places


def _walk(node: Any, sections: tuple[str, ...], label: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if isinstance(node, str):
        yield node, sections, label
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item, sections, "")
    elif isinstance(node, dict):
        for title, inner in node.items():
            yield from _walk(inner, sections if isinstance(inner, str) else (*sections, str(title)), str(title))
