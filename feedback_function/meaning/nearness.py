"""Which articles are near a question in meaning, and whether near enough to be shown.

All vectors of this model lie in one narrow cone. Articles are therefore ordered by cosines around two centres: that of
the articles' passages, and that of what people ask anywhere (`everyday.txt`). Whether any is shown goes by plain
cosines to the titles, read as questions too, which can be compared from one question to the next: how near the nearest
title is, and how near the titles are on the whole. `benchmarks/search.md` has the curve that `ENOUGH` is taken from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from feedback_function.meaning.articles import Article, Section
from feedback_function.meaning.vectors import Text, Vectors

ENOUGH = 0.89
"""Least nearness at which articles are shown."""
MOST = 5
"""Articles that are shown."""


@dataclass(frozen=True)
class Passage:
    """A text of the article with the number `place`."""

    place: int
    text: Text
    section: Section | None = None


@dataclass(frozen=True)
class Near:
    """An article, the section that is nearest, and its cosine around the centres."""

    article: Article
    section: Section | None
    score: float


def list_passages(articles: Sequence[Article]) -> Iterator[Passage]:
    """Of each article: its title, its summary, its headings and how the text under each begins."""
    for place, article in enumerate(articles):
        yield Passage(place, Text(article.title))
        if article.summary:
            yield Passage(place, Text(f"{article.title}. {article.summary}"))
        for section in article.sections:
            head = f"{article.title}. {section.title}" if section.title else article.title
            if section.title:
                yield Passage(place, Text(head), section)
            if section.text:
                yield Passage(place, Text(f"{head}. {section.text}"), section)


def list_titles(articles: Sequence[Article]) -> list[Text]:
    """The titles, as questions."""
    return [Text(article.title, is_question=True) for article in articles]


@cache
def list_everyday() -> tuple[Text, ...]:
    """What people ask anywhere, of this and that."""
    lines = files("feedback_function.meaning").joinpath("everyday.txt").read_text("utf-8").splitlines()
    return tuple(Text(line, is_question=True) for line in lines)


class Nearness:
    """The articles of one language, at least one: their `passages` and `titles` as vectors, and those of `everyday`."""

    def __init__(
        self,
        articles: Sequence[Article],
        passages: Sequence[Passage],
        vectors: Vectors,
        titles: Vectors,
        everyday: Vectors,
    ) -> None:
        self._articles = articles
        self._passages = passages
        self._titles = titles
        self._center = _shorten(titles.mean(axis=0))
        self._everyday = everyday.mean(axis=0)
        self._around = _shorten(vectors - vectors.mean(axis=0))
        self._places = np.array([passage.place for passage in passages])

    def find(self, question: Vectors) -> list[Near]:
        """The nearest articles, best first; none where even the nearest is not near enough."""
        return self.rank(question)[:MOST] if self.measure(question) >= ENOUGH else []

    def measure(self, question: Vectors) -> float:
        """The mean of the cosine to the nearest title and of that to the titles' centre."""
        return float((self._titles @ question).max() + self._center @ question) / 2

    def rank(self, question: Vectors) -> list[Near]:
        """All articles, each by its nearest passage."""
        cosines = self._around @ _shorten(question - self._everyday)
        order = np.argsort(-cosines, kind="stable")
        _, first = np.unique(self._places[order], return_index=True)
        return [self._describe(order[at], cosines[order[at]]) for at in sorted(first)]

    def _describe(self, number: int, score: float) -> Near:
        passage = self._passages[number]
        return Near(self._articles[passage.place], passage.section, round(float(score), 3))


def _shorten(vectors: Vectors) -> Vectors:
    """To length 1; what has no length stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
