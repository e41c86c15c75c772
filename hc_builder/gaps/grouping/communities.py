"""Communities of a nearest-neighbour graph, and the choice of k for that graph from the data.

The right k is the one at which other samples of the same texts give the same groups: too few neighbours split a
question by its wordings, too many merge questions by what they share, and both happen by chance (Ben-Hur,
Elisseeff and Guyon 2002, "A stability based method for discovering structure in clustered data"). Neighbours are
searched anew in each sample: parts of one and the same graph agree the better the finer they are cut. Beside that
counts how far groups stand apart, as in the silhouette of Rousseeuw 1987.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from statistics import fmean

import igraph
import leidenalg
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from hc_builder.cache import Cache, make_key
from hc_builder.gaps.grouping.neighbours import connect, draw_together, keep_nearest, weigh_by_shared
from hc_builder.gaps.grouping.vectors import Likeness, Vectors, measure_cosines

Names = NDArray[np.int64]
NUMBERS = (4, 6, 9, 13, 20, 30, 45, 68)
RESOLUTION = 0.25
"""The least density of a community; given neighbours enough and no more, it hardly matters between 0.1 and 0.4."""
_USUAL = 9
_FOLD = 4
"""k is only tried if there are at least this many texts for each neighbour, enough for several groups."""
_EQUAL = 0.98
"""Scores within 2% are ties (resampling noise)."""
_CHANCE = 0.1
"""Groups worth less than this come from texts that share nothing: the finest are the least wrong."""
_SHARE, _SAMPLES, _MOST_SAMPLES = 0.75, 3, 20
"""Of few texts more samples are taken: among fifty, one that falls elsewhere moves a score more than a tie is wide."""
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


@dataclass(frozen=True)
class Sought:
    """Texts to find the best k for: their vectors; their neighbours as they are, as many as the largest of `NUMBERS`;
    what is linked, as in `build_graph`; and whether groups are to be as wide as an article."""

    vectors: Vectors
    near: sp.csr_matrix
    linked: sp.csr_matrix | None = None
    wide: bool = False

    def name(self) -> bytes:
        """What stands for all of it in the cache."""
        meaning = [] if self.vectors.meaning is None else [self.vectors.meaning.tobytes()]
        tables = [table for table in (self.vectors.letters, self.near, self.linked) if table is not None]
        parts = [part.tobytes() for table in tables for part in (table.indptr, table.indices, table.data)]
        return make_key("grain", str(self.wide), str(len(tables)), *parts, *meaning)


@dataclass(frozen=True)
class _Sample:
    """Some of what is sought."""

    texts: Likeness
    near: sp.csr_matrix
    linked: sp.csr_matrix | None
    wide: bool

    def choose(self, rows: Names) -> "_Sample":
        linked = None if self.linked is None else self.linked[rows][:, rows]
        return replace(self, texts=self.texts.choose(rows), near=self.near[rows][:, rows], linked=linked)

    def draw(self, number: int) -> Likeness:
        return draw_together(self.texts, self.near, number, self.linked)


def _take(sought: Sought, rows: Names) -> _Sample:
    """For wide groups by cosines, which is quicker; fine ones are told apart by what is left when faint features go."""
    linked = None if sought.linked is None else sought.linked[rows][:, rows]
    chosen = sought.vectors.choose(rows)
    texts = measure_cosines(chosen) if sought.wide else chosen
    return _Sample(texts, sought.near[rows][:, rows], linked, sought.wide)


def choose_number(sought: Sought, cache: Cache | None = None) -> int:
    """The best k of `NUMBERS` for this many texts; of ties the largest, which gives the coarser groups."""
    if cache is None:
        return _choose_number(sought)
    return cache.remember(sought.name(), int, lambda: _choose_number(sought))


def _choose_number(sought: Sought) -> int:
    rows = _choose_rows(sought.near)
    numbers = [number for number in NUMBERS if _FOLD * number <= len(rows)]
    if len(numbers) < 2:
        return NUMBERS[0]
    judged = _take(sought, rows)
    worth = {number: _judge(judged, number) for number in numbers}
    best = max(worth.values())
    return max(number for number in numbers if worth[number] >= _EQUAL * best) if best >= _CHANCE else numbers[0]


def _judge(judged: _Sample, number: int) -> float:
    """Stability times the square root of the margin. The margin tells apart groups that were split or merged (both
    have a poor margin), not finer from coarser ones, so it counts less."""
    chance = np.random.default_rng(_SEED)
    count = min(max(_SAMPLES, _JUDGED // len(judged.texts)), _MOST_SAMPLES)
    samples = [_group_sample(judged, number, chance) for _ in range(count)]
    stability = fmean(_compare(one, other) for (one, _), (other, _) in combinations(samples, 2))
    return stability * sqrt(max(fmean(margin for _, margin in samples), 0.0))


def _group_sample(judged: _Sample, number: int, chance: np.random.Generator) -> tuple[Names, float]:
    """Groups of a random three quarters of the rows, -1 for the others, and their margin; k shrinks with the sample.

    The margin is that of the texts as they are, by which a few of the same letters stand apart from the rest of their
    matter; where groups are to be wide, that of the texts drawn together, by which whole matters do.
    """
    kept, fewer = np.flatnonzero(chance.random(len(judged.texts)) < _SHARE), round(_SHARE * number)
    sample = judged.choose(kept)
    drawn = sample.draw(fewer)
    names = np.full(len(judged.texts), -1)
    names[kept] = find_communities(connect(drawn, fewer, sample.linked))
    return names, _measure_margin(drawn if judged.wide else sample.texts, names[kept])


def _compare(one: Names, other: Names) -> float:
    """How well two groupings agree on the rows that both have (adjusted Rand index)."""
    both = (one >= 0) & (other >= 0)
    return float(adjusted_rand_score(one[both], other[both]))


def _measure_margin(texts: Likeness, names: Names) -> float:
    """How much nearer rows are to the others of their group than to those of the next one (mean of mean cosines)."""
    rows, sizes = np.arange(len(names)), np.bincount(names)
    members = sp.csr_matrix((np.ones(len(names), np.float32), (names, rows)))
    sums = texts.sum_cosines(members)
    own = (sums[rows, names] - 1) / np.maximum(sizes[names] - 1, 1)
    means = sums / sizes
    means[rows, names] = -1
    return float((own - means.max(axis=1)).mean()) if len(sizes) > 1 else 0.0


def _choose_rows(near: sp.csr_matrix) -> Names:
    """All rows, or a sample large enough to judge by: whole communities that are neighbours of each other."""
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
    """The nodes in breadth-first order, from the largest component to the smallest."""
    for part in sorted(graph.connected_components(), key=lambda part: (-len(part), part)):
        yield from graph.bfs(part[0])[0]
