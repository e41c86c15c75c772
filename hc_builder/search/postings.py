"""Postings: for each term, the documents it stands in, how strongly, and in which windows.

Weights follow BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
frequencies of all fields are weighted, divided by the field's relative length, added, and only then saturated. What is
saturated is stored (an "impact", Anh & Moffat 2006); the browser multiplies it by the term's rarity and needs no
statistics of documents.

A thousand articles have millions of occurrences of terms, so they are rows of numbers (numpy) and not objects: one
sort brings those of a posting together. What is made of one article's rows does not depend on the others but for the
averages, which move in steps: so an edit replaces the rows of its article, and those of others stay.
"""

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hc_builder.search.facts import IMPACT_LEVELS, PROMINENT_BIT, SPEECH_BITS
from hc_builder.search.part import BODY, FIELDS, Part

_K1 = 1.2
_WEIGHTS = {"title": 4.0, "questions": 3.0, "keywords": 2.5, "heading": 3.0, "summary": 1.5, "body": 1.0}
_LENGTH_SHARE = {"title": 0.5, "questions": 0.6, "keywords": 0.5, "heading": 0.5, "summary": 0.5, "body": 0.75}
_AVERAGE_STEPS = 32
"""Steps by which an average length doubles: as long as it stays on its step, an edit changes no other article's
impacts."""
_AT_ONCE = 200
"""Articles weighed together: more save nothing, and their numbers take memory."""

JOINED = 0x80
"""Trait of a row that counts only where its term has another that has not."""
ROW = np.dtype([("document", "<i4"), ("windows", "<i4"), ("impact", "u1"), ("title", "u1"), ("traits", "u1")])
"""A term in a document: the document's number, an impact of 1 to `IMPACT_LEVELS`, windows as a bit mask, how many words
the title asks for if it has the term, and its kind with `PROMINENT_BIT` (not in body text alone) and `JOINED`."""

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
Rows = NDArray[np.void]
Averages = tuple[float, ...]
"""Lengths by field that an article's own are compared with."""


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


class SortedRows(NamedTuple):
    """Sorted by term and document: `sizes[i]` rows of the i-th term, then those of the next. Terms that only rows of
    the trait `JOINED` have are among them."""

    terms: Sequence[str]
    sizes: Sequence[int]
    rows: Rows


class _Columns(NamedTuple):
    """Of one part: its own terms, then the joined ones."""

    id: str
    title: int
    lengths: tuple[int, ...]
    traits: bytes
    windows: bytes
    counts: NDArray[np.uint16]


