"""Does an article answer a query, whatever the search makes of it? By the words they share.

An article is compared line by line: its title, each of its `questions`, its keywords, summary, headings and sentences.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from hc_builder.gaps.vectors import Vectorizer, build_vectorizer
from hc_builder.help_center import Shown

COVERED = 0.42
"""Above this cosine an article is taken to answer; see benchmarks/gaps.md."""
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")


@dataclass(frozen=True)
class Source:
    """What can answer: an article's id and the lines of text that it is known by."""

    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Covering:
    """The article nearest to a query, and how near, 0 to 1."""

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

    def find(self, queries: Sequence[str]) -> list[Covering]:
        """For each query the article that comes nearest to it."""
        if not self.ids or not queries:
            return [Covering("", 0.0) for _ in queries]
        similar = self.vectorizer.transform(queries) @ self.lines.T
        best = np.asarray(similar.argmax(axis=1)).ravel()
        scores = np.asarray(similar.max(axis=1).todense()).ravel()
        return [
            Covering(self.ids[self.owners[line]], round(float(score), 4))
            for line, score in zip(best, scores, strict=True)
        ]


def build_sources(articles: Iterable[Shown]) -> list[Source]:
    """The articles of one language as `Coverage` takes them."""
    return [Source(shown.article.id, tuple(_find_lines(shown))) for shown in articles]


def build_coverage(sources: Sequence[Source], queries: Sequence[str] = ()) -> Coverage:
    """`queries` help to tell which words are rare."""
    lines = [line for source in sources for line in source.lines]
    owners = np.repeat(np.arange(len(sources)), [len(source.lines) for source in sources])
    vectorizer = build_vectorizer([*lines, *queries] or ["-"])
    return Coverage(tuple(source.id for source in sources), owners, vectorizer.transform(lines or ["-"]), vectorizer)


def _find_lines(shown: Shown) -> Iterable[str]:
    fields = shown.article.fields
    yield from (fields.title, *fields.questions, " ".join(fields.keywords), fields.summary)
    for section in shown.rendered.sections:
        yield section.title
        yield from (sentence for sentence in _SENTENCE.split(section.text) if len(sentence) > 3)
