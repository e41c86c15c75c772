"""Questions that ask the same, found without being told how many there are.

Leiden communities of the graph of nearest neighbours (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
guaranteeing well-connected communities"), with the constant Potts model, whose resolution is the least density of a
community whatever the size of the graph. The resolution is not given: it is the one whose communities agree best
between random parts of the graph (the idea of Ben-Hur, Elisseeff and Guyon 2002, "A stability based method for
discovering structure in clustered data").
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import leidenalg
import numpy as np
import scipy.sparse as sp
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import normalize

from hc_builder.gaps.neighbours import build_graph, find_neighbours, keep_nearest, weigh_by_shared
from hc_builder.gaps.vectors import build_vectorizer

RESOLUTIONS = (0.03, 0.1, 0.2, 0.3)
CUTS = (0.0, 0.6)
"""How much nearer than other neighbours a neighbour must be: loose for large groups, tight for small ones."""
TOPIC_RESOLUTION = 0.004
"""Coarse enough that questions which share their matter, but not their point, come together."""
_SHARE, _PAIRS = 0.8, 2
_JUDGED = 1_200
_SEED = 20260101


@dataclass(frozen=True)
class Grain:
    """How fine groups are: the `cut` of the graph and the `resolution` of its communities."""

    cut: float
    resolution: float


@dataclass(frozen=True)
class Groups:
    """For each text, in their order, the number of its question and of its topic; both count from 0.

    `centrality` tells how well a text speaks for its question: its cosine, 0 to 1, to the mean of the distinct texts
    that ask it. The highest is the question's title.
    """

    question: tuple[int, ...]
    topic: tuple[int, ...]
    centrality: tuple[float, ...]


def group_texts(texts: Sequence[str]) -> Groups:
    """Group `texts` by what they ask. Deterministic; equal texts come together, and a question has one topic."""
    if not texts:
        return Groups((), (), ())
    distinct = sorted(set(texts))
    place = {text: number for number, text in enumerate(distinct)}
    vectors = build_vectorizer(distinct).transform(distinct)
    questions, topics = _group_vectors(vectors) if len(distinct) > 2 else (list(place.values()),) * 2
    central = measure_centrality(vectors, questions)
    places = [place[text] for text in texts]
    return Groups(
        _renumber([questions[place] for place in places]),
        _renumber([topics[place] for place in places]),
        tuple(central[place] for place in places),
    )


def measure_centrality(vectors: sp.csr_matrix, groups: Sequence[int]) -> list[float]:
    """Each row's cosine to the mean of its group."""
    size = (len(groups), max(groups) + 1)
    members = sp.csr_matrix((np.ones(len(groups), np.float32), (range(len(groups)), groups)), size)
    means = normalize(members.T @ vectors).tocsr()
    central = np.asarray(vectors.multiply(means[groups]).sum(axis=1)).ravel()
    return [round(float(cosine), 4) for cosine in central]


def _group_vectors(vectors: sp.csr_matrix) -> tuple[list[int], list[int]]:
    topics = find_communities(weigh_by_shared(keep_nearest(find_neighbours(vectors))), TOPIC_RESOLUTION)
    grain = choose_grain(vectors[_choose_nodes(topics)])
    questions = find_communities(build_graph(vectors, grain.cut), grain.resolution)
    return questions, _settle_topics(questions, topics)


def find_communities(graph: igraph.Graph, resolution: float) -> list[int]:
    """The Leiden community of each node."""
    found = leidenalg.find_partition(
        graph, leidenalg.CPMVertexPartition, weights="weight", resolution_parameter=resolution, seed=_SEED
    )
    return list(found.membership)


def choose_grain(vectors: sp.csr_matrix) -> Grain:
    """The most stable of all combinations of `CUTS` and `RESOLUTIONS`; of equals the first."""
    stability = {}
    for cut in CUTS:
        graph = build_graph(vectors, cut)
        for resolution in RESOLUTIONS:
            stability[Grain(cut, resolution)] = round(measure_stability(graph, resolution), 3)
    return max(stability, key=stability.__getitem__)


def measure_stability(graph: igraph.Graph, resolution: float) -> float:
    """How well the communities of two random 80% of the graph agree on the nodes that both have (adjusted Rand)."""
    chance = np.random.default_rng(_SEED)
    return float(np.mean([_compare_parts(graph, resolution, chance) for _ in range(_PAIRS)]))


def _compare_parts(graph: igraph.Graph, resolution: float, chance: np.random.Generator) -> float:
    names = []
    for _ in range(2):
        kept = np.flatnonzero(chance.random(graph.vcount()) < _SHARE)
        name = np.full(graph.vcount(), -1)
        name[kept] = find_communities(graph.induced_subgraph(kept.tolist()), resolution)
        names.append(name)
    both = (names[0] >= 0) & (names[1] >= 0)
    return float(adjusted_rand_score(names[0][both], names[1][both]))


def _choose_nodes(topics: Sequence[int]) -> list[int]:
    """All nodes of whole topics, in random order of these, until there are enough to judge by."""
    sizes = Counter(topics)
    order = np.random.default_rng(_SEED).permutation(len(sizes))
    chosen: set[int] = set()
    number = 0
    for topic in order.tolist():
        if number >= _JUDGED:
            break
        chosen.add(topic)
        number += sizes[topic]
    return [node for node, topic in enumerate(topics) if topic in chosen]


def _settle_topics(questions: Sequence[int], topics: Sequence[int]) -> list[int]:
    """Each question's topic is that of most of its texts."""
    votes: dict[int, Counter[int]] = {}
    for question, topic in zip(questions, topics, strict=True):
        votes.setdefault(question, Counter())[topic] += 1
    chosen = {question: min(count, key=lambda topic: (-count[topic], topic)) for question, count in votes.items()}
    return [chosen[question] for question in questions]


def _renumber(names: Sequence[int]) -> tuple[int, ...]:
    """Numbers from 0 by first appearance."""
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)