@dataclass
class RowMaker:
    """Takes parts in, in any order, and gives their rows."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _ids: "array[int]" = field(default_factory=lambda: array("i"))
    _parts: list[_Columns] = field(default_factory=list)

    def add(self, part: Part) -> None:
        numbers = self._numbers
        for terms in (part.terms, part.joined):
            self._ids.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        counts = [np.frombuffer(data, "<u2").reshape(len(FIELDS), -1) for data in (part.counts, part.joined_counts)]
        traits, windows = part.kinds + bytes((JOINED,)) * len(part.joined), part.windows + part.joined_windows
        self._parts.append(_Columns(part.id, part.title, part.lengths, traits, windows, np.concatenate(counts, axis=1)))

    def find_averages(self) -> Averages:
        return find_averages([columns.lengths for columns in self._parts])

    def list_rows(self, numbers: Mapping[str, int], averages: Averages) -> SortedRows:
        """Of all parts, which are let go; `numbers` are those of the documents by id."""
        rows = np.empty(len(self._ids), ROW)
        place = 0
        while some := self._parts[:_AT_ONCE]:
            del self._parts[:_AT_ONCE]
            made = _make_rows(some, numbers, averages)
            rows[place : place + len(made)] = made
            place += len(made)
        return self._sort(rows)

    def _sort(self, rows: Rows) -> SortedRows:
        terms = sorted(self._numbers)
        places = np.empty(len(terms), np.int64)
        places[[self._numbers[term] for term in terms]] = np.arange(len(terms))
        keys = places[np.frombuffer(self._ids, np.int32)]
        sizes: list[int] = np.bincount(keys, minlength=len(terms)).tolist()
        keys <<= 32
        keys |= rows["document"]
        return SortedRows(terms, sizes, rows[np.argsort(keys)])


def _make_rows(parts: Sequence[_Columns], numbers: Mapping[str, int], averages: Averages) -> Rows:
    """In the order of the parts and of their terms."""
    owner = np.repeat(np.arange(len(parts)), [len(part.traits) for part in parts])
    rows = np.empty(len(owner), ROW)
    rows["document"] = np.array([numbers[part.id] for part in parts], np.int32)[owner]
    rows["windows"] = np.frombuffer(b"".join(part.windows for part in parts), "<i4")
    rows["title"] = np.where(rows["windows"] & 1, np.array([part.title for part in parts], np.uint8)[owner], 0)
    frequencies, prominent = _weigh(parts, owner, averages)
    rows["impact"] = np.maximum(1, np.rint(IMPACT_LEVELS * frequencies / (_K1 + frequencies)))
    rows["traits"] = np.frombuffer(b"".join(part.traits for part in parts), np.uint8) | PROMINENT_BIT * prominent
    return rows


def _weigh(parts: Sequence[_Columns], owner: Numbers, averages: Averages) -> tuple[Weights, NDArray[np.bool_]]:
    """BM25F's frequency of each row, added field by field; and whether it is not of body text alone."""
    frequencies, prominent = np.zeros(len(owner)), np.zeros(len(owner), bool)
    lengths = np.array([part.lengths for part in parts], np.float64)
    counts = np.concatenate([part.counts for part in parts], axis=1)
    for place, name in enumerate(FIELDS):
        share, own = _LENGTH_SHARE[name], lengths[:, place]
        weights = _WEIGHTS[name] / (1 - share + share * own / averages[place])
        frequencies += counts[place] * weights[owner]
        if place != BODY:
            prominent |= counts[place] > 0
    return frequencies, prominent


def make_postings(found: SortedRows) -> Postings:
    """Without the terms that no article has but joined. The kind of a term is the least of those it has."""
    starts = np.concatenate(([0], np.cumsum(found.sizes, dtype=np.int64)))
    traits = found.rows["traits"]
    own = np.where(traits & JOINED, JOINED, traits & SPEECH_BITS)
    kinds = np.minimum.reduceat(own, starts[:-1]) if len(found.terms) else own
    kept = kinds < JOINED
    rows = found.rows[np.repeat(kept, found.sizes)]
    return Postings(
        list(compress(found.terms, kept)),
        kinds[kept].tolist(),
        np.concatenate(([0], np.cumsum(np.array(found.sizes, np.int64)[kept]))),
        rows["document"].astype(np.int64),
        rows["impact"].astype(np.int64),
        rows["windows"].astype(np.int64),
        rows["title"].astype(np.int64),
        rows["traits"] & PROMINENT_BIT != 0,
    )


def find_prominent_documents(rows: bytes) -> frozenset[int]:
    """Documents that are about a term, of its rows; it is not one that articles have only joined."""
    found: Rows = np.frombuffer(rows, ROW)
    return frozenset(found["document"][found["traits"] & PROMINENT_BIT != 0].tolist())


def find_averages(lengths: Sequence[tuple[int, ...]]) -> Averages:
    """By field, of all articles' lengths in words, whatever their order."""
    by_field = np.array(lengths, np.float64).reshape(-1, len(FIELDS)).T
    return tuple(map(_find_average, by_field))


def _find_average(lengths: Weights) -> float:
    """Of the articles that have the field, to the next of `_AVERAGE_STEPS` for each doubling."""
    there = lengths[lengths > 0]
    average = max(1.0, math.fsum(there) / len(there)) if len(there) else 1.0
    return float(2 ** (round(_AVERAGE_STEPS * math.log2(average)) / _AVERAGE_STEPS))
