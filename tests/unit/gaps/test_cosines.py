"""Texts by their cosines alone are drawn together as their vectors are."""

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from hc_builder.gaps.grouping.neighbours import draw_together, find_neighbours
from hc_builder.gaps.grouping.vectors import Vectors, measure_cosines

CHANCE = np.random.default_rng(1)


def make_vectors(with_meaning: bool) -> Vectors:
    """Few features, none of them so faint in a mix that it would be dropped."""
    letters = normalize(sp.csr_matrix((CHANCE.random((30, 6)) * (CHANCE.random((30, 6)) < 0.6)).astype(np.float32)))
    meaning = normalize(CHANCE.normal(size=(30, 8))).astype(np.float32) if with_meaning else None
    return Vectors(letters, meaning)


@pytest.mark.parametrize("with_meaning", [False, True])
def test_what_is_drawn_together_has_the_same_cosines_and_neighbours(with_meaning: bool) -> None:
    vectors = make_vectors(with_meaning)
    near, cosines = find_neighbours(vectors, 5), measure_cosines(vectors)
    linked = sp.csr_matrix(([1.0, 1.0], ([0, 29], [29, 0])), (30, 30), dtype=np.float32)
    one, other = draw_together(vectors, near, 4, linked), draw_together(cosines, near, 4, linked)
    same = one.compare(30, 0.0).toarray()
    assert np.allclose(same, other.compare(30, 0.0).toarray(), atol=0.03)
    kept = np.array([1, 4, 7, 20])
    assert np.allclose(same[np.ix_(kept, kept)], other.choose(kept).compare(4, 0.0).toarray(), atol=0.03)


@pytest.mark.parametrize("with_meaning", [False, True])
def test_sums_of_groups_and_nearest_rows_are_the_same(with_meaning: bool) -> None:
    vectors = make_vectors(with_meaning)
    cosines = measure_cosines(vectors)
    members = sp.csr_matrix((np.ones(30, np.float32), (np.arange(30) % 3, np.arange(30))))
    assert np.allclose(vectors.sum_cosines(members), cosines.sum_cosines(members), atol=1e-4)
    one, other = find_neighbours(vectors, 3), find_neighbours(cosines, 3)
    assert np.array_equal(one.indices, other.indices)
    assert np.allclose(one.data, other.data, atol=1e-4)
