"""What the index keeps of a word, and the border to whatever analyses words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from hc_builder.search.facts import NOUN


class Term(NamedTuple):
    """What stands in the index. `kind` tells the browser what may follow it in a word."""

    text: str
    kind: int = NOUN


class Analysis(NamedTuple):
    """Of one word: `terms` that count as its words, `wider` ones (compounds and their parts) that count beside them,
    `forms` (surface → stem) and the `tails` (particles, endings) left over."""

    terms: tuple[Term, ...] = ()
    wider: tuple[Term, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    tails: tuple[str, ...] = ()


NOTHING = Analysis()


class Analyzer(Protocol):
    """The border: another analyser needs only `analyze`."""

    def analyze(self, word: str) -> Analysis:
        """`word` is folded and holds no space."""
        ...

    def analyze_all(self, words: Iterable[str]) -> dict[str, Analysis]:
        """The same of many words, which an analyser may do for less than one after the other."""
        return {word: self.analyze(word) for word in words}

    def rest(self) -> None:
        """Let go of what it remembers to be quick; it can be asked again."""


def join(a: Analysis, b: Analysis) -> Analysis:
    """Of a word that is `a` and then `b`."""
    return Analysis(a.terms + b.terms, a.wider + b.wider, a.forms + b.forms, a.tails + b.tails)


def list_forms(analyses: Mapping[str, Analysis]) -> dict[str, str]:
    """Surface → stem over all words; the first in order of surface wins."""
    return {surface: stem for word in sorted(analyses) for surface, stem in analyses[word].forms}
