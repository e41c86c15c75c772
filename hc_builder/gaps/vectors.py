"""Short texts as sparse vectors: characters 2–4 and morphemes, weighed by how rare they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from hc_builder.gaps.keys import find_terms, fold_query

_STEM_WEIGHT = 1.0


@dataclass(frozen=True)
class Vectorizer:
    """Learned from one set of texts, for these and others. Rows are of length 1, so a dot product is a cosine."""

    characters: TfidfVectorizer
    stems: TfidfVectorizer

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        parts = [self.characters.transform(texts), self.stems.transform(texts) * _STEM_WEIGHT]
        return normalize(sp.hstack(parts, format="csr", dtype=np.float32))


def build_vectorizer(texts: Sequence[str]) -> Vectorizer:
    """A vectorizer that knows which characters and morphemes of `texts` are rare."""
    characters = TfidfVectorizer(
        preprocessor=fold_query, analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
    )
    stems = TfidfVectorizer(analyzer=find_terms, sublinear_tf=True, dtype=np.float32)
    return Vectorizer(characters.fit(texts), stems.fit(texts))
