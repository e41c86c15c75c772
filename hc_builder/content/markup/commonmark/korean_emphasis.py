"""Where emphasis begins and ends in Korean text.

CommonMark lets `**` close after a sign only before a blank or another sign. A Korean particle follows directly, so
`**환불(반품)**은` stays unread. As in the amendment that CJK writers ask of CommonMark (github.com/tats-u/
markdown-cjk-friendly), a Hangul letter, an ideograph or a kana beside a delimiter run counts as a sign does.

Two rules are this project's own: `__전체__는` closes before a particle, and a single `*` between two letters or digits
opens nothing, for `가로*세로*높이` and `60*40*30` are sizes.
"""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

PARTICLE = (
    r"(?:은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|한테|로|으로|로서|으로서|로써|으로써|와|과|도|만|부터|까지|처럼|"
    r"보다|마다|조차|밖에|이나|나|이며|며|이고|고|이라고|라고|이라는|라는|이란|란|이라|라|인|이다|예요|이에요|입니다|하고|요)"
)
_PARTICLES = re.compile(rf"{PARTICLE}{{1,3}}(?![가-힣])")
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
PLACED = frozenset(("link_open", "image", "html_inline"))


class KoreanState(StateInline):
    """Also notes in `meta["pos"]` where in the source a reference begins."""

    has_pairs = False  # of signs that may belong together
    has_single_opener = False  # of `*`; without one, a `*` in a word is no end either

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype in PLACED:
            token.meta["pos"] = self.pos
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        scanned = super().scanDelims(start, canSplitWord)
        self.has_pairs = True
        before, after = self.src[start - 1 : start], self.src[start + scanned.length :][:1]
        if before and after and not before.isspace() and not after.isspace():
            scanned = self._scan_between(scanned, start, canSplitWord, before, after)
        if scanned.can_open and scanned.length == 1:
            self.has_single_opener = True
        return scanned

    def _scan_between(self, scanned: Scanned, start: int, splits: bool, before: str, after: str) -> Scanned:
        if splits:
            return self._scan_star(scanned, self.src[start], before, after)
        closes = scanned.can_close or bool(_PARTICLES.match(self.src, start + scanned.length))
        return Scanned(scanned.can_open, closes, scanned.length)

    def _scan_star(self, scanned: Scanned, marker: str, before: str, after: str) -> Scanned:
        opens = scanned.can_open or (_is_sign(after) and bool(_CJK.match(before)))
        closes = scanned.can_close or (_is_sign(before) and bool(_CJK.match(after)))
        if marker == "*" and scanned.length == 1 and before.isalnum() and after.isalnum():
            opens, closes = False, closes and self.has_single_opener
        return Scanned(opens, closes, scanned.length)


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class KoreanInline(ParserInline):
    """Markdown's inline parser with the rules above, and a short way for text without a sign in it (half of an article:
    cells, headings, plain paragraphs)."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if src and not self.terminator_re.search(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = KoreanState(src, md, env, tokens)
        self.tokenize(state)
        if state.has_pairs:
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens
