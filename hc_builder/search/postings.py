"""Postings: for each term, the documents it stands in, how strongly, and in which windows.

Weights follow BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
frequencies of all fields are weighted, divided by the field's relative length, added, and only then saturated. What is
saturated is stored (an "impact", Anh & Moffat 2006); the browser multiplies it by the term's rarity and needs no
statistics of documents.

A thousand articles have millions of occurrences of terms, so they are columns of numbers (numpy) and not objects: one
sort brings those of a posting together.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from hc_builder.search.analysis import Analysis, Term
from hc_builder.search.document import Document
from hc_builder.search.facts import BIGRAM_MARK, FORM, IMPACT_LEVELS, NOUN

_PAIR = re.compile("(?=([가-힣]{2}))")
_K1 = 1.2
_WEIGHTS = {"title": 4.0, "questions": 3.0, "keywords": 2.5, "heading": 3.0, "summary": 1.5, "body": 1.0}
_LENGTH_SHARE = {"title": 0.5, "questions": 0.6, "keywords": 0.5, "heading": 0.5, "summary": 0.5, "body": 0.75}
_FIELDS = tuple(_WEIGHTS)

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Postings:
    """Of all terms (sorted; bigrams begin with `BIGRAM_MARK`): those of term i are `starts[i]` to `starts[i + 1]`.

    By document: its number, `impacts` of 1 to `IMPACT_LEVELS`, `windows` as a bit mask, and whether the term is
    `prominent` in it: not in body text alone.
    """

    terms: list[str]
    kinds: list[int]
    starts: Numbers
    documents: Numbers
    impacts: Numbers
    windows: Numbers
    prominent: NDArray[np.bool_]

    def count_documents(self) -> list[int]:
        """Document frequency of each term."""
        counts: list[int] = np.diff(self.starts).tolist()
        return counts

    def find_prominent(self, term: int) -> frozenset[int]:
        """Documents that are about the term."""
        inside = slice(self.starts[term], self.starts[term + 1])
        return frozenset(self.documents[inside][self.prominent[inside]].tolist())

    def list_prominent(self) -> list[bool]:
        """Whether any document is about the term."""
        found: list[bool] = np.logical_or.reduceat(self.prominent, self.starts[:-1]).tolist() if self.terms else []
        return found


@dataclass(frozen=True)
class _Vocabulary:
    """Words that differ in their particles alone have the same terms, which are listed once: `lists` leads from a word
    to its list, `terms[starts[i] : starts[i + 1]]` are those of list i, of which `sizes[i]` count as words."""

    texts: list[str]
    kinds: list[int]
    lists: dict[str, int]
    sizes: Numbers
    starts: Numbers
    terms: Numbers


@dataclass(frozen=True)
class _Windows:
    """Of all documents, one after the other; `words` are the lists of their terms."""

    documents: Numbers
    bits: Numbers
    fields: Numbers
    lengths: Numbers
    words: Numbers


def build_postings(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> Postings:
    vocabulary = _build_vocabulary(analyses)
    windows = _read_windows(documents, vocabulary.lists)
    terms, places = _sort_occurrences(vocabulary, windows)
    numbers = windows.documents[places]
    starts = np.flatnonzero(np.diff(terms, prepend=-1) | np.diff(numbers, prepend=-1))
    held = np.searchsorted(terms[starts], np.arange(len(vocabulary.texts) + 1))
    frequencies = _add_up(_weigh_windows(windows, vocabulary.sizes)[places], starts)
    return Postings(
        vocabulary.texts,
        vocabulary.kinds,
        held,
        numbers[starts],
        np.maximum(1, np.rint(IMPACT_LEVELS * frequencies / (_K1 + frequencies)).astype(np.int64)),
        np.bitwise_or.reduceat(1 << windows.bits[places], starts),
        np.logical_or.reduceat(windows.fields[places] != _FIELDS.index("body"), starts),
    )


def _add_up(values: Weights, starts: Numbers) -> Weights:
    """Sums of the stretches that begin at `starts`, added from first to last, so that no rounding depends on numpy."""
    stretches = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(values)))
    return np.asarray(np.bincount(stretches, weights=values), np.float64)


def _sort_occurrences(vocabulary: _Vocabulary, windows: _Windows) -> tuple[Numbers, Numbers]:
    """(Term, window) of every occurrence of a term, sorted."""
    places = np.repeat(np.arange(len(windows.lengths)), windows.lengths)
    counts = np.diff(vocabulary.starts)[windows.words]
    firsts = vocabulary.starts[windows.words] - np.cumsum(counts) + counts
    terms = vocabulary.terms[np.repeat(firsts, counts) + np.arange(counts.sum())]
    keys = terms * len(windows.lengths) + np.repeat(places, counts)
    keys.sort()
    return np.divmod(keys, len(windows.lengths))


def _weigh_windows(windows: _Windows, sizes: Numbers) -> Weights:
    """What an occurrence counts in each: the weight of its field over the field's relative length in the document."""
    fields = windows.documents * len(_FIELDS) + windows.fields
    ends = np.cumsum(windows.lengths)
    totals = np.concatenate(([0], np.cumsum(sizes[windows.words])))
    terms = totals[ends] - totals[ends - windows.lengths]
    lengths = np.bincount(fields, weights=terms)[fields]
    averages = np.ones(len(_FIELDS))
    for field in range(len(_FIELDS)):
        _, first = np.unique(windows.documents[windows.fields == field], return_index=True)
        if len(first):
            averages[field] = max(1.0, lengths[windows.fields == field][first].sum() / len(first))
    weights = np.array([_WEIGHTS[field] for field in _FIELDS])[windows.fields]
    shares = np.array([_LENGTH_SHARE[field] for field in _FIELDS])[windows.fields]
    weighed: Weights = weights / (1 - shares + shares * lengths / averages[windows.fields])
    return weighed


