"""Nearest neighbours, and a graph of them in which questions that ask the same hold together.

Two neighbours' vectors are drawn together before the final search (a paraphrase shares words with its neighbours'
neighbours), and an edge weighs as much as its ends share neighbours: Jarvis and Patrick 1973, "Clustering using a
similarity measure based on shared near neighbors"; used so before community detection by Levine et al. 2015
(PhenoGraph).
"""

from typing import TypeVar

import igraph
import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from hc_builder.gaps.grouping.vectors import Likeness, Vectors

L = TypeVar("L", bound=Likeness)

STRANGER = 0.25
"""Cosines below this are chance."""
_PULLS = (2.0, 1.0)
_TIED = 9
"""Extra candidates per row: the row itself, and ties with the last one kept."""
_EDGES = 50_000


def build_graph(
    vectors: Vectors, near: sp.csr_matrix, number: int, linked: sp.csr_matrix | None = None
) -> igraph.Graph:
    """One node per row; edges to the `number` nearest rows, weighed 0 to 1 by the neighbours that their ends share.

    `near` are the neighbours of the vectors as they are, as many or more; `linked` has 1 where two rows are neighbours
    whatever their vectors say.
    """
    return connect(draw_together(vectors, near, number, linked), number, linked)


def connect(drawn: Likeness, number: int, linked: sp.csr_matrix | None = None) -> igraph.Graph:
    """The graph of vectors that are drawn together already."""
    return weigh_by_shared(_add_linked(find_neighbours(drawn, number), linked))


def draw_together(vectors: L, near: sp.csr_matrix, number: int, linked: sp.csr_matrix | None = None) -> L:
    """The vectors, each drawn towards its `number` nearest, and once more to those that are nearest then."""
    first, second = _PULLS
    drawn = _pull(vectors, _add_linked(keep_nearest(near, number), linked), first)
    return _pull(drawn, _add_linked(find_neighbours(drawn, number), linked), second)


def _add_linked(near: sp.csr_matrix, linked: sp.csr_matrix | None) -> sp.csr_matrix:
    return near if linked is None else near.maximum(linked).tocsr()


def find_neighbours(vectors: Likeness, number: int, least: float = STRANGER) -> sp.csr_matrix:
    """Each row's nearest rows, itself and those below the cosine `least` left out: a sparse matrix of cosines."""
    return keep_nearest(vectors.compare(number + _TIED, least), number)


def keep_nearest(similar: sp.csr_matrix, number: int) -> sp.csr_matrix:
    """Each row's largest cosines without the diagonal; ties are broken by column."""
    rows = np.repeat(np.arange(similar.shape[0]), np.diff(similar.indptr))
    others = similar.indices != rows
    rows, columns, cosines = rows[others], similar.indices[others], similar.data[others]
    cosines = np.round(cosines, 5)  # sums differ in their last bits between machines; rounded, ties break the same way
    order = np.lexsort((columns, -cosines, rows))
    rows, columns, cosines = rows[order], columns[order], cosines[order]
    near = np.arange(len(rows)) - np.searchsorted(rows, rows) < number
    return sp.csr_matrix((cosines[near], (rows[near], columns[near])), similar.shape)


def _pull(vectors: L, near: sp.csr_matrix, pull: float) -> L:
    """Each row plus the mean of its neighbours, near ones more, times `pull`."""
    return vectors.mix(pull * normalize(near.power(2), norm="l1"))


def weigh_by_shared(near: sp.csr_matrix) -> igraph.Graph:
    """Edges between neighbours, weighed by the cosine of their rows of neighbours, each with itself in its own."""
    size = near.shape[0]
    rows = normalize(near + sp.identity(size, dtype=np.float32, format="csr"))
    edges = sp.triu(near.maximum(near.T), 1).tocoo()
    parts = [slice(start, start + _EDGES) for start in range(0, edges.nnz, _EDGES)]
    shared = [rows[edges.row[part]].multiply(rows[edges.col[part]]).sum(axis=1) for part in parts]
    graph = igraph.Graph(n=size, edges=np.column_stack((edges.row, edges.col)))
    graph.es["weight"] = [round(float(weight), 5) for part in shared for weight in np.asarray(part).ravel()]
    return graph
