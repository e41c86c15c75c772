"""Other tools' syntax: what it looks like, whose it is, and what a page shows in its place.

MDX, Liquid and Jinja, Hugo, Obsidian, Microsoft Learn, Experience League, GitBook, ReadMe, Material's own extras. None
of it has a meaning here; it is left out or its plain text is shown, and each is told with its line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from hc_builder.content.markup.errors import MarkupError
from hc_builder.content.markup.html_elements import HTML_ELEMENTS
from hc_builder.content.markup.rendered import ForeignSyntax
from hc_builder.content.markup.source import Source

OPENERS = (
    r"<!--|<\?|<!(?=[A-Za-z\[])|"
    r"\{%|\{\{|\{\#|\{/\*|%%|(?<!\[)!?\[\[|\[!(?=\w+[ \[])|\[block:|<(?=[A-Za-z/>])|(?<!:):::+(?=image\b)|"
    r":(?=[a-z]+-[a-z])|\[TOC\](?=[ \t]*$)|^(?=(?:import|export)\s)|;*-+8<-+"
)
SIGNS = (
    *("<", "{%", "{{", "{#", "{/*", "%%", "[[", "[!", "[block:", "[TOC]", ":::", "8<-", "import ", "export "),
    *(":material-", ":octicons-", ":fontawesome-", ":simple-"),
)
"""One of these stands in every text that has something to find."""


@dataclass(frozen=True)
class HiddenText:
    """`text` as written, `shown` in its place (plain text), and what is to be told, if anything.

    `fault` keeps the article from being rendered, unless it is code; `is_in_html`: it stands in `<pre>` or `<code>`;
    `is_text`: what is shown belongs to the text, in an address too."""

    text: str
    shown: str = ""
    foreign: ForeignSyntax | None = None
    fault: MarkupError | None = None
    is_in_html: bool = False
    is_text: bool = False


def find_foreign(source: Source, stop: re.Match[str]) -> HiddenText | None:
    """What begins at a match of `OPENERS`; `None`: nothing that has to be hidden."""
    opener = ":::" if stop["opener"].startswith(":::") else stop["opener"]
    find = _FINDERS.get(opener, _find_line)
    return find(source, stop.start())


def tell(source: Source, start: int, text: str, kind: str, tool: str, shown: str = "") -> HiddenText:
    sample = " ".join(text.split())
    sample = sample if len(sample) <= 80 else sample[:79] + "…"
    return HiddenText(text, shown, ForeignSyntax(kind, tool, sample, source.line_at(start)))


def _cut(source: Source, start: int, opener: str, closer: str, over_blank_lines: bool = False) -> str:
    """The text from `opener` to `closer`; `""` where it is not closed."""
    end = source.find(closer, start + len(opener))
    if end < 0 or (not over_blank_lines and end > source.find_blank_line(start)):
        return ""
    return source.text[start : end + len(closer)]


def _find_comment(source: Source, start: int) -> HiddenText | None:
    """A comment, which ends where a browser ends it. One that runs into the next, paragraphs away, has lost its end."""
    end = source.find("-->", start + 2)  # `<!-->` is one too
    if end >= 0 and not 0 <= source.find("<!--", source.find_blank_line(start)) < end:
        return HiddenText(source.text[start : end + 3])
    fault = MarkupError("a comment is opened and not closed", source.line_at(start), "end it with -->")
    return HiddenText("<!--", "<!--", fault=fault)


def _find_instruction(source: Source, start: int) -> HiddenText:
    """`<?xml … ?>`; without its end it is text, and no browser makes a comment of what follows."""
    text = _cut(source, start, "<?", "?>", over_blank_lines=True)
    return HiddenText(text) if text else HiddenText("<?", "<?")


def _find_declaration(source: Source, start: int) -> HiddenText:
    """`<![CDATA[ … ]]>`, `<![if … ]>` and `<![endif]>` of Word, `<!DOCTYPE … >`."""
    is_data = source.text.startswith("<![CDATA[", start)
    text = _cut(source, start, "<!", "]]>" if is_data else ">", over_blank_lines=is_data)
    return HiddenText(text) if text else HiddenText("<!", "<!")


_LIQUID_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}")
_END_COMMENT = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_GITBOOK = frozenset(
    "hint endhint tabs endtabs tab endtab content-ref endcontent-ref embed endembed file code endcode stepper "
    "endstepper step endstep columns endcolumns column endcolumn swagger openapi updates endupdates".split()
)


def _find_tag(source: Source, start: int) -> HiddenText | None:
    if comment := _LIQUID_COMMENT.match(source.text, start):
        end = _END_COMMENT.search(source.text, comment.end())
        return tell(source, start, source.text[start : end.end()], "comment", "Liquid") if end else None
    text = _cut(source, start, "{%", "%}")
    if not text:
        return None
    name = re.match(r"\{%[-\s]*([\w-]*)", text)
    is_gitbook = name is not None and name[1] in _GITBOOK
    return tell(source, start, text, "template tag", "GitBook" if is_gitbook else "Liquid or Jinja")


def _find_output(source: Source, start: int) -> HiddenText | None:
    text = _cut(source, start, "{{", "}}")
    if not text:
        return None
    if text[2] in "<%/":
        return tell(source, start, text, "shortcode", "Hugo")
    if re.match(r"\{\{\s*(snippet|variable|glossary)\b", text):
        return tell(source, start, text, "snippet", "Document360")
    if source.text[start - 1 : start] == "=":
        return tell(source, start, text, "expression", "MDX")
    return tell(source, start, text, "template variable", "Liquid or Jinja")


def _find_braced_comment(opener: str, closer: str, tool: str) -> "Finder":
    def find(source: Source, start: int) -> HiddenText | None:
        text = _cut(source, start, opener, closer)
        return tell(source, start, text, "comment", tool) if text and "}" not in text[2:-2] else None

    return find


def _find_percent_comment(source: Source, start: int) -> HiddenText | None:
    """Obsidian's `%% note to self %%`, which no reader sees there either."""
    before = source.text[start - 1 : start]
    if before.isalnum() or before == "%":  # `50%%`
        return None
    line_start = source.text.rfind("\n", 0, start) + 1
    at_start = not source.text[line_start:start].strip()
    text = _cut(source, start, "%%", "%%", over_blank_lines=at_start)
    return tell(source, start, text, "comment", "Obsidian") if len(text) > 4 and text[2:-2].strip("%") else None


