"""Anchors of headings and tabs: Python-Markdown's, so that links to them stay alive whatever the dialect."""

from markdown.extensions.toc import unique
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pymdownx.slugs import slugify

_SLUG = slugify(case="lower")


def headings(md: MarkdownIt) -> None:
    md.core.ruler.push("headings", _name_headings)


def _name_headings(state: StateCore) -> None:
    counts: dict[str, int] = {}  # of each anchor, so that a thousand equal headings take linear time
    taken = _settle_given(state.tokens, counts)
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open" and "id" not in token.attrs:
            text = find_text(state.tokens[index + 1].children or [])
            token.attrs["id"] = _name(state.env["masked"].show_text(text), taken, counts)
    inputs = [token for token in state.tokens if token.type == "tab_input"]
    labels = iter([token for token in state.tokens if token.type == "tab_label_open"])
    for token in inputs:
        token.attrs["id"] = _name(token.content, taken, counts)
        next(labels).attrs["for"] = token.attrs["id"]


def _settle_given(tokens: list[Token], counts: dict[str, int]) -> set[str]:
    """The anchors that writers gave; a heading whose anchor another has already gets a number, as equal headings do."""
    taken: set[str] = set()
    for token in tokens:
        if "id" in token.attrs:
            anchor = str(token.attrs["id"])
            if anchor in taken and token.type == "heading_open":
                token.attrs["id"] = unique(anchor, taken, counts)  # type: ignore[call-arg]  # the stubs are behind
            taken.add(anchor)
    return taken


def _name(text: str, taken: set[str], counts: dict[str, int]) -> str:
    return unique(_SLUG(text, "-"), taken, counts)  # type: ignore[call-arg]  # the stubs are behind


def find_text(children: list[Token]) -> str:
    """What a reader sees of inline tokens, pictures left out."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
