"""Why an article came and another did not: the browser's own steps, told by `theme/assets/search/explain.js`."""

from typing import Any

import msgspec

from hc_builder.search.engine import OpenIndex
from hc_builder.search.result import name_windows

_HARNESS = """
const create = search.createExplainer;
function explain(query, limit, id) { return engine.explain(query, limit, id); }
"""


class Part(msgspec.Struct, frozen=True):
    """A part of a written word. `kind` is word, weak (hardly counts), unknown or rest (an ending, or nothing);
    `how` as in `engine.Reason`, `share` of the question (0–1), `articles` that have it or one of its `meanings`."""

    text: str
    kind: str
    how: str
    term: str
    share: float
    articles: int
    meanings: tuple[str, ...] = ()


class Word(msgspec.Struct, frozen=True):
    """A written word as `typed` and as `read`, which differ where it was typed with the other keyboard layout."""

    typed: str
    read: str
    parts: tuple[Part, ...]


class Match(msgspec.Struct, frozen=True):
    """A part of the question that an article has: `where` title, question, keywords or text."""

    text: str
    share: float
    how: str
    term: str
    where: tuple[str, ...]


class Missed(msgspec.Struct, frozen=True):
    """A part of the question that an article lacks."""

    text: str
    share: float


class Explained(msgspec.Struct, frozen=True):
    """An article beside the question; `rank` 0: it is not among the results."""

    id: str
    title: str
    url: str
    rank: int
    score: float
    coverage: float
    is_believed: bool
    matched: tuple[Match, ...]
    missed: tuple[Missed, ...]


class Quoted(msgspec.Struct, frozen=True):
    """The answer above the results: `text` from the `section` of an `article`, by its id."""

    article: str
    section: str
    text: str
    confidence: float


class Explanation(msgspec.Struct, frozen=True):
    """A query as it was read, what it found, and `nearest` where it found nothing; `number`: order or parcel, where it
    is such a number and nothing else; `card` or `answer` is what customers see above the results; `article` is the one
    that was asked for."""

    query: str
    number: str | None
    is_answered: bool
    words: tuple[Word, ...]
    hits: tuple[Explained, ...]
    nearest: tuple[Explained, ...]
    card: Explained | None
    answer: Quoted | None
    article: Explained | None


class Explainer(OpenIndex):
    """One index, open for explanations."""

    entry = "explain.js"
    harness = _HARNESS

    def explain(self, query: str, limit: int = 5, article: str = "") -> Explanation:
        """The first `limit` articles, and in any case `article`, which is `None` in the answer if it is not there."""
        self._add([name for name in self._files if name.startswith("d")])  # words of synonyms: whatever is at hand
        while (found := self._v8.call("explain", query, limit, article))["missing"]:
            self._add(found["missing"])
        return _read_explanation(query, found["explanation"])


def _read_explanation(query: str, found: dict[str, Any]) -> Explanation:
    fields = {
        "query": query,
        "number": found["number"],
        "is_answered": found["isAnswered"],
        "words": found["words"],
        "hits": list(map(_read_article, found["hits"])),
        "nearest": list(map(_read_article, found["nearest"])),
        "card": found["card"] and _read_article(found["card"]),
        "answer": found["answer"],
        "article": found["article"] and _read_article(found["article"]),
    }
    return msgspec.convert(fields, Explanation)


def _read_article(found: dict[str, Any]) -> dict[str, Any]:
    matched = [{**match, "where": name_windows(match["windows"])} for match in found["matched"]]
    return {**found, "is_believed": found["isBelieved"], "matched": matched}
