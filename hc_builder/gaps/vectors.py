"""Short texts as sparse vectors: characters 2–4 and morphemes, weighed by how rare they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from hc_builder.gaps.keys import find_terms, fold_query


@dataclass(frozen=True)
class Vectorizer:
    """Learned from one set of texts, for these and others. Rows are of length 1, so a dot product is a cosine."""

    parts: tuple[TfidfVectorizer, ...]

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        found = [part.transform(texts) for part in self.parts]
        return normalize(sp.hstack(found, format="csr", dtype=np.float32))


def build_vectorizer(texts: Sequence[str]) -> Vectorizer:
    """A vectorizer that knows which characters and morphemes of `texts` are rare. Spaces do not count."""
    characters = TfidfVectorizer(
        preprocessor=_join_words, analyzer="char", ngram_range=(2, 4), min_df=_twice(texts), sublinear_tf=True
    )
    stems = TfidfVectorizer(analyzer=_list_terms, sublinear_tf=True)
    return Vectorizer((characters.fit(texts), stems.fit(texts)))


def _list_terms(text: str) -> tuple[str, ...]:
    """A text without any word has the empty word: texts of signs alone are alike."""
    return find_terms(text) or ("",)


def _join_words(text: str) -> str:
    """A text too short for two characters still has one feature."""
    return fold_query(text).replace(" ", "").ljust(2, "_")


def _twice(texts: Sequence[str]) -> int:
    """A pair of characters that stands in one text only tells nothing of others."""
    return 2 if len(texts) > 50 else 1