def _read_windows(documents: Sequence[Document], lists: Mapping[str, int]) -> _Windows:
    found = [(number, window) for number, document in enumerate(documents) for window in document.windows]
    return _Windows(
        np.array([number for number, _ in found], np.int64),
        np.array([window.bit for _, window in found], np.int64),
        np.array([_FIELDS.index(window.field) for _, window in found], np.int64),
        np.array([len(window.words) for _, window in found], np.int64),
        np.array([*map(lists.__getitem__, chain.from_iterable(window.words for _, window in found))], np.int64),
    )


def _build_vocabulary(analyses: Mapping[str, Analysis]) -> _Vocabulary:
    numbers: dict[tuple[tuple[Term, ...], tuple[Term, ...]], int] = {}
    lists = {word: numbers.setdefault(found[:2], len(numbers)) for word, found in analyses.items()}
    listed = [_list_terms(terms, wider) for terms, wider in numbers]
    kinds = _settle_kinds(chain.from_iterable(listed))
    texts = sorted(kinds)
    ids = {text: number for number, text in enumerate(texts)}
    return _Vocabulary(
        texts,
        [kinds[text] for text in texts],
        lists,
        np.array([len(terms) for terms, _ in numbers], np.int64),
        np.cumsum([0, *map(len, listed)]),
        np.array([ids[text] for text, _ in chain.from_iterable(listed)], np.int64),
    )


def _settle_kinds(terms: Iterable[tuple[str, int]]) -> dict[str, int]:
    """A text that is a noun in one word and a stem in another is a noun."""
    kinds: dict[str, int] = {}
    for text, kind in terms:
        if kind < kinds.get(text, FORM):
            kinds[text] = kind
    return kinds


def _list_terms(terms: tuple[Term, ...], wider: tuple[Term, ...]) -> list[tuple[str, int]]:
    """(Text, kind) of all that a word is indexed by."""
    known = {term.text for term in (*terms, *wider)}
    return [*terms, *wider, *((BIGRAM_MARK + pair, NOUN) for pair in sorted(_bigrams(known) - known))]


def _bigrams(texts: Iterable[str]) -> set[str]:
    """Pairs of syllables inside the words: the second voice, for words no dictionary has."""
    return {pair for text in texts for pair in _PAIR.findall(text)}
