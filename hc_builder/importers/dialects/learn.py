"""Microsoft Learn and Experience League: includes, films, terms, pictures and columns; anchors in headings."""

import re
from collections.abc import Callable

from hc_builder.importers.dialects.forms import (
    make_box,
    make_film,
    make_picture,
    make_tabs,
    read_attributes,
    replace_blocks,
)
from hc_builder.importers.prose import Prose

_NAMED_HEADING = re.compile(r"^(#{1,6})[ \t]*<a (?:name|id)=\"?([^\">]+?)\"?\s*>[ \t]*</a>[ \t]*(.*?)[ \t]*#*$", re.M)
_INCLUDE = re.compile(r"\[!INCLUDE\s*\[([^\]]*)\]\(([^)\s]+)[^)]*\)\]|\[!INCLUDE\s*\[([^\]]*)\]\]", re.I)
_FILM = re.compile(r"(?:^[ \t]*>[ \t]*)?\[!VIDEO\s*\]?\s*\(?(https?://[^\]\s)]+)\)?[^\]\n]*\]?(?:\{[^}\n]*\})?", re.M)
_TERM = re.compile(r"\[!(?:DNL|UICONTROL)\s+((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]")
_BADGE = re.compile(r"\[!BADGE\s+([^\]\[{]+)\](?:\{[^}\n]*\})?")
_BUTTON = re.compile(r"\[!div[^\]]*\]", re.I)
_IMAGE = re.compile(r"(?<!:):::+\s*image\b((?:(?!:::)[^\n])*):::+(?:(?P<body>(?:(?!:::).)*?):::\s*image-end:::)?", re.S)
_CODE = re.compile(r"(?<!:):::+\s*code\b((?:(?!:::)[^\n])*):::+|\[!code-(\w+)\[[^\]]*\]\(([^)]+)\)\]")
_MARKER = re.compile(
    r"^[ \t>]*:::+[ \t]*(?:row|column|moniker|zone|row-end|column-end|moniker-end|zone-end)\b[^\n]*$\n?", re.M
)
_TAB_HEADING = re.compile(r"^#{1,3} \[([^\]]+)\]\(#tab/([^)]+)\)[ \t]*$", re.M)
_TAB_LINE = re.compile(r"^>[ \t]*\[!ENDTABS\]", re.M)
_CALLOUT_TAB = re.compile(r"^>[ \t]*\[!TAB[ \t]+([^\]]+)\][ \t]*$", re.M)
_MORE = re.compile(
    r"^([ \t>]*>[ \t]*)\[!(?:MORELIKETHIS|ADMIN|AVAILABILITY|PREREQUISITES|SUCCESS|ERROR)\]", re.M | re.I
)
_XREF = re.compile(r"<xref:([^>?\s]+)[^>]*>")
_LONELY_CLOSE = re.compile(
    r"\{(?:hide-from-toc|target=\"?_blank\"?|align=\"?\w+\"?|modal=\"?\w+\"?|zoomable=\"?\w+\"?)[^}\n]*\}"
)

_XREF_LINK = re.compile(r"\[([^\[\]]*)\]\(xref:[^()\s]*\)")
_SNIPPET = re.compile(r"\{\{\s*(?:\$include\s+(?P<path>[^\s{}]+)|(?P<name>[\w-]+))\s*\}\}")
_SHADE = re.compile(
    r"^>[ \t]*\[!BEGINSHADEBOX(?:[ \t]+\"(?P<title>[^\"\n]*)\")?\][ \t]*\n"
    r"(?P<body>(?:(?!\[!BEGINSHADEBOX).)*?)^>[ \t]*\[!ENDSHADEBOX\][ \t]*$",
    re.M | re.S,
)
_HELP = re.compile(r"^>?[ \t]*\[!CONTEXTUALHELP\][ \t]*\n(?:^>[ \t]*[\w-]+=[^\n]*(?:\n|\Z))*", re.M)
"""What the product itself shows of the page; nobody sees it there."""

Include = Callable[[str], str | None]


