"""Does an article answer a query, whatever the search makes of it? By the words they share.

An article is compared line by line: its title, each of its `questions`, its keywords, summary, headings and sentences.
Lines and queries are compared as they are and once more after all are drawn towards those nearest to them: a query
that no article answers is drawn to others of its kind, away from lines that only share a word with it. The score is
the first cosine times the root of the second, so that this can tell against an article and never for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp

from feedback_function.clock import number_day
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.grouping.neighbours import draw_together, find_neighbours
from hc_builder.gaps.grouping.vectors import Vectorizer, Vectors
from hc_builder.gaps.model.decisions import Covering
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.query_keys import QueryAnalyzer, build_analyzer

CANDIDATES = 5
_NEIGHBOURS, _BLOCK = 6, 1_000
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")


@dataclass(frozen=True)
class ArticleLines:
    """What can answer: an article's id and the lines of text that it is known by."""

    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """All lines of all articles as vectors; `owners[i]` is the place in `ids` of line i's article. `learned` are the
    queries that added to the statistics, each with its place in `rows`."""

    ids: tuple[str, ...]
    owners: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    lines: sp.csr_matrix
    vectorizer: Vectorizer
    learned: Mapping[str, int]
    rows: sp.csr_matrix

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
        plain = sp.vstack([self.lines, self._read(queries)], format="csr")
        vectors = Vectors(plain)
        drawn = draw_together(vectors, find_neighbours(vectors, _NEIGHBOURS), _NEIGHBOURS).letters
        lines = self.lines.shape[0]
        for start in range(lines, plain.shape[0], _BLOCK):
            block = slice(start, start + _BLOCK)
            doubt = (drawn[block] @ drawn[:lines].T).sqrt()
            scores = (plain[block] @ plain[:lines].T).multiply(doubt).tocsr()
            for first, end in pairwise(scores.indptr):
                yield self._rank(scores.indices[first:end], scores.data[first:end])

    def _read(self, queries: Sequence[str]) -> sp.csr_matrix:
        if all(query in self.learned for query in queries):
            return self.rows[[self.learned[query] for query in queries]]
        return self.vectorizer.transform(queries)

    def _rank(self, lines: Any, scores: Any) -> tuple[Covering, ...]:
        """Each article by its best line."""
        best = np.zeros(len(self.ids))
        np.maximum.at(best, self.owners[lines], scores)
        order = sorted(np.argsort(-best)[:CANDIDATES].tolist(), key=lambda place: (-best[place].round(4), place))
        return tuple(Covering(self.ids[place], round(float(best[place]), 4)) for place in order if best[place] > 0)


def build_sources(articles: Iterable[Shown]) -> list[ArticleLines]:
    """The articles of one language as `Coverage` takes them."""
    return [ArticleLines(shown.article.id, tuple(_find_lines(shown))) for shown in articles]


def build_coverage(sources: Sequence[ArticleLines], analyzer: QueryAnalyzer, queries: Sequence[str] = ()) -> Coverage:
    """`queries` add to the statistics of which words are rare."""
    lines = [line for source in sources for line in source.lines]
    owners = np.repeat(np.arange(len(sources)), [len(source.lines) for source in sources])
    vectorizer = Vectorizer(analyzer)
    rows = vectorizer.learn([*lines, *queries] or ["-"])
    learned = {query: place for place, query in enumerate(queries)}
    ids = tuple(source.id for source in sources)
    return Coverage(ids, owners, rows[: len(lines)], vectorizer, learned, rows[len(lines) :])


@dataclass(frozen=True)
class ContentKnowledge:
    """What today's content can answer.

    `articles` are ids with the day (since 1970) of their last change, 0 where it is not known; `terms` are all words of
    the content, public and so safe to show; `today` is the day on which it is judged.
    """

    articles: Mapping[str, int]
    terms: frozenset[str]
    coverage: Coverage
    today: int
    analyzer: QueryAnalyzer

    def count_weeks_since(self, article: str) -> int:
        """Whole weeks for which the article has stood as it is."""
        return max(0, self.today - self.articles.get(article, self.today)) // 7

    def cover(self, queries: Sequence[QueryStats]) -> Mapping[str, tuple[Covering, ...]]:
        """Key → the articles that come nearest to the query."""
        found = self.coverage.find([query.asked for query in queries])
        return {query.key: near for query, near in zip(queries, found, strict=True)}


def build_knowledge(
    center: HelpCenter, today: date, queries: Sequence[str] = (), analyzer: QueryAnalyzer | None = None
) -> ContentKnowledge:
    """Of the articles in the language of `analyzer`, the center's first where there is none. `queries` add to the
    statistics of which words are rare."""
    analyzer = analyzer or build_analyzer(center.settings)
    articles = center.list_public(analyzer.lang)
    sources = build_sources(articles)
    terms = frozenset(term for source in sources for line in source.lines for term in analyzer.find_terms(line))
    days = {shown.article.id: _number_day(shown.article.fields.updated) for shown in articles}
    return ContentKnowledge(days, terms, build_coverage(sources, analyzer, queries), number_day(today), analyzer)


def _number_day(day: date | None) -> int:
    return number_day(day) if day else 0


def _find_lines(shown: Shown) -> Iterable[str]:
    fields = shown.article.fields
    yield from (fields.title, *fields.questions, " ".join(fields.keywords), fields.summary)
    for section in shown.rendered.sections:
        yield section.title
        yield from (sentence for sentence in _SENTENCE.split(section.text) if len(sentence) > 3)
