"""Nearest neighbours, and a graph of them in which questions that ask the same hold together.

Two neighbours' vectors are drawn together before the final search (a paraphrase shares words with its neighbours'
neighbours), and an edge weighs as much as its ends share neighbours: Jarvis and Patrick 1973, "Clustering using a
similarity measure based on shared near neighbors"; used so before community detection by Levine et al. 2015
(PhenoGraph).
"""

import igraph
import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from hc_builder.gaps.vectors import Vectors

STRANGER = 0.25
"""Texts less alike than this share no more than chance has them share."""
_PULLS = (2.0, 1.0)
_BLOCK = 1000


def build_graph(vectors: Vectors, number: int) -> igraph.Graph:
    """One node per row; edges to the `number` nearest rows, weighed 0 to 1 by the neighbours that their ends share."""
    near = find_neighbours(vectors, number)
    for pull in _PULLS:
        vectors = vectors.mix(pull * normalize(near.power(2), norm="l1"))
        near = find_neighbours(vectors, number)
    return weigh_by_shared(near)


def find_neighbours(vectors: Vectors, number: int) -> sp.csr_matrix:
    """Each row's nearest rows, itself and strangers left out: a sparse matrix of cosines. Equals by row number."""
    size = len(vectors)
    blocks = [_find_nearest(vectors, start, min(start + _BLOCK, size), number) for start in range(0, size, _BLOCK)]
    return sp.vstack(blocks, format="csr")


def _find_nearest(vectors: Vectors, start: int, stop: int, number: int) -> sp.csr_matrix:
    similar = vectors.compare(start, stop, STRANGER)
    rows = np.repeat(np.arange(stop - start), np.diff(similar.indptr))
    others = similar.indices != rows + start
    rows, columns, cosines = rows[others], similar.indices[others], similar.data[others]
    cosines = np.round(cosines, 5)  # sums differ in their last bits between machines; ties then break alike
    order = np.lexsort((columns, -cosines, rows))
    rows, columns, cosines = rows[order], columns[order], cosines[order]
    ranks = np.arange(len(rows)) - np.searchsorted(rows, rows)
    near = ranks < number
    return sp.csr_matrix((cosines[near], (rows[near], columns[near])), similar.shape)


def weigh_by_shared(near: sp.csr_matrix) -> igraph.Graph:
    """Edges between neighbours, weighed by the cosine of their rows of neighbours, each with itself in its own."""
    size = near.shape[0]
    rows = normalize(near + sp.identity(size, dtype=np.float32, format="csr"))
    edges = sp.triu(near.maximum(near.T), 1).tocoo()
    shared = np.asarray(rows[edges.row].multiply(rows[edges.col]).sum(axis=1)).ravel()
    graph = igraph.Graph(n=size, edges=np.column_stack((edges.row, edges.col)))
    graph.es["weight"] = np.round(shared, 5).tolist()
    return graph
