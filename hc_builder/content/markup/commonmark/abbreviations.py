"""Abbreviations: `*[VAT]: 부가가치세` explains each `VAT` of the article, particles after it or not."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hc_builder.content.markup.commonmark.boxes import read_line
from hc_builder.content.markup.commonmark.korean_emphasis import PARTICLE

_DEFINITION = re.compile(r"\*\[([^\]\n]{1,100})\]:[ \t]*(\S.*?)?[ \t]*$")
_AFTER_KOREAN = re.compile(rf"(?:{PARTICLE})?(?!\w)")
_AFTER = re.compile(r"(?![0-9A-Za-z_])")


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
    words = _Words(known)
    for token in state.tokens:
        if token.children:
            token.children = [part for child in token.children for part in _split(child, words, known)]


class _Words:
    """The abbreviations by their first letter and their lengths, so that their number costs nothing."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._lengths: dict[str, list[int]] = {}
        for length, first in sorted({(len(word), word[0]) for word in known}, reverse=True):
            self._lengths.setdefault(first, []).append(length)
        self._start = re.compile(rf"(?<!\w)[{''.join(map(re.escape, self._lengths))}]")

    def split(self, text: str) -> list[str]:
        """Text, abbreviation, text, …"""
        parts, done = [], 0
        for start in self._start.finditer(text):
            if start.start() >= done and (end := self._find_end(text, start.start())):
                parts += [text[done : start.start()], text[start.start() : end]]
                done = end
        return [*parts, text[done:]]

    def _find_end(self, text: str, start: int) -> int:
        """After the longest abbreviation at `start`; 0: none. After it: no letter of its script but a particle."""
        for length in self._lengths[text[start]]:
            word, end = text[start : start + length], start + length
            if word in self._known and (_AFTER_KOREAN if "가" <= word[-1] <= "힣" else _AFTER).match(text, end):
                return end
        return 0


def _split(child: Token, words: _Words, known: Mapping[str, str]) -> list[Token]:
    if child.type != "text":
        return [child]
    tokens = []
    for index, part in enumerate(words.split(child.content)):
        text = Token("text", "", 0, content=part, level=child.level)
        if index % 2:
            opening = Token("abbr_open", "abbr", 1, attrs={"title": known[part]} if known[part] else {})
            tokens += [opening, text, Token("abbr_close", "abbr", -1)]
        elif part:
            tokens.append(text)
    return tokens