_WIKILINK = re.compile(r"!?\[\[([^\s\[\]|][^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\](?![\[(:])")
_TOC = re.compile(r"\[\[_?toc_?\]\]", re.I)


def _find_wikilink(source: Source, start: int) -> HiddenText | None:
    link = _WIKILINK.match(source.text, start)
    if not link or source.holds(f"\n[{link[1]}]:") or source.text.startswith(f"[{link[1]}]:"):
        return None
    if _TOC.fullmatch(link[0]):
        return tell(source, start, link[0], "table of contents", "GitLab or VitePress")
    if link[0].startswith("!"):
        return tell(source, start, link[0], "embed", "Obsidian")
    return tell(source, start, link[0], "wikilink", "Obsidian", unescape(link[2] or link[1].lstrip("#")))


_TERM = re.compile(r"\[!(\w+)\s*(?:\[([^\[\]\n]*)\]\([^()\n]*\)\s*|([^\[\]\n]+))\](?:\{[^{}\n]*\})?")
_PLAIN_TERMS = ("DNL", "UICONTROL")


def _find_term(source: Source, start: int) -> HiddenText | None:
    term = _TERM.match(source.text, start)
    if not term:
        return None
    name, shown = term[1].upper(), unescape(term[3] or term[2] or "").strip(" \u200b")
    if name in _PLAIN_TERMS:
        return HiddenText(term[0], shown)
    if name in ("INCLUDE", "VIDEO"):
        return tell(source, start, term[0], name.lower(), "Microsoft Learn")
    return tell(source, start, term[0], "term", "Experience League", shown)


def _find_block(source: Source, start: int) -> HiddenText | None:
    text = _cut(source, start, "[block:", "[/block]", over_blank_lines=True)
    return tell(source, start, text, "block", "ReadMe") if text else None


_IMAGE = re.compile(r":::+image\b[^\n]*?:::")


