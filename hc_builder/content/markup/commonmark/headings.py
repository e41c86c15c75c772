"""Anchors of headings and tabs: Python-Markdown's, so that links to them stay alive whatever the dialect."""

from collections.abc import Iterator

from markdown.extensions.toc import unique
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pymdownx.slugs import slugify

_SLUG = slugify(case="lower")


def headings(md: MarkdownIt) -> None:
    md.core.ruler.push("headings", _name_headings)


def _name_headings(state: StateCore) -> None:
    taken = {str(token.attrs["id"]) for token in state.tokens if "id" in token.attrs}
    labels: Iterator[Token] | None = None
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open" and "id" not in token.attrs:
            text = find_text(state.tokens[index + 1].children or [])
            token.attrs["id"] = unique(_SLUG(state.env["masked"].show_text(text), "-"), taken)
    inputs = [token for token in state.tokens if token.type == "tab_input"]
    labels = iter([token for token in state.tokens if token.type == "tab_label_open"])
    for token in inputs:
        token.attrs["id"] = unique(_SLUG(token.content, "-"), taken)
        next(labels).attrs["for"] = token.attrs["id"]


def find_text(children: list[Token]) -> str:
    """What a reader sees of inline tokens, pictures left out."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
