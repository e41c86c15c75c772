"""Short texts as vectors: characters, morphemes and the ideas of the search's lexicon, weighed by how rare they are,
and meaning if a model gives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from sparse_dot_topn import sp_matmul_topn

from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.query_keys import QueryAnalyzer

Embeddings = NDArray[np.float32]
Embedder = Callable[[Sequence[str]], Embeddings | None]
"""Texts → one row each, of length 1, near where they mean the same; None where that would take too long."""
_MEANING = 0.6
"""The share of meaning in a similarity, where there is any."""
_WEIGHTS = (1.0, 1.0, 1.0, 0.4)
"""Of characters in order, of beginnings and ends, of morphemes, and of ideas, most of which are wide."""
_FEW, _COMMON = 50, 1_500
"""A feature of a single text says nothing about others, unless there are few texts; one that so many have says nothing
that rarer ones do not, and costs most of the time."""
_FAINT = 0.03
"""Once rows are mixed, features that weigh less than this in a row of length 1 are dropped to keep rows sparse."""
_BLOCK, _THREADS = 500, 2
_TINY = 1e-12


class Likeness(Protocol):
    """Texts of which can be told how alike they are."""

    def __len__(self) -> int: ...

    def choose(self, rows: NDArray[np.int64]) -> Self:
        """Some of the texts."""
        ...

    def compare(self, number: int, least: float) -> sp.csr_matrix:
        """Cosines of each row with at least the `number` rows nearest to it, itself one of them; none below `least`."""
        ...

    def sum_cosines(self, members: sp.csr_matrix) -> NDArray[np.float32]:
        """For each row the sum of its cosines with the members of each group (`members`: groups × rows, of 0 and 1)."""
        ...

    def mix(self, shares: sp.csr_matrix) -> Self:
        """Each row plus the others by their `shares` of it."""
        ...


@dataclass(frozen=True)
class Vectors:
    """One row for each text: its `letters`, of length 1, and its `meaning`, of length 1 or absent."""

    letters: sp.csr_matrix
    meaning: Embeddings | None = None

    def __len__(self) -> int:
        return int(self.letters.shape[0])

    def choose(self, rows: NDArray[np.int64]) -> "Vectors":
        return Vectors(self.letters[rows], None if self.meaning is None else self.meaning[rows])

    def compare(self, number: int, least: float) -> sp.csr_matrix:
        if self.meaning is None:
            return sp_matmul_topn(self.letters, self.letters.T, number, threshold=least, n_threads=_THREADS)
        starts = range(0, len(self), _BLOCK)
        return sp.vstack([self._compare_block(slice(at, at + _BLOCK), number, least) for at in starts], format="csr")

    def _compare_block(self, block: slice, number: int, least: float) -> sp.csr_matrix:
        assert self.meaning is not None
        cosines = _MEANING * (self.meaning[block] @ self.meaning.T)
        cosines += (1 - _MEANING) * (self.letters[block] @ self.letters.T).toarray()
        return keep_largest(cosines, number, least)

    def sum_cosines(self, members: sp.csr_matrix) -> NDArray[np.float32]:
        sums: NDArray[np.float32] = (self.letters @ (members @ self.letters).T).toarray()
        if self.meaning is None:
            return sums
        sums *= 1 - _MEANING
        sums += _MEANING * (self.meaning @ (members @ self.meaning).T)
        return sums

    def mix(self, shares: sp.csr_matrix) -> "Vectors":
        letters = normalize(self.letters + shares @ self.letters)
        letters.data[letters.data < _FAINT] = 0
        letters.eliminate_zeros()
        meaning = None if self.meaning is None else normalize(self.meaning + shares @ self.meaning)
        return Vectors(normalize(letters).tocsr(), meaning)


@dataclass(frozen=True)
class Cosines:
    """The same of some thousand texts at most, by the cosines of all with each other. What is drawn together is a mix
    of rows, and its cosines are the same mix of theirs: no row of thousands of features is made anew."""

    letters: NDArray[np.float32]
    meaning: Embeddings | None = None

    def __len__(self) -> int:
        return len(self.letters)

    def choose(self, rows: NDArray[np.int64]) -> "Cosines":
        inside = np.ix_(rows, rows)
        return Cosines(self.letters[inside], None if self.meaning is None else self.meaning[inside])

    def compare(self, number: int, least: float) -> sp.csr_matrix:
        return keep_largest(self._join(), number, least)

    def sum_cosines(self, members: sp.csr_matrix) -> NDArray[np.float32]:
        return np.ascontiguousarray((members @ self._join()).T)

    def mix(self, shares: sp.csr_matrix) -> "Cosines":
        return Cosines(_mix(self.letters, shares), None if self.meaning is None else _mix(self.meaning, shares))

    def _join(self) -> NDArray[np.float32]:
        return self.letters if self.meaning is None else _MEANING * self.meaning + (1 - _MEANING) * self.letters


def measure_cosines(vectors: Vectors) -> Cosines:
    """Of all texts with each other."""
    letters, meaning = vectors.letters, vectors.meaning
    return Cosines((letters @ letters.T).toarray(), None if meaning is None else meaning @ meaning.T)


def keep_largest(cosines: NDArray[np.float32], number: int, least: float) -> sp.csr_matrix:
    """At least the `number` largest of each row that are at least `least`."""
    last = max(cosines.shape[1] - number, 0)
    floor = np.maximum(np.partition(cosines, last, axis=1)[:, [last]], least)
    return sp.csr_matrix(np.where(cosines < floor, 0, cosines))


def _mix(cosines: NDArray[np.float32], shares: sp.csr_matrix) -> NDArray[np.float32]:
    half = cosines + shares @ cosines
    whole: NDArray[np.float32] = half + (shares @ half.T).T
    lengths = np.sqrt(np.maximum(np.diag(whole), _TINY))
    whole /= lengths[:, None]
    whole /= lengths
    return whole


class Vectorizer:
    """Learns from one set of texts which characters, morphemes and ideas are rare, for these and other texts.

    Characters 2–4 with spaces left out, since customers leave them out; characters 1–2 with the ends of words marked,
    since in Korean a syllable that begins a word is most of its meaning; morphemes; and, for less, groups of the
    lexicon. Manners of speaking are left out of all.
    """

    def __init__(self, analyzer: QueryAnalyzer) -> None:
        reader = ContentReader(analyzer)

        def fold_words(text: str) -> str:
            return " ".join(reader.list_words(text)) or "_"

        def join_words(text: str) -> str:
            """A text too short for two characters still has one feature."""
            return "".join(reader.list_words(text)).ljust(2, "_")

        self._parts = (
            _count("char", preprocessor=join_words, ngram_range=(2, 4)),
            _count("char_wb", preprocessor=fold_words, ngram_range=(1, 2)),
            _count(reader.list_terms),
            _count(reader.list_ideas, vocabulary=reader.ideas),
        )

    def learn(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row of length 1 for each text, so a dot product is a cosine."""
        return _join([_learn(part, texts) for part in self._parts])

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """The same for texts that were not learned from; a row without any known feature is empty."""
        return _join([part.transform(texts) for part in self._parts])


