"""Abbreviations: `*[VAT]: 부가가치세` explains each `VAT` of the article, particles after it or not."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hc_builder.content.markup.commonmark.boxes import read_line
from hc_builder.content.markup.commonmark.korean_emphasis import PARTICLE

_DEFINITION = re.compile(r"\*\[([^\]\n]+)\]:[ \t]*(\S.*?)?[ \t]*$")


def abbreviations(md: MarkdownIt) -> None:
    md.core.ruler.push("abbreviations", _explain)


def read_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    given = _DEFINITION.match(read_line(state, start))
    if not given or silent:
        return bool(given)
    state.env.setdefault("abbreviations", {})[given[1]] = given[2] or ""
    state.line = start + 1
    return True


def _explain(state: StateCore) -> None:
    known = state.env.get("abbreviations")
    if not known:
        return
    words = "|".join(_match_word(word) for word in sorted(known, key=len, reverse=True))
    pattern = re.compile(f"({words})")
    for token in state.tokens:
        if token.children:
            token.children = [part for child in token.children for part in _split(child, pattern, known)]


def _match_word(word: str) -> str:
    """No letter before it; after it none of its own script but a particle."""
    is_korean = "가" <= word[-1] <= "힣"
    after = rf"(?=(?:{PARTICLE})?(?![\w]))" if is_korean else r"(?![0-9A-Za-z_])"
    return rf"(?<![\w]){re.escape(word)}{after}"


def _split(child: Token, pattern: re.Pattern[str], known: dict[str, str]) -> list[Token]:
    if child.type != "text":
        return [child]
    tokens = []
    for index, part in enumerate(pattern.split(child.content)):
        text = Token("text", "", 0, content=part, level=child.level)
        if index % 2:
            opening = Token("abbr_open", "abbr", 1, attrs={"title": known[part]} if known[part] else {})
            tokens += [opening, text, Token("abbr_close", "abbr", -1)]
        elif part:
            tokens.append(text)
    return tokens
