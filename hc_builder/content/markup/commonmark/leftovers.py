"""Markdown that came out as it was typed: a `**` that closes nothing, a `](` that is no link, all of it in HTML."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from hc_builder.content.markup.commonmark.attributes import ATTRIBUTE_LIST
from hc_builder.content.markup.rendered import ForeignSyntax

_SIGNS = ("**", "~~", "](", "{.", "{#", "{:", "{ ")
_LEFT = re.compile(rf"(?P<emphasis>\*\*|~~(?!~))|(?P<link>\]\((?=\S))|(?P<list>{ATTRIBUTE_LIST})")
_KINDS = {
    "emphasis": "emphasis that does not close",
    "link": "link that is not read",
    "list": "attribute list of nothing",
}
_IN_HTML = re.compile(r"\*\*(?=\S)|\]\((?=\S)|`[^`\n]+`")
_TAG_OR_CODE = re.compile(r"<(script|style|pre|code|textarea)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.S | re.I)


def leftovers(md: MarkdownIt) -> None:
    md.core.ruler.before("text_join", "leftovers", _find)


def _find(state: StateCore) -> None:
    """Escaped signs are tokens of their own until `text_join`, and so are passed over."""
    if "<" not in state.src and not any(sign in state.src for sign in _SIGNS):
        return
    for token in state.tokens:
        line = (token.map or [0])[0]
        if token.type == "html_block":
            _find_in_html(state, token.content, line)
        if not any(sign in token.content for sign in _SIGNS):
            continue
        for child in token.children or ():
            if child.type == "text" and (left := _LEFT.search(child.content)):
                kind = _KINDS[left.lastgroup or ""]
                _tell(state, kind, child.content, left.span(), line + _count_lines(token.content, child.content))


def _find_in_html(state: StateCore, html: str, line: int) -> None:
    text = _TAG_OR_CODE.sub(lambda tag: "\n" * tag[0].count("\n"), html)
    if left := _IN_HTML.search(text):
        kind = "Markdown in HTML without a blank line before it"
        _tell(state, kind, text, left.span(), line + text.count("\n", 0, left.start()))


def _count_lines(whole: str, part: str) -> int:
    before, found, _ = whole.partition(part)
    return before.count("\n") if found else 0


def _tell(state: StateCore, kind: str, text: str, span: tuple[int, int], line: int) -> None:
    sample = state.env["masked"].show_text(" ".join(text[max(span[0] - 20, 0) : span[1] + 20].split()))
    state.env["foreign"].append(ForeignSyntax(kind, "Markdown", sample, line + 1))
