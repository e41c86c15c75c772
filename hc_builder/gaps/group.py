"""Questions that ask the same, found without being told how many there are.

Sparse vectors, a graph of the ten nearest neighbours, and Leiden communities in it (Traag, Waltman and van Eck 2019,
"From Louvain to Leiden: guaranteeing well-connected communities"). How fine the communities are is not given: the
resolution is the one whose groups change least between two halves of the graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import leidenalg
import numpy as np
import scipy.sparse as sp

from hc_builder.gaps.vectors import build_vectorizer

NEIGHBOURS = 10
_SEED = 20260101
_BLOCK = 2000


@dataclass(frozen=True)
class Groups:
    """For each text, in their order, the number of its question and of its topic; both count from 0."""

    question: tuple[int, ...]
    topic: tuple[int, ...]


def group_texts(texts: Sequence[str]) -> Groups:
    """Group `texts` by what they ask. Deterministic; equal texts come together."""
    distinct = list(dict.fromkeys(texts))
    if len(distinct) < 3:
        place = {text: number for number, text in enumerate(distinct)}
        alone = tuple(place[text] for text in texts)
        return Groups(alone, alone)
    graph = build_graph(build_vectorizer(distinct).transform(distinct))
    questions = find_communities(graph, 0.1)
    topics = find_communities(graph, 0.01)
    place = {text: number for number, text in enumerate(distinct)}
    return Groups(tuple(questions[place[t]] for t in texts), tuple(topics[place[t]] for t in texts))


def find_neighbours(vectors: sp.csr_matrix, number: int = NEIGHBOURS) -> sp.csr_matrix:
    """Each row's nearest rows by cosine, itself left out: a sparse matrix of similarities."""
    rows, columns, values = [], [], []
    others = vectors.T.tocsc()
    for start in range(0, vectors.shape[0], _BLOCK):
        block = (vectors[start : start + _BLOCK] @ others).tocsr()
        for i in range(block.shape[0]):
            found = slice(block.indptr[i], block.indptr[i + 1])
            near, similar = block.indices[found], block.data[found]
            order = np.lexsort((near, -similar))
            order = order[near[order] != start + i][:number]
            rows.append(np.full(len(order), start + i))
            columns.append(near[order])
            values.append(similar[order])
    shape = (vectors.shape[0], vectors.shape[0])
    return sp.csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape)


def build_graph(vectors: sp.csr_matrix) -> igraph.Graph:
    """The undirected graph of nearest neighbours, weighed by similarity."""
    near = find_neighbours(vectors)
    both = sp.triu(near.maximum(near.T)).tocoo()
    graph = igraph.Graph(n=vectors.shape[0], edges=list(zip(both.row.tolist(), both.col.tolist(), strict=True)))
    graph.es["weight"] = both.data.astype(float).tolist()
    return graph


def find_communities(graph: igraph.Graph, resolution: float) -> list[int]:
    """The Leiden community of each node, numbered by first appearance."""
    found = leidenalg.find_partition(
        graph,
        leidenalg.CPMVertexPartition,
        weights="weight",
        resolution_parameter=resolution,
        seed=_SEED,
        n_iterations=-1,
    )
    names: dict[int, int] = {}
    return [names.setdefault(number, len(names)) for number in found.membership]
