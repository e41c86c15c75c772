"""Do words that no article uses reach the article that means them?

The articles are the example shop's without their `questions` and `keywords`: a shop whose writers did not think of
their customers' words. Its own 446 questions are asked back, and those of `queries/*.tsv`, written by hand: a query, a
tab, and the ids of the articles that answer it, separated by commas. Half of the hand-written ones with unused words,
by a hash of the query, is for tuning the lexicon; the other is only measured. The fresh ones were written when the
lexicon was done; "later" and the fresh English ones before it grew again, and nobody looked at them meanwhile.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.settings import Settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.result import Found
from hc_builder.search.synonyms import read_synonyms
from search.datasets import Split, read_center
from search.sign_test import SignTest, compare_ranks

CONTENT = Path(__file__).parents[2] / "content"
QUERIES = Path(__file__).parent / "queries"
BEFORE = Path(__file__).parent / "unused_words.before.json"
OFF_TOPIC, TOLD = "off-topic, answered", "well spelt, told otherwise"
OFF_TOPIC_FRESH = "off-topic, fresh, answered"
OFF_TOPIC_LATER = "off-topic, later, answered"
FAULTS = (OFF_TOPIC, OFF_TOPIC_FRESH, OFF_TOPIC_LATER, TOLD)

Outcomes = Mapping[str, Mapping[str, int]]
"""By class and query: the right article's rank, 0 if it is not found; where nothing should be found, 1 for a fault."""


@dataclass(frozen=True)
class Asked:
    """A query and the articles of which any is right."""

    text: str
    articles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """Of one class: shares in first place and in the first five, before and after, and whether that is chance."""

    name: str
    queries: int
    first: tuple[float, float]
    five: tuple[float, float]
    test: SignTest


def read_queries(name: str) -> list[Asked]:
    lines = (QUERIES / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Asked(text, frozenset(ids[0].split(",")) if ids else frozenset()) for text, *ids in rows]


def find_half(query: str) -> Split:
    return "tune" if hashlib.sha256(query.encode()).digest()[0] % 2 else "test"


def read_classes(center: HelpCenter) -> dict[str, list[Asked]]:
    """Class → queries, of those that have an answer."""
    own = [Asked(text, frozenset([shown.article.id])) for shown in center.articles for text in _questions(shown)]
    unused = read_queries("unused_words")
    return {
        "own questions": own,
        "unused words, tune": [asked for asked in unused if find_half(asked.text) == "tune"],
        "unused words, test": [asked for asked in unused if find_half(asked.text) == "test"],
        "unused words, fresh": read_queries("unused_words_fresh"),
        "unused words, later": read_queries("unused_words_later"),
        "English": read_queries("english"),
        "English, fresh": read_queries("english_fresh"),
    }


def _questions(shown: Shown) -> tuple[str, ...]:
    return shown.article.fields.questions


def measure_words() -> Outcomes:
    center = read_center(CONTENT, Settings(words=("온서랍", "바로택배")))
    classes, strangers = read_classes(center), read_queries("off_topic")
    fresh, later = read_queries("off_topic_fresh"), read_queries("off_topic_later")
    well_spelt = [*classes["own questions"], *strangers]
    synonyms, _ = read_synonyms(None)
    with SearchEngine(build_index(strip_questions(center), "ko", synonyms)) as engine:
        found = {name: engine.find_many([asked.text for asked in queries]) for name, queries in classes.items()}
        answered, others, last, told = (
            engine.find_many(_texts(queries)) for queries in (strangers, fresh, later, well_spelt)
        )
    outcomes = {
        name: dict(zip(_texts(queries), _ranks(queries, found[name]), strict=True)) for name, queries in classes.items()
    }
    faults = {
        OFF_TOPIC: dict(zip(_texts(strangers), (int(bool(result.ids)) for result in answered), strict=True)),
        OFF_TOPIC_FRESH: dict(zip(_texts(fresh), (int(bool(result.ids)) for result in others), strict=True)),
        OFF_TOPIC_LATER: dict(zip(_texts(later), (int(bool(result.ids)) for result in last), strict=True)),
        TOLD: dict(zip(_texts(well_spelt), (int(bool(result.mended)) for result in told), strict=True)),
    }
    return {**outcomes, **faults}


def strip_questions(center: HelpCenter) -> HelpCenter:
    """The same articles as a writer left them who thought of no customer's words."""

    def strip(shown: Shown) -> Shown:
        fields = msgspec.structs.replace(shown.article.fields, questions=(), keywords=())
        return replace(shown, article=shown.article.with_fields(fields))

    return replace(center, articles=tuple(map(strip, center.articles)))


def _texts(queries: Iterable[Asked]) -> list[str]:
    return [asked.text for asked in queries]


def _ranks(queries: Sequence[Asked], found: Sequence[Found]) -> list[int]:
    return [
        next((rank for rank, id in enumerate(result.ids, 1) if id in asked.articles), 0)
        for asked, result in zip(queries, found, strict=True)
    ]


def read_before() -> Outcomes:
    outcomes: Outcomes = json.loads(BEFORE.read_text("utf-8"))
    return outcomes


def write_before(outcomes: Outcomes) -> None:
    """Keeps a run, for later ones to be compared with."""
    text = json.dumps(outcomes, ensure_ascii=False, indent=0, sort_keys=True)
    BEFORE.write_text(text + "\n", "utf-8")


def compare(before: Outcomes, after: Outcomes) -> list[Comparison]:
    """Class by class, over the queries that both runs asked."""
    return [_compare_class(name, before.get(name, {}), ranks) for name, ranks in after.items()]


def _compare_class(name: str, before: Mapping[str, int], after: Mapping[str, int]) -> Comparison:
    pairs = [(before[query], rank) for query, rank in after.items() if query in before]
    columns = list(zip(*pairs, strict=True)) or [(), ()]
    first, five = (tuple(_share(ranks, most) for ranks in columns) for most in (1, 5))
    return Comparison(name, len(pairs), (first[0], first[1]), (five[0], five[1]), compare_ranks(pairs))


def _share(ranks: Sequence[int], most: int) -> float:
    return sum(0 < rank <= most for rank in ranks) / len(ranks) if ranks else 0.0
