"""Does an article answer a query, whatever the search makes of it? By the words they share.

An article is compared line by line: its title, each of its `questions`, its keywords, summary, headings and sentences.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from hc_builder.content.help_center import Shown
from hc_builder.gaps.vectors import Vectorizer

CANDIDATES = 5
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
        """For each query the articles that come nearest to it, at most `CANDIDATES`, best first; none for no words."""
        if not self.ids or not queries:
            return [() for _ in queries]
        similar = (self.vectorizer.transform(queries) @ self.lines.T).tocsr()
        rows = zip(similar.indptr, similar.indptr[1:], strict=False)
        return [self._rank(similar.indices[start:end], similar.data[start:end]) for start, end in rows]

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
