"""GitBook's blocks: hints, tabs, embeds, files, references to pages, steps and columns."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bs4 import Tag
from pymdownx import gemoji_db

from hc_builder.importers.dialects.forms import (
    make_box,
    make_film,
    make_link,
    make_tabs,
    make_target,
    read_attributes,
    replace_blocks,
)
from hc_builder.importers.html.parsing import parse_part
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.prose import Prose


def _block(name: str) -> re.Pattern[str]:
    """The innermost block of a name: no other of that name begins in it."""
    return re.compile(
        rf"\{{%\s*{name}\b(?P<values>[^%{{]*)%\}}(?P<body>(?:(?!\{{%\s*{name}\b).)*?)\{{%\s*end{name}\s*%\}}", re.S
    )


TITLE_OF_PAGE = "\u2060title\u2060"
"""Stands for the title of the page that a link leads to, until all titles are known."""
_KINDS = {"success": "tip", "info": "info", "warning": "warning", "danger": "danger", "working": "note"}
_HINT, _TABS, _STEP = _block("hint"), _block("tabs"), _block("step")
_TAB = re.compile(r"\{%\s*tab\b(?P<values>[^%{]*)%\}(?P<body>.*?)\{%\s*endtab\s*%\}", re.S)
_EMBED, _FILE, _REFERENCE = _block("embed"), _block("file"), _block("content-ref")
_SINGLE = re.compile(r"\{%\s*(?P<name>embed|file|page-ref|api-method|content-ref)\b(?P<values>[^%{]*)%\}")
_INCLUDE = re.compile(r"\{%\s*include\s+\"(?P<path>[^\"]+)\"\s*%\}")
_WRAPPING = re.compile(
    r"[ \t]*\{%\s*(?:end)?(?:code|stepper|step|columns|column|updates|update|tabs|tab)\b[^{]*?%\}[ \t]*\n?"
)
_API = re.compile(r"\{%\s*(?P<name>swagger|openapi|openapi-operation)\b[^%{]*%\}.*?\{%\s*end(?P=name)\s*%\}", re.S)
_OTHER = re.compile(r"\{%[^%{]*%\}")


_CARDS = re.compile(r"<table\b[^<>]*\bdata-view=\"cards\"[^<>]*>(?:(?!<table\b).)*?</table>", re.S)
_MARK = re.compile(r"<mark style=\"([^\"]*)\">((?:(?!<mark\b).)*?)</mark>")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]+:(?![\w:])")
_ICON = re.compile(r"<i class=\"fa-[^\"]*\">[^<>]*</i>")


def convert_gitbook(prose: Prose, include: Callable[[str], str | None]) -> None:
    prose.sub(_CARDS, lambda found: _list_cards(found[0]))
    prose.sub(_ICON, "")
    prose.sub(_MARK, _write_mark)
    prose.sub(_EMOJI, lambda found: _show_emoji(found[0]))
    prose.sub(re.compile(r"\[([^\[\]]*)\]\(broken-reference\)"), r"\1")
    prose.sub(_INCLUDE, lambda found: _include(prose, found, include))
    prose.sub(_API, lambda found: prose.lose("a description of an interface", found[0]))
    replace_blocks(prose, _EMBED, lambda found, body: _write_film(found, body))
    replace_blocks(prose, _FILE, lambda found, body: _write_link(found, body))
    replace_blocks(prose, _REFERENCE, lambda found, body: name_page(body.strip()) or _write_link(found, body))
    prose.sub(_SINGLE, lambda found: _write_film(found, "") if found["name"] == "embed" else _write_link(found, ""))
    replace_blocks(prose, _HINT, _write_hint)
    replace_blocks(prose, _TABS, lambda found, body: make_tabs(prose, _list_tabs(body)))
    prose.sub(_WRAPPING, "")
    prose.sub(_OTHER, lambda found: prose.lose("a block of GitBook", found[0]))
    prose.sub(re.compile(r"^(#{1,6} .*?)[ \t]*<a (?:href=\"[^\"]*\" )?id=\"([^\"]+)\"></a>[ \t]*$", re.M), r"\1 {#\2}")


def _include(prose: Prose, found: re.Match[str], include: Callable[[str], str | None]) -> str:
    text = include(found["path"])
    return (
        prose.hide(text.strip())
        if text is not None
        else prose.lose("an include whose text is not in the export", found[0])
    )


def _write_hint(found: re.Match[str], body: str) -> str:
    style = read_attributes(found["values"]).get("style", "info")
    return make_box(_KINDS.get(style, style), "", body)


def _write_mark(found: re.Match[str]) -> str:
    """By what it is for: its colours are those of another theme."""
    name = "mark" if "background" in found[1] else "strong"
    return f"<{name}>{found[2]}</{name}>"


def _show_emoji(name: str) -> str:
    """The sign itself; a name that is none stays."""
    code = gemoji_db.emoji.get(gemoji_db.aliases.get(name, name), {}).get("unicode", "")
    return "".join(chr(int(point, 16)) for point in code.split("-")) if code else name


def name_page(link: str) -> str:
    """A reference to a page shows that page's title; in the file its path stands for it."""
    found = re.fullmatch(r"\[([^\[\]]*)\]\(([^()\s]*)\)", link)
    is_path = found and (found[1] == found[2] or found[1].endswith(".md"))
    return f"[{TITLE_OF_PAGE}]({found[2]})" if found and is_path else link


def _list_cards(html: str) -> str:
    """A row is a card: the first words of it lead where its target does."""
    soup = parse_part(html)
    heads = list_tags(soup, "th")
    hidden = [cell.has_attr("data-hidden") for cell in heads]
    rows = [row.find_all("td") for row in list_tags(soup, "tr")]
    return "\n\n" + "\n".join(filter(None, (_write_card(row, heads, hidden) for row in rows))) + "\n\n"


def _write_card(row: Sequence[Any], heads: Sequence[Tag], hidden: Sequence[bool]) -> str:
    cells = list(zip(row, heads, hidden, strict=False))
    texts = [text for cell, _, is_hidden in cells if not is_hidden and (text := " ".join(cell.get_text(" ").split()))]
    targets = [
        get(link, "href")
        for cell, head, _ in cells
        if head.has_attr("data-card-target")
        for link in list_tags(cell, "a")
    ]
    inside = [get(link, "href") for cell, _, is_hidden in cells if not is_hidden for link in list_tags(cell, "a")]
    target = next(iter([*targets, *inside]), "")
    first = make_link(texts[0], target) if texts and target else texts[0] if texts else ""
    return f"- {' — '.join([first, *texts[1:]])}" if first else ""


def _list_tabs(body: str) -> list[tuple[str, str]]:
    return [(read_attributes(tab["values"]).get("title", "…"), tab["body"]) for tab in _TAB.finditer(body)]


def _write_film(found: re.Match[str], body: str) -> str:
    return make_film(read_attributes(found["values"]).get("url", ""), " ".join(body.split()))


def _write_link(found: re.Match[str], body: str) -> str:
    values = read_attributes(found["values"])
    target = values.get("url") or values.get("src") or values.get("page") or ""
    text = " ".join(body.split()) or values.get("name") or target.rpartition("/")[2]
    return f"[{text}]({make_target(target)})" if target else text
