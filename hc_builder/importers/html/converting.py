"""A clean tree of HTML as our Markdown, by markdownify, with the forms that it does not know."""

import re
from html import escape
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from hc_builder.importers.dialects.forms import make_box, make_film, make_fold, make_link, make_picture
from hc_builder.importers.html.cleaning import clean_tree, make_loss
from hc_builder.importers.html.parsing import parse_part, write_closed_body
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.model import Loss

_DEEPEST = 200
_CELL, _ROW = "\x1f", "\x1e"
"""Ends of cells and rows while a table is put together; no HTML holds them."""


def convert_html(html: str, place: str) -> tuple[str, list[Loss]]:
    """`place` names the article in what is told. What is nested too deep for any tool is shown as its text."""
    losses, tell = make_loss(place)
    closed = write_closed_body(html)
    soup = parse_part(closed) if _measure_depth(closed) <= _DEEPEST else None
    if soup is None:
        tell("HTML that is nested too deep; its text stays", html[:80])
        return escape_text(" ".join(re.sub(r"<[^<>]*>", " ", closed).split())), losses
    clean_tree(soup, tell)
    text = _Converter().convert_soup(soup)
    return tidy(text), losses


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def _measure_depth(closed: str) -> int:
    """How deep elements stand in one another, in HTML that closes each."""
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)([a-zA-Z][\w:-]*)", closed):
        if tag[2].lower() not in _VOID:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return deepest


def tidy(text: str) -> str:
    """No blank lines in a row, no blanks at the ends of lines but for breaks."""
    plain = re.sub("[\u200b\ufeff]", "", text.replace("\u00a0", " "))
    lines = (line if line.endswith("  ") and line.strip() else line.rstrip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def escape_text(text: str) -> str:
    return re.sub(r"([\\*_`<\[\]#])", r"\\\1", text)


class _Converter(MarkdownConverter):
    def __init__(self) -> None:
        super().__init__(
            heading_style=ATX,
            bullets="-",
            newline_style="backslash",
            escape_misc=False,
            escape_asterisks=True,
            escape_underscores=True,
            code_language_callback=_find_language,
            wrap=False,
        )

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """What HTML shows as text must not be read as Markdown, a tag or another tool's syntax."""
        if parent_tags and {"pre", "code"} & set(parent_tags):
            return text
        escaped = re.sub(r"([\\`\[\]])|(?<!\s)([*_])|([*_])(?!\s)", r"\\\1\2\3", text)
        escaped = escaped.replace("<", "&lt;").replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
        escaped = escaped.replace("{", "\\{")  # `{: onclick=… }` would be attributes of what stands before it
        escaped = re.sub(r"(?m)^(\s*)([#>+=~:-])(?=[\s#>+=~:-])", r"\1\\\2", escaped)
        return re.sub(r"(?m)^(\s*\d{1,9})([.)])(?=\s)", r"\1\\\2", escaped)

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return make_picture(get(el, "src"), get(el, "alt"), get(el, "width")) if get(el, "src") else ""

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        target = get(el, "href").strip()
        if not target:
            return text
        inner = text.strip() or escape_text(target)
        if "\n" in inner:  # a link around blocks
            inner = " ".join(inner.split())
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        written = (
            target if re.fullmatch(r"[^\s()<>\\]+", target) else f"<{re.sub('[<>]', '', ' '.join(target.split()))}>"
        )
        return f"{before}[{inner}]({written}){after}"

    def convert_iframe(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{make_film(get(el, 'src'), get(el, 'title'))}\n\n"

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = el.find("source")
        url = get(el, "src") or (get(source, "src") if isinstance(source, Tag) else "")
        return f"\n\n{make_picture(url, get(el, 'title') or get(el, 'alt'))}\n\n" if url else text

    def convert_audio(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return make_link(get(el, "title") or get(el, "src"), get(el, "src")) if get(el, "src") else text

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        summary = el.find("summary", recursive=False)
        title = summary.get_text(" ", strip=True) if isinstance(summary, Tag) else "…"
        return f"\n\n{make_fold(escape(' '.join(title.split())), text.strip())}\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""

    def convert_aside(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{make_box(get(el, 'class') or 'note', '', text.strip())}\n\n" if text.strip() else ""

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n*{text.strip()}*\n\n" if text.strip() else ""

    def convert_h1(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._convert_heading(2, el, text, parent_tags)

    def _convert_heading(self, level: int, el: Tag, text: str, parent_tags: set[str]) -> str:
        title = " ".join(text.split())
        if "_inline" in parent_tags or not title:
            return f"**{title}**" if title else ""
        anchor = f" {{#{get(el, 'id')}}}" if re.fullmatch(r"[\w.:-]+", get(el, "id")) else ""
        return f"\n\n{'#' * level} {title}{anchor}\n\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._convert_heading(min(6, n), el, text, parent_tags)

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        code = el.get_text().strip("\n")
        longest = max((len(run) for run in re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{_find_language(el)}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags or {"td", "th"} & set(parent_tags):
            return "<br>" if {"td", "th"} & set(parent_tags) else " "
        return "\\\n" if _has_text_after(el) else "\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What a table of Markdown can't hold (joined cells, lists, tables) stays HTML, its cells' text in Markdown."""
        if el.find_parent("table"):
            return text
        rows = [row.split(_CELL)[:-1] for row in text.split(_ROW)[:-1]]
        if _is_plain(el) and rows and all(rows):
            return f"\n\n{_write_rows(rows)}\n\n"
        return f"\n\n{_write_html_table(el)}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = "<br>".join(part.strip() for part in text.strip().split("\n") if part.strip())
        return re.sub(r"(?<!\\)\|", r"\|", lines) + _CELL

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.convert_td(el, text, parent_tags)

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text.strip(" \n") + _ROW

    def convert_tbody(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_thead = convert_tfoot = convert_tbody


def _write_rows(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _has_text_after(el: Tag) -> bool:
    return any(node.get_text(strip=True) if isinstance(node, Tag) else str(node).strip() for node in el.next_siblings)


def _is_plain(table: Tag) -> bool:
    joined = any(
        get(cell, "colspan") not in ("", "1") or get(cell, "rowspan") not in ("", "1")
        for cell in list_tags(table, "td", "th")
    )
    holds = ["ul", "ol", "table", "pre", "details", "aside", "blockquote", "h1", "h2", "h3", "h4"]
    return not joined and not table.find(holds)


def _write_html_table(table: Tag) -> str:
    """On one line each, so that no blank line ends it."""
    for tag in list_tags(table):
        kept = {
            name: value
            for name, value in tag.attrs.items()
            if name in ("colspan", "rowspan", "href", "src", "alt", "width", "start")
        }
        tag.attrs = kept
    table.attrs = {}
    return re.sub(r"\s*\n\s*", " ", str(table)).replace("{{", "&#123;&#123;").replace("{%", "&#123;%")


def _find_language(el: Any) -> str:
    inner = el.find("code")
    names = f"{get(el, 'class')} {get(inner, 'class') if isinstance(inner, Tag) else ''}"
    found = re.search(r"(?:language|lang|brush:?\s*)[-\s]?([a-z0-9+#]+)", names)
    return found[1] if found else ""
