"""How near texts come to each other by chance: a null model.

Questions of one shop share words whatever they ask. If all their words were dealt anew, each text as many as it had,
nothing would be asked twice, and yet most texts would have a neighbour that looks like them. What is no nearer than
that tells nothing, and small groups that come of it are chance.
"""

import random
from collections.abc import Sequence

import numpy as np

from hc_builder.gaps.grouping.neighbours import STRANGER, find_neighbours
from hc_builder.gaps.grouping.vectors import Vectorizer, Vectors

_SURELY = 0.9
"""Of texts with dealt words so many have no neighbour nearer than what is called chance."""
_SEED = 20260101


def measure_chance(texts: Sequence[str], vectorizer: Vectorizer) -> float:
    """The cosine up to which the nearest of `texts` is near by chance, and `STRANGER` at least. `vectorizer` has
    learned from them."""
    near = find_neighbours(Vectors(vectorizer.transform(_deal_words(texts))), 1, 0.0)
    nearest = near.max(axis=1).toarray().ravel()
    return max(STRANGER, float(np.quantile(nearest, _SURELY).round(5)))


def _deal_words(texts: Sequence[str]) -> list[str]:
    words = [word for text in texts for word in text.split()]
    random.Random(_SEED).shuffle(words)
    dealt = iter(words)
    return [" ".join(next(dealt) for _ in text.split()) for text in texts]
