"""Nearest neighbours of sparse vectors, and a graph of them in which questions that ask the same hold together.

Two neighbours' vectors are drawn together before the final search (a paraphrase shares words with its neighbours'
neighbours), and an edge weighs as much as its ends share neighbours: Jarvis and Patrick 1973, "Clustering using a
similarity measure based on shared near neighbors"; used so before community detection by Levine et al. 2015
(PhenoGraph).
"""

from typing import Any

import igraph
import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

NEIGHBOURS = 10
_PULLS = (2.0, 1.0)
_FEATURES = 80
_STRANGER, _STRANGER_AMONG_FEW = 0.05, 0.12
_FEW = 50 * NEIGHBOURS
"""Texts less alike than this share no more than chance has them share; among few texts ten neighbours reach further."""
_BLOCK = 1000


def build_graph(vectors: sp.csr_matrix, cut: float = 0.0) -> igraph.Graph:
    """One node per row; edges between near rows, weighed 0 to 1 by the neighbours that they share.

    A neighbour less than `cut` times as near as the nearest one is none: without a cut, questions that few people ask
    are given neighbours that ask something else.
    """
    near = keep_nearest(find_neighbours(vectors), cut)
    for pull in _PULLS:
        vectors = _prune(_draw_together(vectors, near, pull))
        near = keep_nearest(find_neighbours(vectors), cut)
    return weigh_by_shared(near)


def keep_nearest(near: sp.csr_matrix, cut: float = 0.0) -> sp.csr_matrix:
    """Without strangers, and without those less than `cut` times as near as the row's nearest."""
    nearest = np.asarray(near.max(axis=1).todense()).ravel()
    rows = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
    stranger = _STRANGER_AMONG_FEW if near.shape[0] < _FEW else _STRANGER
    kept = near.data >= np.maximum(cut * nearest[rows], stranger)
    return sp.csr_matrix((near.data[kept], (rows[kept], near.indices[kept])), near.shape)


def find_neighbours(vectors: sp.csr_matrix, number: int = NEIGHBOURS) -> sp.csr_matrix:
    """Each row's nearest rows by cosine, itself left out: a sparse matrix of similarities. Equals by row number."""
    columns, values, counts = [], [], []
    others = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _BLOCK):
        block = (vectors[start : start + _BLOCK] @ others).tocsr()
        for row in range(block.shape[0]):
            found = slice(block.indptr[row], block.indptr[row + 1])
            near, similar = _find_nearest(block.indices[found], block.data[found], start + row, number)
            columns.append(near)
            values.append(similar)
            counts.append(len(near))
    ends = np.concatenate([[0], np.cumsum(counts)])
    return sp.csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(counts), len(counts)))


def _find_nearest(near: Any, similar: Any, itself: int, number: int) -> tuple[Any, Any]:
    similar = np.round(similar, 5)  # sums differ in their last bits between machines; ties then break alike
    if len(similar) > 4 * number:
        enough = similar >= -np.partition(-similar, number)[number]
        near, similar = near[enough], similar[enough]
    order = np.lexsort((near, -similar))
    order = order[near[order] != itself][:number]
    return near[order], similar[order]


def _draw_together(vectors: sp.csr_matrix, near: sp.csr_matrix, pull: float) -> sp.csr_matrix:
    """Each row plus the mean of its neighbours, times `pull`."""
    scale = sp.diags(1 / np.maximum(np.asarray(near.sum(axis=1)).ravel(), 1e-9))
    return normalize(vectors + pull * (scale @ near @ vectors)).tocsr()


def _prune(vectors: sp.csr_matrix) -> sp.csr_matrix:
    """Each row's heaviest features only: drawing together would fill the matrix."""
    kept = np.zeros(vectors.nnz, dtype=bool)
    for start, end in zip(vectors.indptr, vectors.indptr[1:], strict=False):
        row = vectors.data[start:end]
        heavy = np.argsort(-np.round(row, 6), kind="stable")[:_FEATURES]
        kept[start + heavy] = True
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))[kept]
    return normalize(sp.csr_matrix((vectors.data[kept], (rows, vectors.indices[kept])), vectors.shape))


def weigh_by_shared(near: sp.csr_matrix) -> igraph.Graph:
    """Jaccard similarity of the neighbourhoods, each with its own node in it."""
    sets = (near.sign() + sp.identity(near.shape[0], format="csr")).tocsr()
    edges = sp.triu(near.maximum(near.T), 1).tocoo()
    shared = np.asarray(sets[edges.row].multiply(sets[edges.col]).sum(axis=1)).ravel()
    sizes = np.asarray(sets.sum(axis=1)).ravel()
    graph = igraph.Graph(n=near.shape[0], edges=list(zip(edges.row.tolist(), edges.col.tolist(), strict=True)))
    graph.es["weight"] = np.round(shared / (sizes[edges.row] + sizes[edges.col] - shared), 6).tolist()
    return graph
