"""What the search finds, as values: hits with their reasons, the answer above them, and a card."""

from dataclasses import dataclass
from typing import Any

from hc_builder.content.cards import CardLink
from hc_builder.search.document import FIRST_QUESTION, KEYWORDS, TITLE
from hc_builder.search.facts import FIRST_BODY, WINDOWS


@dataclass(frozen=True)
class Reason:
    """Why an article was found: `query` is the part of the query, `how` one of word, part, synonym, mended, typing,
    initials, pair; `term` the word of the index; `where` title, question, keywords or text."""

    query: str
    how: str
    term: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    id: str
    title: str
    url: str
    section: str
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Quote:
    """The answer, word for word from an article; `confidence` (0–1) is the chance that it answers.

    `form` is summary, sentence, item, step or row; `parts` are its sentences, steps or cells, `columns` the headings of
    a row's cells, and `text` the parts in one line. `url` leads to the section it stands in.
    """

    article: str
    title: str
    url: str
    section: str
    form: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    text: str
    confidence: float


@dataclass(frozen=True)
class FoundCard:
    """What the settings or the shop's own cards answer: hours, contact, look-up of an order."""

    id: str
    title: str
    text: str
    lines: tuple[str, ...]
    links: tuple[CardLink, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The articles found, best first, the query as it was understood where that differs from what was typed, and the
    article that the answer is quoted from, or the id of the card (`card:hours`), if there is one."""

    ids: tuple[str, ...]
    mended: str = ""
    quoted: str = ""


@dataclass(frozen=True)
class SearchResult:
    """`answer` or `card` is what a customer sees above the hits; `mended` the query as it was understood where that
    differs from what was typed; `nearest` stands in for hits where there are none; `bytes` (gzip) is what a browser
    would have fetched since the engine was opened."""

    query: str
    hits: tuple[Hit, ...]
    mended: str | None
    nearest: tuple[Hit, ...]
    is_number: str | None
    bytes: int
    ms: float
    answer: Quote | None = None
    card: FoundCard | None = None


def read_result(query: str, found: dict[str, Any], size: int, ms: float) -> SearchResult:
    """What the browser's engine gave, after `ms` milliseconds and with `size` bytes fetched since it was opened."""
    mended = found["mended"]["to"] if found["mended"] else None
    hits = tuple(map(_read_hit, found["hits"]))
    nearest = tuple(map(_read_hit, found["nearest"]))
    answer = _read_quote(found["answer"]) if found["answer"] else None
    card = _read_card(found["card"]) if found["card"] else None
    return SearchResult(query, hits, mended, nearest, found["isNumber"], size, ms, answer, card)


def _read_card(hit: dict[str, Any]) -> FoundCard:
    shown = hit["card"]
    links = tuple(CardLink(*link) for link in shown["links"])
    return FoundCard(hit["id"], hit["title"], shown["text"], tuple(shown["lines"]), links)


def _read_quote(quote: dict[str, Any]) -> Quote:
    same = {name: quote[name] for name in ("article", "title", "section", "form", "text", "confidence")}
    return Quote(**same, url=_join_url(quote), parts=tuple(quote["parts"]), columns=tuple(quote["columns"]))


def _join_url(found: dict[str, Any]) -> str:
    return str(found["url"]) + (f"#{found['anchor']}" if found["anchor"] else "")


def _read_hit(hit: dict[str, Any]) -> Hit:
    why = tuple(Reason(r["query"], r["how"], r["text"], name_windows(r["windows"])) for r in hit["why"])
    return Hit(hit["id"], hit["title"], _join_url(hit), hit["section"], hit["score"], why)


def name_windows(mask: int) -> tuple[str, ...]:
    """title, question, keywords and text, as far as a bit of the mask says so."""
    places = {
        "title": range(TITLE, FIRST_QUESTION),
        "question": range(FIRST_QUESTION, KEYWORDS),
        "keywords": range(KEYWORDS, FIRST_BODY),
        "text": range(FIRST_BODY, WINDOWS),
    }
    return tuple(name for name, bits in places.items() if any(mask >> bit & 1 for bit in bits))
