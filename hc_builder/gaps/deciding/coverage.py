"""Does an article answer a query, whatever the search makes of it? By the words they share.

An article is compared line by line: its title, each of its `questions`, its keywords, summary, headings and sentences.
Lines and queries are compared as they are and once more after all are drawn towards those nearest to them: a query
that no article answers is drawn to others of its kind, away from lines that only share a word with it. The score is
the first cosine times the root of the second, so that this can tell against an article and never for it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp

from hc_builder.content.help_center import Shown
from hc_builder.gaps.grouping.neighbours import draw_together, find_neighbours
from hc_builder.gaps.grouping.vectors import Vectorizer, Vectors

CANDIDATES = 5
COVERED = 0.42
"""Above this score an article is taken to answer; see benchmarks/gaps.md."""
_NEIGHBOURS, _BLOCK = 6, 1_000
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")


@dataclass(frozen=True)
class Source:
    """What can answer: an article's id and the lines of text that it is known by."""

    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Covering:
    """An article near to a query, and how near, 0 to 1."""

    article: str
    score: float

    @property
    def covers(self) -> bool:
        return self.score >= COVERED


@dataclass(frozen=True)
class Coverage:
    """All lines of all articles as vectors; `owners[i]` is the place in `ids` of line i's article."""

    ids: tuple[str, ...]
    owners: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    lines: sp.csr_matrix
    vectorizer: Vectorizer

    def find(self, queries: Sequence[str]) -> list[tuple[Covering, ...]]:
        """For each query the articles that come nearest to it, at most `CANDIDATES`, best first; none for no words.

        Queries are judged together: those that ask the same share their fate.
        """
        if not self.ids or not queries:
            return [() for _ in queries]
        distinct = sorted(set(queries))
        found = dict(zip(distinct, self._find_distinct(distinct), strict=True))
        return [found[query] for query in queries]

    def _find_distinct(self, queries: Sequence[str]) -> Iterator[tuple[Covering, ...]]:
        plain = sp.vstack([self.lines, self.vectorizer.transform(queries)], format="csr")
        vectors = Vectors(plain)
        drawn = draw_together(vectors, find_neighbours(vectors, _NEIGHBOURS), _NEIGHBOURS).letters
        lines = self.lines.shape[0]
        for start in range(lines, plain.shape[0], _BLOCK):
            block = slice(start, start + _BLOCK)
            doubt = (drawn[block] @ drawn[:lines].T).sqrt()
            scores = (plain[block] @ plain[:lines].T).multiply(doubt).tocsr()
            for first, end in pairwise(scores.indptr):
                yield self._rank(scores.indices[first:end], scores.data[first:end])

    def _rank(self, lines: Any, scores: Any) -> tuple[Covering, ...]:
        """Each article by its best line."""
        best = np.zeros(len(self.ids))
        np.maximum.at(best, self.owners[lines], scores)
        order = sorted(np.argsort(-best)[:CANDIDATES].tolist(), key=lambda place: (-best[place].round(4), place))
        return tuple(Covering(self.ids[place], round(float(best[place]), 4)) for place in order if best[place] > 0)


def build_sources(articles: Iterable[Shown]) -> list[Source]:
    """The articles of one language as `Coverage` takes them."""
    return [Source(shown.article.id, tuple(_find_lines(shown))) for shown in articles]


def build_coverage(sources: Sequence[Source], queries: Sequence[str] = ()) -> Coverage:
    """`queries` help to tell which words are rare."""
    lines = [line for source in sources for line in source.lines]
    owners = np.repeat(np.arange(len(sources)), [len(source.lines) for source in sources])
    vectorizer = Vectorizer()
    rows = vectorizer.learn([*lines, *queries] or ["-"])
    return Coverage(tuple(source.id for source in sources), owners, rows[: len(lines)], vectorizer)


def _find_lines(shown: Shown) -> Iterable[str]:
    fields = shown.article.fields
    yield from (fields.title, *fields.questions, " ".join(fields.keywords), fields.summary)
    for section in shown.rendered.sections:
        yield section.title
        yield from (sentence for sentence in _SENTENCE.split(section.text) if len(sentence) > 3)
