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
from sklearn.metrics import adjusted_rand_score

from hc_builder.gaps.neighbours import build_graph
from hc_builder.gaps.vectors import build_vectorizer

RESOLUTIONS = (0.02, 0.05, 0.1, 0.2, 0.3)
TOPIC_RESOLUTION = 0.004
"""Coarse enough that questions which share their matter, but not their point, come together."""
_SHARE, _PAIRS = 0.8, 2
_JUDGED_NODES = 2_500
_SEED = 20260101


@dataclass(frozen=True)
class Groups:
    """For each text, in their order, the number of its question and of its topic; both count from 0."""

    question: tuple[int, ...]
    topic: tuple[int, ...]


def group_texts(texts: Sequence[str]) -> Groups:
    """Group `texts` by what they ask. Deterministic; equal texts come together, and a question has one topic."""
    distinct = sorted(set(texts))
    if len(distinct) < 3:
        questions = topics = list(range(len(distinct)))
    else:
        graph = build_graph(build_vectorizer(distinct).transform(distinct))
        topics = find_communities(graph, TOPIC_RESOLUTION)
        questions = find_communities(graph, choose_resolution(graph, topics))
        topics = _settle_topics(questions, topics)
    place = {text: number for number, text in enumerate(distinct)}
    return Groups(_renumber([questions[place[text]] for text in texts]), _renumber([topics[place[t]] for t in texts]))


def find_communities(graph: igraph.Graph, resolution: float) -> list[int]:
    """The Leiden community of each node."""
    found = leidenalg.find_partition(
        graph, leidenalg.CPMVertexPartition, weights="weight", resolution_parameter=resolution, seed=_SEED
    )
    return list(found.membership)


def choose_resolution(graph: igraph.Graph, topics: Sequence[int]) -> float:
    """The most stable of `RESOLUTIONS`; a large graph is judged by some of its topics."""
    part = graph.induced_subgraph(_choose_nodes(topics))
    return max(RESOLUTIONS, key=lambda resolution: measure_stability(part, resolution))


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
        if number >= _JUDGED_NODES:
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
