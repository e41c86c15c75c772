"""Postings: for each term, the documents it stands in, how strongly, and in which windows.

Weights follow BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
frequencies of all fields are weighted, divided by the field's relative length, added, and only then saturated. What is
saturated is stored (an "impact", Anh & Moffat 2006); the browser multiplies it by the term's rarity and needs no
statistics of documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hc_builder.search.analyze import NOUN, Analysis
from hc_builder.search.document import Document

IMPACT_LEVELS = 63
BIGRAM_MARK = "~"
_K1 = 1.2
_WEIGHTS = {"title": 4.0, "questions": 3.0, "keywords": 2.5, "heading": 3.0, "summary": 1.5, "body": 1.0}
_LENGTH_SHARE = {"title": 0.5, "questions": 0.6, "keywords": 0.5, "heading": 0.5, "summary": 0.5, "body": 0.75}


class Posting(NamedTuple):
    """`impact` is 1 to `IMPACT_LEVELS`, `windows` a bit mask; `prominent`: not in body text alone."""

    document: int
    impact: int
    windows: int
    prominent: bool = False


def build_postings(
    documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> tuple[dict[str, list[Posting]], dict[str, int]]:
    """All of them by term (bigrams begin with `BIGRAM_MARK`), and the kind of each term."""
    postings: dict[str, list[Posting]] = defaultdict(list)
    sizes = {word: len(analysis.terms) for word, analysis in analyses.items()}
    lengths = [_count_lengths(document, sizes) for document in documents]
    averages = _average_lengths(lengths)
    terms = {word: _list_terms(analysis) for word, analysis in analyses.items()}
    for number, document in enumerate(documents):
        frequencies, windows, prominent = _count_terms(document, terms, lengths[number], averages)
        for text, frequency in frequencies.items():
            impact = round(IMPACT_LEVELS * frequency / (_K1 + frequency)) or 1
            postings[text].append(Posting(number, impact, windows[text], text in prominent))
    return postings, _settle_kinds(terms.values())


def _settle_kinds(terms: Iterable[list[tuple[str, int]]]) -> dict[str, int]:
    """A text that is a noun in one word and a stem in another is a noun."""
    kinds: dict[str, int] = {}
    for listed in terms:
        for text, kind in listed:
            kinds[text] = min(kind, kinds.get(text, kind))
    return kinds


def _count_lengths(document: Document, sizes: Mapping[str, int]) -> Counter[str]:
    """Terms of each field."""
    lengths: Counter[str] = Counter()
    for window in document.windows:
        lengths[window.field] += sum(map(sizes.__getitem__, window.words))
    return lengths


def _average_lengths(lengths: Iterable[Counter[str]]) -> dict[str, float]:
    """Over the documents that have the field."""
    totals: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for found in lengths:
        totals.update(found)
        holders.update(found.keys())
    return {field: max(1.0, totals[field] / holders[field]) for field in totals}


def _count_terms(
    document: Document,
    terms: Mapping[str, list[tuple[str, int]]],
    lengths: Mapping[str, int],
    averages: Mapping[str, float],
) -> tuple[dict[str, float], dict[str, int], set[str]]:
    """Weighted frequencies, windows, and the terms that stand outside body text."""
    frequencies: dict[str, float] = defaultdict(float)
    windows: dict[str, int] = defaultdict(int)
    prominent: set[str] = set()
    for window in document.windows:
        share = _LENGTH_SHARE[window.field]
        weight = _WEIGHTS[window.field] / (1 - share + share * lengths[window.field] / averages[window.field])
        bit = 1 << window.bit
        texts = [text for word in window.words for text, _ in terms[word]]
        for text in texts:
            frequencies[text] += weight
            windows[text] |= bit
        if window.field != "body":
            prominent.update(texts)
    return frequencies, windows, prominent


def _list_terms(analysis: Analysis) -> list[tuple[str, int]]:
    """(Text, kind) of all that a word is indexed by."""
    terms = [(term.text, term.kind) for term in (*analysis.terms, *analysis.wider)]
    known = {text for text, _ in terms}
    return terms + [(BIGRAM_MARK + pair, NOUN) for pair in sorted(_bigrams(known) - known)]


def _bigrams(texts: Iterable[str]) -> set[str]:
    """Pairs of syllables inside the words: the second voice, for words no dictionary has."""
    return {
        text[at : at + 2]
        for text in texts
        for at in range(len(text) - 1)
        if "가" <= text[at] <= "힣" and "가" <= text[at + 1] <= "힣"
    }