def build_vectors(texts: Sequence[str], analyzer: QueryAnalyzer, embed: Embedder | None = None) -> Vectors:
    """The vectors of `texts`, which also tell what is rare."""
    meaning = embed(texts) if embed else None
    return Vectors(Vectorizer(analyzer).learn(texts), None if meaning is None else _center(meaning))


def _join(parts: Sequence[sp.csr_matrix]) -> sp.csr_matrix:
    weighed = [weight * part for weight, part in zip(_WEIGHTS, parts, strict=True)]
    return normalize(sp.hstack(weighed, format="csr", dtype=np.float32))


def _learn(part: TfidfVectorizer, texts: Sequence[str]) -> sp.csr_matrix:
    part.set_params(min_df=2 if len(texts) > _FEW else 1, max_df=_COMMON if len(texts) > _COMMON else 1.0)
    try:
        return part.fit_transform(texts)
    except ValueError:  # no two texts share a feature; each then keeps its own
        return part.set_params(min_df=1, max_df=1.0).fit_transform(texts)


def _count(analyzer: str | Callable[[str], Sequence[str]], **options: object) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32, **options)


def _center(meaning: Embeddings) -> Embeddings:
    """A model's vectors lie in one narrow cone; without their mean they spread."""
    centered: Embeddings = normalize(meaning - meaning.mean(axis=0))
    return centered
