"""Docusaurus: `docs/` with MDX, `_category_.json`, `sidebars.js`, translations in `i18n/`; Starlight's tree too."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hc_builder.importers.addresses import find_host
from hc_builder.importers.dialects.mdx import convert_mdx
from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import to_plain
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import Export
from hc_builder.importers.names import drop_order
from hc_builder.importers.options import Options
from hc_builder.importers.prose import Prose
from hc_builder.importers.readers.pages import Nav, Page, Place
from hc_builder.importers.readers.tools import SiteFacts, Tree, TreeTool
from hc_builder.importers.readers.tree import read_tree
from hc_builder.yaml_text import YamlFault, parse_yaml

_SETTINGS = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs")
_SIDEBARS = ("sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.json")
_TYPES = re.compile(r"(?<=\w):\s*SidebarsConfig\b|\s+(?:satisfies|as)\s+\w+")
_TRANSLATED = re.compile(r"i18n/([\w-]+)/docusaurus-plugin-content-docs/current/(.*)")
_JS_MS = 5_000


def read_docusaurus(files: ExportFiles, options: Options) -> Export:
    return read_tree(_put_translations_beside(files), DOCUSAURUS, options)


def read_starlight(files: ExportFiles, options: Options) -> Export:
    return read_tree(files, STARLIGHT, options)


def _put_translations_beside(files: ExportFiles) -> ExportFiles:
    """`i18n/en/…/current/a.md` as `docs/a.en.md`."""
    readers = {}
    for name in files.names:
        found = _TRANSLATED.fullmatch(name)
        stem, suffix = posixpath.splitext(found[2]) if found else ("", "")
        is_page = found is not None and suffix in (".md", ".mdx")
        readers[f"docs/{stem}.{found[1]}{suffix}" if found and is_page else name] = files.readers[name]
    return ExportFiles(files.origin, readers, files.losses)


def _convert(prose: Prose, page: Page, tree: Tree) -> tuple[str, ...]:
    convert_mdx(prose, tree.include(posixpath.dirname(page.name), "src", "docs"))
    return ()


def _list_addresses(page: Page, tree: Tree) -> Iterator[str]:
    base = _find_base(tree)
    slug = page.head.text("slug")
    folder = "/".join(map(drop_order, page.folder.split("/"))) if page.folder else ""
    name = drop_order(page.head.text("id") or page.rel.rpartition("/")[2])
    own = folder if page.is_head or name == folder.rpartition("/")[2] else posixpath.join(folder, name)
    path = slug.strip("/") if slug.startswith("/") else posixpath.join(folder, slug) if slug else own
    yield f"/{posixpath.join(base, path)}"
    if below := tree.site.base.strip("/"):
        yield f"/{posixpath.join(below, base, path)}"
    if base:
        yield f"/{path}"


def _find_base(tree: Tree) -> str:
    text = next((text for name in _SETTINGS if (text := tree.read_config(name))), "")
    route = re.search(r"routeBasePath:\s*['\"]([^'\"]*)['\"]", text)
    return route[1].strip("/") if route else "docs"


def _find_host(tree: Tree) -> str:
    text = next((text for name in _SETTINGS if (text := tree.read_config(name))), "")
    url = re.search(r"(?:^|[{,])\s*url:\s*['\"]([^'\"]+)['\"]", text, re.M)
    return find_host(url[1]) if url else ""


def _read_site(tree: Tree) -> SiteFacts:
    text = next((text for name in _SETTINGS if (text := tree.read_config(name))), "")

    def find(key: str) -> str:
        found = re.search(rf"(?:^|[{{,])\s*{key}:\s*(['\"`])(.*?)\1", text, re.M)
        return found[2] if found else ""

    return SiteFacts(find("title"), read_language(find("defaultLocale")), find("baseUrl"))


def _is_partial(name: str) -> bool:
    return any(part.startswith("_") for part in name.split("/")) or "/versioned_docs/" in f"/{name}"


def _read_folder(tree: Tree, folder: str) -> Mapping[str, Any]:
    base = posixpath.join(tree.root, folder)
    for name in ("_category_.json", "_category_.yml", "_category_.yaml"):
        if text := tree.read_config(f"{base}/{name}"):
            node = parse_yaml(text)  # JSON is YAML
            found = None if isinstance(node, YamlFault) else to_plain(node)
            return found if isinstance(found, dict) else {}
    return {}


def _read_sidebars(tree: Tree) -> Nav:
    text = next((text for name in _SIDEBARS if (text := tree.read_config(name))), "")
    places: dict[str, Place] = {}
    names = {_make_id(page): page.name for page in tree.pages}
    sidebars = _run_sidebars(text)
    for identity, sections in _walk(list(sidebars.values()) if isinstance(sidebars, dict) else sidebars, ()):
        folder = identity.removesuffix("*") if identity.endswith("*") else None
        found = [identity] if folder is None else sorted(one for one in names if one.startswith(folder))
        for name in (names[one] for one in found if one in names):
            places.setdefault(name, Place(sections, len(places) + 1))
    return places


def _make_id(page: Page) -> str:
    folder = "/".join(map(drop_order, page.folder.split("/"))) if page.folder else ""
    return posixpath.join(folder, page.head.text("id") or drop_order(page.rel.rpartition("/")[2]))


def _run_sidebars(text: str) -> Any:
    """What the file exports, worked out in an engine that has no file, no network and two seconds."""
    if not text or len(text) > 500_000:
        return None
    from py_mini_racer import MiniRacer

    plain = re.sub(r"^\s*(?:import\b[^\n]*|/\*\*.*?\*/)\s*$", "", _TYPES.sub("", text), flags=re.M | re.S)
    plain = re.sub(r"^\s*export default\s+", "module.exports = ", plain, flags=re.M)
    plain = plain if "module.exports" in plain else f"module.exports = {plain}"
    script = (
        f"(() => {{ const module = {{exports: {{}}}}; const require = () => ({{}});\n{plain}\n"
        f";return JSON.stringify(module.exports) }})()"
    )
    try:
        context = MiniRacer()
        return json.loads(str(context.eval(script, timeout=_JS_MS, max_memory=100_000_000)))
    except Exception:  # whatever is wrong with a script from elsewhere: the folders say the rest
        return None


def _walk(node: Any, sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, str):
        yield node, sections
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item, sections)
    elif isinstance(node, dict) and node.get("type") in ("doc", "ref"):
        yield str(node.get("id")), sections
    elif isinstance(node, dict) and node.get("type") == "autogenerated":
        folder = str(node.get("dirName", "")).strip("./")
        yield (f"{folder}/*" if folder else "*"), sections
    elif isinstance(node, dict) and node.get("type") == "category":
        inner = (*sections, str(node.get("label", "")))
        link = node.get("link")
        if isinstance(link, dict) and link.get("type") == "doc":
            yield str(link.get("id")), inner
        yield from _walk(node.get("items"), inner)
    elif isinstance(node, dict) and "type" not in node:  # categories in short form
        for label, items in node.items():
            yield from _walk(items, (*sections, label))


DOCUSAURUS = TreeTool(
    convert=_convert,
    roots=("docs", "website/docs"),
    statics=("static", "website/static"),
    is_partial=_is_partial,
    list_addresses=_list_addresses,
    read_nav=_read_sidebars,
    read_folder=_read_folder,
    find_host=_find_host,
    read_site=_read_site,
    with_indented=False,
    drops_order=True,
)


def _list_starlight_addresses(page: Page, tree: Tree) -> Iterator[str]:
    yield f"/{page.head.text('slug').strip('/') or (page.folder if page.is_head else page.rel)}/"


STARLIGHT = TreeTool(
    convert=_convert,
    roots=("src/content/docs", "content/docs", "docs"),
    statics=("public", "src"),
    is_partial=lambda name: any(part.startswith("_") for part in name.split("/")),
    list_addresses=_list_starlight_addresses,
    with_indented=False,
)