def convert_learn(prose: Prose, include: Include, find_snippet: Include = lambda name: None) -> None:
    """`find_snippet`: by its name among the texts that several pages share."""
    prose.sub(_SNIPPET, lambda found: _show_snippet(prose, found, include, find_snippet))
    prose.sub(_HELP, "")
    replace_blocks(prose, _SHADE, lambda found, body: make_box("note", found["title"] or "", body))
    prose.sub(_XREF_LINK, r"\1")
    prose.sub(_INCLUDE, lambda found: _include(prose, found, include))
    prose.sub(_CODE, lambda found: _include_code(prose, found, include))
    prose.sub(_IMAGE, _write_picture)
    prose.sub(_FILM, lambda found: f"\n{make_film(found[1])}\n")
    prose.sub(_TERM, lambda found: found[1].replace("\\", ""))
    prose.sub(_BADGE, lambda found: f"**{found[1].strip()}**")
    prose.sub(_BUTTON, "")
    prose.sub(_MORE, r"\1[!info]")
    _convert_tabs(prose)
    prose.sub(_MARKER, "")
    prose.sub(_XREF, lambda found: f"`{found[1].replace('%2A', '').replace('*', '')}`")
    prose.sub(_NAMED_HEADING, lambda found: f"{found[1]} {found[3]} {{#{found[2]}}}")
    prose.sub(_LONELY_CLOSE, "")


def _show_snippet(prose: Prose, found: re.Match[str], include: Include, find_snippet: Include) -> str:
    text = include(found["path"]) if found["path"] else find_snippet(found["name"])
    if text is None:
        return prose.lose("a snippet that is not in the export", found[0]) if found["path"] else found[0]
    return prose.hide(text.strip())


def find_snippet_in(text: str, name: str) -> str | None:
    """The text below the heading of that name or anchor, down to the next heading."""
    start = re.search(rf"^#{{1,6}}[ \t]+(?:{re.escape(name)}|[^\n]*\{{#{re.escape(name)}\}})[ \t]*$", text, re.M)
    if not start:
        return None
    end = re.compile(r"^#{1,6}[ \t]", re.M).search(text, start.end())
    return text[start.end() : end.start() if end else len(text)].strip()


def _include(prose: Prose, found: re.Match[str], include: Include) -> str:
    text = include(found[2]) if found[2] else None
    if text is not None:
        return prose.hide(text.strip())
    name = (found[1] or found[3] or "").strip()
    prose.lose("an include whose text is not in the export", found[0])
    return "" if re.search(r"\.md$|^[\w-]*include", name, re.I) else name


def _include_code(prose: Prose, found: re.Match[str], include: Include) -> str:
    values = read_attributes(found[1] or "")
    source, language = values.get("source") or found[3] or "", values.get("language") or found[2] or ""
    text = include(source.partition("?")[0])
    if text is None:
        return prose.lose("code that is not in the export", found[0])
    lines = text.split("\n")
    if span := re.fullmatch(r"(\d+)-(\d*)", values.get("range", "")):
        lines = lines[int(span[1]) - 1 : int(span[2] or len(lines))]
    return prose.hide("````{}\n{}\n````".format(re.sub(r"\W", "", language), "\n".join(lines).strip("\n")))


def _write_picture(found: re.Match[str]) -> str:
    values = read_attributes(found[1])
    return make_picture(values.get("source", ""), values.get("alt-text", ""))


def _convert_tabs(prose: Prose) -> None:
    """`# [Title](#tab/x)` … `---`, and Experience League's `>[!TAB Title]`."""
    if _TAB_HEADING.search(prose.text):
        prose.text = _join_tabs(prose, prose.text, _TAB_HEADING, re.compile(r"^(?:---+|\*\*\*+)[ \t]*$", re.M))
    prose.sub(re.compile(r"^>[ \t]*\[!BEGINTABS\][ \t]*$\n?", re.M), "")
    if _CALLOUT_TAB.search(prose.text):
        end = re.compile(r"^>[ \t]*\[!ENDTABS\][ \t]*$", re.M)
        prose.text = _join_tabs(prose, prose.text, _CALLOUT_TAB, end)
        prose.sub(_TAB_LINE, "")


def _join_tabs(prose: Prose, text: str, heading: re.Pattern[str], closing: re.Pattern[str]) -> str:
    parts, done = [], 0
    while first := heading.search(text, done):
        end = closing.search(text, first.end())
        stop = end.start() if end else len(text)
        marks = [*heading.finditer(text, first.start(), stop)]
        ends = [*(mark.start() for mark in marks[1:]), stop]
        tabs = [(mark[1], text[mark.end() : until]) for mark, until in zip(marks, ends, strict=True)]
        parts += [text[done : first.start()], make_tabs(prose, tabs), "\n\n"]
        done = end.end() if end else len(text)
    return "".join([*parts, text[done:]])
