"""Postings: for each term, the documents it stands in, how strongly, and in which windows.

Weights follow BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
frequencies of all fields are weighted, divided by the field's relative length, added, and only then saturated. What is
saturated is stored (an "impact", Anh & Moffat 2006); the browser multiplies it by the term's rarity and needs no
statistics of documents.

A thousand articles have millions of occurrences of terms, so they are columns of numbers (numpy) and not objects: one
sort brings those of a posting together.
"""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hc_builder.search.facts import IMPACT_LEVELS
from hc_builder.search.part import BODY, FIELDS, Part
from hc_builder.search.places import number_documents

_K1 = 1.2
_WEIGHTS = {"title": 4.0, "questions": 3.0, "keywords": 2.5, "heading": 3.0, "summary": 1.5, "body": 1.0}
_LENGTH_SHARE = {"title": 0.5, "questions": 0.6, "keywords": 0.5, "heading": 0.5, "summary": 0.5, "body": 0.75}
_AVERAGE_STEPS = 32
"""Steps by which an average length doubles: as long as it stays on its step, an edit changes no other article's
impacts."""

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Postings:
    """Of all terms (sorted; bigrams begin with `BIGRAM_MARK`): those of term i are `starts[i]` to `starts[i + 1]`.

    By document: its number, `impacts` of 1 to `IMPACT_LEVELS`, `windows` as a bit mask, how many words its title asks
    for, and whether the term is `prominent` in it: not in body text alone.
    """

    terms: list[str]
    kinds: list[int]
    starts: Numbers
    documents: Numbers
    impacts: Numbers
    windows: Numbers
    titles: Numbers
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


@dataclass
class _Columns:
    """Of all parts, one after the other. `ids` are numbers of terms in the order in which they were first met."""

    kinds: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    sizes: list[int] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    lengths: list[tuple[int, ...]] = field(default_factory=list)
    windows: list[bytes] = field(default_factory=list)
    counts: list[NDArray[np.uint16]] = field(default_factory=list)
    joined: list[tuple[int, Part]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, part: Part) -> None:
        numbers, kinds = self.numbers, self.kinds
        for term, kind in zip(part.terms, part.kinds, strict=True):
            if kind < kinds.get(term, kind + 1):
                kinds[term] = kind
        self.ids.extend([numbers.setdefault(term, len(numbers)) for term in part.terms])
        self.sizes.append(len(part.terms))
        self.documents.append(part.id)
        self.titles.append(part.title)
        self.lengths.append(part.lengths)
        self.windows.append(part.windows)
        self.counts.append(np.frombuffer(part.counts, "<u2").reshape(len(FIELDS), -1))
        if part.joined:
            self.joined.append((len(self.documents) - 1, part))

    def add_joined(self) -> None:
        """Once all parts are there: words that an article writes apart and another joined."""
        for row, part in self.joined:
            kept = [place for place, term in enumerate(part.joined) if term in self.numbers]
            self.ids.extend(self.numbers[part.joined[place]] for place in kept)
            self.rows.extend([row] * len(kept))
            self.windows.append(np.frombuffer(part.joined_windows, "<i4")[kept].tobytes())
            self.counts.append(np.frombuffer(part.joined_counts, "<u2").reshape(len(FIELDS), -1)[:, kept])


def merge_parts(parts: Iterable[Part]) -> Postings:
    """Parts are read once, in any order; documents are numbered by `number_documents`."""
    columns = _Columns()
    for part in parts:
        columns.add(part)
    columns.add_joined()
    terms = sorted(columns.numbers)
    own = np.repeat(np.arange(len(columns.sizes)), columns.sizes)
    rows = np.concatenate([own, np.array(columns.rows, np.int64)])
    numbers = number_documents(columns.documents)
    documents = np.array([numbers[id] for id in columns.documents], np.int64)[rows]
    order, starts = _sort_rows(columns, terms, documents)
    rows = rows[order]
    frequencies, prominent = _weigh(columns, order, rows)
    return Postings(
        terms,
        [columns.kinds[term] for term in terms],
        starts,
        documents[order],
        np.maximum(1, np.rint(IMPACT_LEVELS * frequencies / (_K1 + frequencies)).astype(np.int64)),
        np.frombuffer(b"".join(columns.windows), "<i4").astype(np.int64)[order],
        np.array(columns.titles, np.int64)[rows],
        prominent,
    )


def _sort_rows(columns: _Columns, terms: list[str], documents: Numbers) -> tuple[Numbers, Numbers]:
    """The order that brings rows of a term together, by document; and where each term's begin (and the last's end)."""
    places = np.empty(len(terms), np.int64)
    places[[columns.numbers[term] for term in terms]] = np.arange(len(terms))
    ids = places[np.frombuffer(columns.ids, np.int64)] if terms else places
    order = np.argsort(ids * (1 << 32) + documents)
    return order, np.searchsorted(ids[order], np.arange(len(terms) + 1))


def _weigh(columns: _Columns, order: Numbers, rows: Numbers) -> tuple[Weights, NDArray[np.bool_]]:
    """BM25F's frequency of each row, added field by field; and whether it is not of body text alone."""
    frequencies, prominent = np.zeros(len(order)), np.zeros(len(order), bool)
    lengths = np.array(columns.lengths, np.float64).reshape(-1, len(FIELDS))
    for place, name in enumerate(FIELDS):
        counts = np.concatenate([np.empty(0, np.uint16), *(found[place] for found in columns.counts)])[order]
        share, own = _LENGTH_SHARE[name], lengths[:, place]
        weights = _WEIGHTS[name] / (1 - share + share * own / _find_average(own))
        frequencies += counts * weights[rows]
        if place != BODY:
            prominent |= counts > 0
    return frequencies, prominent


def _find_average(lengths: Weights) -> float:
    """Of the articles that have the field, to the next of `_AVERAGE_STEPS` for each doubling."""
    there = lengths[lengths > 0]
    average = max(1.0, math.fsum(there) / len(there)) if len(there) else 1.0
    return float(2 ** (round(_AVERAGE_STEPS * math.log2(average)) / _AVERAGE_STEPS))