def _find_image(source: Source, start: int) -> HiddenText | None:
    if not (image := _IMAGE.match(source.text, start)):
        return None
    alt = re.search(r'alt-text="([^"]*)"', image[0])
    return tell(source, start, image[0], "image", "Microsoft Learn", alt[1] if alt else "")


_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})?")


def _find_icon(source: Source, start: int) -> HiddenText | None:
    icon = _ICON.match(source.text, start)
    return tell(source, start, icon[0], "icon", "Material for MkDocs") if icon else None


_MODULE = re.compile(
    r"import\s+(?:[\w$*{}\s,]{1,500}?\sfrom\s{1,20})?(?P<quote>['\"])[^'\"\n]+(?P=quote);?[ \t]*$|"
    r"export\s+(?:default\s|(?:const|let|var|function|async|class)\s+\w+[^\n]*[=({])(?:[^\n]|\n(?![ \t]*\n))*",
    re.M,
)


def _find_module(source: Source, start: int) -> HiddenText | None:
    module = _MODULE.match(source.text, start)
    if not module:
        return None
    return tell(source, start, module[0], "import" if module[0].startswith("import") else "export", "MDX")


_SNIPPET = re.compile(r';*-+8<-+(?:[ \t]+"[^"\n]*"|[ \t]*\n[^\n]+\n[ \t]*-+8<-+)?[ \t]*$', re.M)


def _find_line(source: Source, start: int) -> HiddenText | None:
    """What has a line to itself: `[TOC]` or a snippet."""
    if source.text[source.text.rfind("\n", 0, start) + 1 : start].strip():
        return None
    if source.text.startswith("[TOC]", start):
        return tell(source, start, "[TOC]", "table of contents", "Python-Markdown")
    snippet = _SNIPPET.match(source.text, start)
    return tell(source, start, snippet[0], "snippet", "pymdownx.snippets") if snippet else None


_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w.-]*|[ovw]:\w+)?(?=[\s/>])"
    r"(?P<rest>(?:[^<>\"'{}]|\"[^\"]*+\"|'[^']*+'|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)>"
)
_BEFORE_TARGET = re.compile(r"\](?:\(|:)\s*$")  # `[a](<my file.md>)` is a link
_EXPRESSION = re.compile(r"=\s*\{(?!\{)|\bstyle=\{\{")
_JSX_NAMES_OF_HTML = ("Link", "Image")


def _find_element(source: Source, start: int) -> HiddenText | None:
    """A component, an element no browser knows, or a placeholder such as `<project ID>`, which is text."""
    tag = _TAG.match(source.text, start)
    if not tag or _BEFORE_TARGET.search(source.text[max(start - 8, 0) : start]):
        return None
    text, name = tag[0], tag["name"] or ""
    if name.lower() in HTML_ELEMENTS and name not in _JSX_NAMES_OF_HTML:
        has_expression = _EXPRESSION.search(tag["rest"])
        return tell(source, start, text, "element with an expression", "MDX") if has_expression else None
    if ":" in name:
        return tell(source, start, text, "element", "Microsoft Word")
    is_used = bool(tag["close"]) or "=" in tag["rest"] or text.endswith("/>") or source.holds(f"</{name}>")
    if not name:
        return tell(source, start, text, "component", "MDX") if source.holds("<>") and source.holds("</>") else None
    if is_used and name[0].isupper():
        return tell(source, start, text, "component", "MDX")
    if is_used and "-" in name:
        return tell(source, start, text, "custom element", "a script of its own")
    return HiddenText(text, text)


Finder = Callable[[Source, int], HiddenText | None]
_FINDERS: Mapping[str, Finder] = {
    "<!--": _find_comment,
    "<?": _find_instruction,
    "<!": _find_declaration,
    "{%": _find_tag,
    "{{": _find_output,
    "{#": _find_braced_comment("{#", "#}", "Jinja"),
    "{/*": _find_braced_comment("{/*", "*/}", "MDX"),
    "%%": _find_percent_comment,
    "[[": _find_wikilink,
    "![[": _find_wikilink,
    "[!": _find_term,
    "[block:": _find_block,
    ":::": _find_image,
    ":": _find_icon,
    "": _find_module,
    "<": _find_element,
}
