"""Communities of a nearest-neighbour graph, and the choice of k for that graph from the data.

The right k is the one at which other samples of the same texts give the same groups: too few neighbours split a
question by its wordings, too many merge questions by what they share, and both happen by chance (Ben-Hur,
Elisseeff and Guyon 2002, "A stability based method for discovering structure in clustered data"). Neighbours are
searched anew in each sample: parts of one and the same graph agree the better the finer they are cut. Beside that
counts how far groups stand apart, as in the silhouette of Rousseeuw 1987.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import sqrt
from statistics import fmean

import igraph
import leidenalg
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from hc_builder.gaps.grouping.neighbours import build_graph, keep_nearest, weigh_by_shared
from hc_builder.gaps.grouping.vectors import Vectors

Names = NDArray[np.int64]
NUMBERS = (4, 6, 9, 13, 20, 30, 45, 68)
RESOLUTION = 0.25
"""The least density of a community; given neighbours enough and no more, it hardly matters between 0.2 and 0.4."""
_USUAL = 9
_FOLD = 4
"""k is only tried if there are at least this many texts for each neighbour, enough for several groups."""
_EQUAL = 0.97
"""Scores within 3% are ties (resampling noise)."""
_SHARE, _SAMPLES = 0.75, 3
_JUDGED = 1_200
_SEED = 20260101


def find_communities(graph: igraph.Graph, resolution: float = RESOLUTION) -> list[int]:
    """The community of each node by Leiden's method with the constant Potts model, whose resolution is the least
    density of a community whatever the size of the graph (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
    guaranteeing well-connected communities")."""
    found = leidenalg.find_partition(
        graph, leidenalg.CPMVertexPartition, weights="weight", resolution_parameter=resolution, seed=_SEED
    )
    return list(found.membership)


def choose_number(vectors: Vectors, near: sp.csr_matrix) -> int:
    """The best of `NUMBERS`, as far as there are texts enough for them; of about equals the smallest.

    `near` are the neighbours of the vectors, as many as the largest of `NUMBERS`.
    """
    rows = _choose_rows(near)
    judged, near = vectors.choose(rows), near[rows][:, rows]
    numbers = [number for number in NUMBERS if _FOLD * number <= len(rows)]
    if len(numbers) < 2:
        return NUMBERS[0]
    worth = {number: _judge(judged, near, number) for number in numbers}
    return next(number for number in numbers if worth[number] >= _EQUAL * max(worth.values()))


def _judge(vectors: Vectors, near: sp.csr_matrix, number: int) -> float:
    """Groups are good when they come again and stand apart. How far apart counts by its root: it tells groups that
    were cut up or thrown together (both stand apart badly) and not the finer from the coarser."""
    chance = np.random.default_rng(_SEED)
    samples = [_group_sample(vectors, near, number, chance) for _ in range(_SAMPLES)]
    stability = fmean(_compare(one, other) for one, other in combinations(samples, 2))
    margin = fmean(_measure_margin(vectors.letters[names >= 0], names[names >= 0]) for names in samples)
    return stability * sqrt(max(margin, 0.0))


def _group_sample(vectors: Vectors, near: sp.csr_matrix, number: int, chance: np.random.Generator) -> Names:
    """The groups of a random three quarters, -1 for other rows. Fewer rows have fewer neighbours that ask the same."""
    kept = np.flatnonzero(chance.random(len(vectors)) < _SHARE)
    names = np.full(len(vectors), -1)
    names[kept] = find_communities(build_graph(vectors.choose(kept), near[kept][:, kept], round(_SHARE * number)))
    return names


def _compare(one: Names, other: Names) -> float:
    """How well two groupings agree on the rows that both have (adjusted Rand index)."""
    both = (one >= 0) & (other >= 0)
    return float(adjusted_rand_score(one[both], other[both]))


def _measure_margin(letters: sp.csr_matrix, names: Names) -> float:
    """How much nearer rows are to the others of their group than to those of the next one (mean of mean cosines)."""
    rows, sizes = np.arange(len(names)), np.bincount(names)
    members = sp.csr_matrix((np.ones(len(names), np.float32), (names, rows)))
    sums = (letters @ (members @ letters).T).toarray()
    own = (sums[rows, names] - 1) / np.maximum(sizes[names] - 1, 1)
    means = sums / sizes
    means[rows, names] = -1
    return float((own - means.max(axis=1)).mean()) if len(sizes) > 1 else 0.0


def _choose_rows(near: sp.csr_matrix) -> Names:
    """All rows, or a region of them that is enough to judge by: whole communities, each beside others near it."""
    if near.shape[0] <= _JUDGED:
        return np.arange(near.shape[0])
    graph = weigh_by_shared(keep_nearest(near, _USUAL))
    names = find_communities(graph)
    graph.contract_vertices(names)
    sizes, chosen, number = Counter(names), set[int](), 0
    for name in _walk(graph):
        if number >= _JUDGED:
            break
        chosen.add(name)
        number += sizes[name]
    return np.flatnonzero(np.isin(names, list(chosen)))


def _walk(graph: igraph.Graph) -> Iterator[int]:
    """The nodes by breadth first, from the largest part of the graph to the smallest."""
    for part in sorted(graph.connected_components(), key=lambda part: (-len(part), part)):
        yield from graph.bfs(part[0])[0]
