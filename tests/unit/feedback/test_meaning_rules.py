"""How near an article is in meaning, and what is said of articles that can't be read."""

import numpy as np
import pytest

from feedback_function.meaning.articles import Article, UnreadableArticles, read_articles
from feedback_function.meaning.nearness import Nearness, Passage
from feedback_function.meaning.vectors import Text

FEE, REFUND = (Article(id, f"{id}/", id, "", "", "") for id in ("fee", "refund"))


def read_nearness() -> Nearness:
    passages = [Passage(place, Text("", is_question=False)) for place in (0, 1)]
    vectors = np.array([[4.0, 0.0], [0.0, 2.0]], np.float32)  # as long as they come, only their directions count
    return Nearness([FEE, REFUND], passages, vectors, vectors / 4, np.zeros((1, 2), np.float32))


def test_scores_are_cosines_whatever_the_lengths() -> None:
    found = read_nearness().rank(np.array([2.0, -1.0], np.float32))
    assert [(near.article.id, near.score) for near in found] == [("fee", 1.0), ("refund", -1.0)]


@pytest.mark.parametrize(
    ("content", "told"), [(None, "No such file or directory"), (b"{", "truncated"), (b"[]", "Expected `object`")]
)
def test_articles_that_can_not_be_read_are_told_with_the_reason(tmp_path, content, told) -> None:
    file = tmp_path / "meaning.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableArticles, match=told) as refused:
        read_articles(str(file))
    assert "HC_MEANING" in refused.value.hint
