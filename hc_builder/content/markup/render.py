"""Markdown → HTML, with what the checks and the search need to know of it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import markdown
from pymdownx.slugs import slugify
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.markup.dialects import normalize_markdown
from hc_builder.content.markup.rendered import Heading, Reference, Rendered, Section

EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {"BACKLINK_TITLE": "↩ {}"},
    "md_in_html": {},
    "sane_lists": {},
    "tables": {},
    "toc": {"slugify": slugify(case="lower"), "permalink": False},
    "pymdownx.details": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.magiclink": {"normalize_issue_symbols": False},
    "pymdownx.mark": {},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True, "slugify": slugify(case="lower")},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {"subscript": False},
}

_HTML_TAGS = frozenset(
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col "
    "colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu "
    "meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script "
    "search section select slot small source span strong style sub summary sup svg table tbody td template textarea "
    "tfoot th thead time title tr track u ul var video wbr center font tt strike big "
    "circle path rect line g text ellipse polygon polyline defs use desc tspan lineargradient stop".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
REFERENCE_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
REFERENCE_ATTRIBUTES |= {
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "iframe": ("src",),
    "embed": ("src",),
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset("p li td th dt dd div h1 h2 h3 h4 h5 h6 pre blockquote summary figcaption tr br".split())


class Renderer:
    """Python-Markdown with this project's extensions, and `more` of the shop's own (name → options)."""

    def __init__(self, more: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        configs = EXTENSIONS | {name: dict(options) for name, options in (more or {}).items()}
        self._markdown = markdown.Markdown(extensions=list(configs), extension_configs=configs)
        self._markdown.treeprocessors.register(_EscapeUnknownTags(self._markdown), "hc_unknown_tags", -10)
        self._remembered = lru_cache(maxsize=20_000)(self._render)  # a preview renders only what changed

    def render(self, text: str, lang: str) -> Rendered:
        return self._remembered(text, lang)

    def _render(self, text: str, lang: str) -> Rendered:
        html = self._markdown.reset().convert(normalize_markdown(text, lang))
        body = LexborHTMLParser(f"<body>{html}</body>").body
        assert body is not None  # the parser makes one of any input
        return Rendered(
            html,
            tuple(_find_headings(body)),
            tuple(_find_sections(body)),
            tuple(_find_references(body)),
            frozenset(_find_anchors(body)),
        )


class _EscapeUnknownTags(markdown.treeprocessors.Treeprocessor):
    """`<project ID>` in a sentence is a placeholder, not an element: a browser would swallow it."""

    def run(self, root: Any) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [_escape_unknown(html) if isinstance(html, str) else html for html in stash]


def _escape_unknown(html: str) -> str:
    return _TAG.sub(lambda tag: tag[0] if tag[2].lower() in _HTML_TAGS else "&lt;" + tag[0][1:], html)


def _find_headings(body: LexborNode) -> list[Heading]:
    nodes = body.css(", ".join(f"{tag}[id]" for tag in _HEADINGS))
    return [Heading(int(str(node.tag)[1]), node.id or "", " ".join(node.text().split())) for node in nodes]


def _find_anchors(body: LexborNode) -> list[str]:
    named = [node.attributes.get("name") or "" for node in body.css("a[name]")]
    return [node.id or "" for node in body.css("[id]")] + named


def _find_references(body: LexborNode) -> list[Reference]:
    found = []
    for node in body.css(", ".join(REFERENCE_ATTRIBUTES)):
        for attribute in REFERENCE_ATTRIBUTES[str(node.tag)]:
            value = node.attributes.get(attribute)
            targets = split_srcset(value) if attribute == "srcset" else [value]
            found += [Reference(str(node.tag), attribute, target) for target in targets if target]
    return found


def split_srcset(value: str | None) -> list[str]:
    """`'a.webp 1x, b.webp 2x'` → `['a.webp', 'b.webp']`."""
    return [part.split()[0] for part in (value or "").split(",") if part.split()]


def _find_sections(body: LexborNode) -> list[Section]:
    """The text a reader sees, cut at the headings; navigation marks and code line numbers left out."""
    for node in body.css("script, style, .headerlink, .footnote-backref, .linenos, label.task-list-control"):
        node.decompose()
    cuts: list[tuple[str, str, list[str]]] = [("", "", [])]
    _collect_text(body, cuts)
    return [Section(anchor, title, _squeeze(parts)) for anchor, title, parts in cuts if title or _squeeze(parts)]


def _collect_text(node: LexborNode, cuts: list[tuple[str, str, list[str]]]) -> None:
    for child in node.iter(include_text=True):
        tag = str(child.tag)
        if tag in _HEADINGS and child.id:
            cuts.append((child.id, " ".join(child.text().split()), []))
        elif tag == "-text":
            cuts[-1][2].append(child.text_content or "")
        else:
            if tag == "img":
                cuts[-1][2].append(f" {child.attributes.get('alt') or ''} ")
            _collect_text(child, cuts)
            if tag in _BLOCKS:
                cuts[-1][2].append("\n")


def _squeeze(parts: list[str]) -> str:
    lines = (" ".join(line.replace("\u200b", "").split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
