"""What an unknown word may mean, by the model of the optional extra `semantic`.

Its vectors all lie in one narrow cone, so that everything resembles everything; the mean of the articles' lines is
taken off first.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hc_builder.gaps.grouping.embeddings import embed_texts
from hc_builder.gaps.grouping.vectors import Embeddings
from hc_builder.gaps.synonyms.unknown_words import ArticleVocabulary, Evidence, UnknownWord

NEAR = 0.35
"""Below this cosine the nearest line is an accident. On the starter content 33 wordings with unknown words were read
by eye: of the 14 above it about half were meant so (`when is my refund`: 0.37), of the 19 below hardly any."""


def find_meanings(words: Sequence[UnknownWord], vocabulary: ArticleVocabulary, folder: Path) -> list[Evidence | None]:
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


def _center(vectors: Embeddings, lines: int) -> Embeddings:
    """Cosines (word, line) after the mean of the first `lines` rows is taken off."""
    centered = vectors - vectors[:lines].mean(axis=0)
    lengths = np.linalg.norm(centered, axis=1, keepdims=True)
    centered = centered / np.where(lengths > 0, lengths, 1)
    similar: Embeddings = centered[lines:] @ centered[:lines].T
    return similar


def _build_evidence(
    word: UnknownWord, place: tuple[str, str], likeness: float, vocabulary: ArticleVocabulary
) -> Evidence | None:
    id, line = place
    title = vocabulary.find_title(id)
    words = vocabulary.describe(id) if line == title else line
    if likeness < NEAR or vocabulary.find_unknown(word.asked) != [word.text]:
        return None
    adds = vocabulary.find_new_words(word.asked, words)
    return Evidence("meaning", words, id, title, likeness=round(likeness, 2)) if adds else None
