"""Questions that ask the same thing, and topics of related questions; neither number is given.

A question is a community in the k-nearest-neighbour graph of the texts, k chosen from the data (`communities`). Topics
are communities of questions in the same way, so each question has one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize
from sparse_dot_topn import sp_matmul_topn

from hc_builder.cache import Cache
from hc_builder.gaps.grouping.communities import NUMBERS, Sought, choose_number, find_communities
from hc_builder.gaps.grouping.neighbours import build_graph, find_neighbours, weigh_by_shared
from hc_builder.gaps.grouping.vectors import Embedder, Vectors, build_vectors
from hc_builder.gaps.model.decisions import QuestionPlace
from hc_builder.gaps.query_keys import QueryAnalyzer

_ALIKE = 0.5
"""From this cosine on, two texts ask the same in nearly the same words."""
_TOPIC_NEIGHBOURS, _TOPIC_RESOLUTION = (4, 0.1), 0.1
"""Means of questions are less alike than single texts, and few are enough to hold a topic together."""


@dataclass(frozen=True)
class TextGroups:
    """For each text, in their order, the number of its question and of its topic; both count from 0.

    `centrality` tells how well a text speaks for its question: its cosine, 0 to 1, to the mean of the distinct texts
    that ask it. The highest is the question's title.
    """

    question: tuple[int, ...]
    topic: tuple[int, ...]
    centrality: tuple[float, ...]


def group_texts(
    texts: Sequence[str],
    analyzer: QueryAnalyzer,
    embed: Embedder | None = None,
    links: Iterable[tuple[str, str]] = (),
    wide: bool = False,
    cache: Cache | None = None,
) -> TextGroups:
    """Group `texts` by what they ask. Deterministic; equal texts come together, and a question has one topic.

    `embed` adds what the texts mean to what they share in letters; `links` are pairs of them that ask the same by other
    evidence: what one customer typed, and typed next. `wide` groups hold what one article would answer; `cache` keeps
    which grain was found for which texts.
    """
    if not texts:
        return TextGroups((), (), ())
    distinct = sorted(set(texts))
    place = {text: number for number, text in enumerate(distinct)}
    vectors = build_vectors(distinct, analyzer, embed)
    linked = _build_linked([(place[one], place[other]) for one, other in links], len(distinct))
    near = find_neighbours(vectors, NUMBERS[-1])
    graph = build_graph(vectors, near, choose_number(Sought(vectors, near, linked, wide), cache), linked)
    questions = find_communities(graph)
    means = _average(vectors, questions)
    topics = find_communities(weigh_by_shared(find_neighbours(means, *_TOPIC_NEIGHBOURS)), _TOPIC_RESOLUTION)
    central = _measure_centrality(vectors, means, questions)
    places = [place[text] for text in texts]
    return TextGroups(
        _renumber([questions[place] for place in places]),
        _renumber([topics[questions[place]] for place in places]),
        tuple(central[place] for place in places),
    )


def place_texts(
    texts: Sequence[str],
    analyzer: QueryAnalyzer,
    embed: Embedder | None = None,
    links: Iterable[tuple[str, str]] = (),
    others: Sequence[str] = (),
    cache: Cache | None = None,
) -> dict[str, QuestionPlace]:
    """Each of the texts and its place among them, and each of the `others` that nearly says what one of them says, at
    that one's place. What others say does not move the groups."""
    groups = group_texts(texts, analyzer, embed, links, wide=True, cache=cache)
    places = dict(zip(texts, map(QuestionPlace, groups.question, groups.topic, groups.centrality), strict=True))
    likes = find_alike(others, texts, analyzer)
    return {other: places[like] for other, like in likes.items()} | places


def find_alike(others: Sequence[str], texts: Sequence[str], analyzer: QueryAnalyzer) -> dict[str, str]:
    """Each of the `others` that is near enough to one of `texts`, and the nearest."""
    if not others or not texts:
        return {}
    letters = build_vectors([*texts, *others], analyzer).letters
    near = sp_matmul_topn(letters[len(texts) :], letters[: len(texts)].T, 1, threshold=_ALIKE).tocoo()
    return {others[row]: texts[column] for row, column in zip(near.row, near.col, strict=True)}


def _build_linked(links: Sequence[tuple[int, int]], size: int) -> sp.csr_matrix | None:
    """1 where two rows are linked, both ways."""
    pairs = [pair for one, other in links if one != other for pair in ((one, other), (other, one))]
    if not pairs:
        return None
    rows, columns = zip(*sorted(set(pairs)), strict=True)
    return sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (size, size))


def _average(vectors: Vectors, names: Sequence[int]) -> Vectors:
    """The mean of each group, of length 1."""
    size = (max(names) + 1, len(names))
    members = sp.csr_matrix((np.ones(len(names), np.float32), (names, range(len(names)))), size)
    meaning = None if vectors.meaning is None else normalize(members @ vectors.meaning)
    return Vectors(normalize(members @ vectors.letters), meaning)


def _measure_centrality(vectors: Vectors, means: Vectors, names: Sequence[int]) -> list[float]:
    cosines = vectors.letters.multiply(means.letters[names]).sum(axis=1)
    return [round(float(cosine), 4) for cosine in np.asarray(cosines).ravel()]


def _renumber(names: Sequence[int]) -> tuple[int, ...]:
    """Numbers from 0 by first appearance."""
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)
