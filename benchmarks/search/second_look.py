"""What a second look by meaning adds where no word answers, and from which nearness on it should speak.

The articles and questions are those of `unused_words.py`. Needs the extra `semantic`; vectors are kept in `.cache`.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import msgspec
from msgspec.structs import replace

from feedback_function.meaning.articles import FORM, Articles
from feedback_function.meaning.library import list_texts, open_nearness
from feedback_function.meaning.nearness import ENOUGH, MOST, Nearness
from feedback_function.meaning.vectors import VectorStore
from hc_builder.content.settings import Settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.meaning import build_meaning
from hc_builder.search.synonyms import read_synonyms
from search.cache import FOLDER
from search.datasets import read_adobe, read_center
from search.unused_words import CONTENT, Asked, read_classes, read_queries, strip_questions

OFF_TOPIC = "off-topic"
STEPS = tuple(round(0.86 + 0.005 * step, 3) for step in range(10))


@dataclass(frozen=True)
class Look:
    """One question: the rank that words give the right article, and that meaning gives it (0: none); how near the
    articles are; whether words answered at all."""

    asked: Asked
    is_answered: bool
    by_words: int
    by_meaning: int
    nearness: float


@dataclass(frozen=True)
class Shares:
    """Of one class: right in first place / in the first five by words, by meaning alone, and by both; `silent`: no word
    answers them."""

    name: str
    queries: int
    silent: int
    words: tuple[float, float]
    meaning: tuple[float, float]
    both: tuple[float, float]


@dataclass(frozen=True)
class Step:
    """With `least` as the bound: `off_topic` questions answered, of those that no word answers; those answered on
    Adobe's articles (`elsewhere`), of all; of the others that no word answers, those `answered`, and those that have a
    `right` article in the first five."""

    least: float
    off_topic: int
    elsewhere: int
    answered: int
    right: int


@dataclass(frozen=True)
class SecondLook:
    shares: Sequence[Shares]
    curve: Sequence[Step]
    strangers: int
    """Off-topic questions that no word answers."""
    lacking: int
    """Others that no word answers."""
    ms: float
    """Of one question, median."""


def measure_second_look() -> SecondLook:
    looks, ms = look_at_all()
    strangers = [look for look in looks[OFF_TOPIC] if not look.is_answered]
    own = [look for name, some in looks.items() if name != OFF_TOPIC for look in some if not look.is_answered]
    shares = [find_shares(name, some) for name, some in looks.items() if name != OFF_TOPIC]
    elsewhere = measure_elsewhere([each.asked.text for each in looks[OFF_TOPIC]])
    curve = [find_step(least, strangers, elsewhere, own) for least in STEPS]
    return SecondLook(shares, curve, len(strangers), len(own), ms)


def measure_elsewhere(queries: Sequence[str]) -> list[float]:
    """How near the titles of Adobe's help center are to each query: a site of another trade."""
    articles = msgspec.json.decode(build_meaning(read_adobe().center, "ko"), type=Articles).articles
    titles = [replace(article, summary="", sections=()) for article in articles]
    store, nearness = open_articles(Articles(FORM, "ko", tuple(titles)), "elsewhere")
    return [nearness.measure(store.embed_question(query)) for query in queries]


def look_at_all() -> tuple[Mapping[str, Sequence[Look]], float]:
    """Class → questions; and how long a question takes."""
    written = read_center(CONTENT, Settings(words=("온서랍", "바로택배")))
    classes, center = {**read_classes(written), OFF_TOPIC: read_queries("off_topic")}, strip_questions(written)
    store, nearness = open_articles(msgspec.json.decode(build_meaning(center, "ko"), type=Articles), "shop")
    synonyms, _ = read_synonyms(None)
    times: list[float] = []
    with SearchEngine(build_index(center, "ko", synonyms)) as engine:
        looks = {
            name: [look(asked, engine, store, nearness, times) for asked in queries]
            for name, queries in classes.items()
        }
    return looks, median(times) * 1_000


def open_articles(articles: Articles, name: str) -> tuple[VectorStore, Nearness]:
    store = VectorStore(FOLDER / "meaning" / name)
    texts = list_texts([articles])
    store.add(store.list_new(texts))
    store.keep(texts)
    return store, open_nearness(store, articles)


def look(asked: Asked, engine: SearchEngine, store: VectorStore, nearness: Nearness, times: list[float]) -> Look:
    found = [hit.id for hit in engine.search(asked.text).hits]
    start = time.perf_counter()
    question = store.embed_question(asked.text)
    near = [each.article.id for each in nearness.rank(question)]
    times.append(time.perf_counter() - start)
    by_words, by_meaning = find_rank(found, asked), find_rank(near, asked)
    return Look(asked, bool(found), by_words, by_meaning, nearness.measure(question))


def find_rank(ids: Sequence[str], asked: Asked) -> int:
    return next((rank for rank, id in enumerate(ids, 1) if id in asked.articles), 0)


def find_shares(name: str, looks: Sequence[Look]) -> Shares:
    words, meaning = [look.by_words for look in looks], [look.by_meaning for look in looks]
    both = [look.by_words if look.is_answered else look.by_meaning * (look.nearness >= ENOUGH) for look in looks]
    silent = sum(not look.is_answered for look in looks)
    return Shares(name, len(looks), silent, share(words), share(meaning), share(both))


def share(ranks: Sequence[int]) -> tuple[float, float]:
    """In first place, in the first five."""
    first, five = (sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, MOST))
    return first, five


def find_step(least: float, strangers: Sequence[Look], elsewhere: Sequence[float], own: Sequence[Look]) -> Step:
    answered = [look for look in own if look.nearness >= least]
    right = sum(0 < look.by_meaning <= MOST for look in answered)
    off_topic = sum(look.nearness >= least for look in strangers)
    return Step(least, off_topic, sum(nearness >= least for nearness in elsewhere), len(answered), right)


def render_second_look(found: SecondLook) -> str:
    rows = [
        f"| {each.name} | {each.queries} | {each.silent} | {_pair(each.words)} | {_pair(each.meaning)} |"
        f" {_pair(each.both)} |"
        for each in found.shares
    ]
    steps = [
        f"| {'**' if step.least == ENOUGH else ''}{step.least:.3f}{'**' if step.least == ENOUGH else ''} |"
        f" {step.off_topic} | {step.elsewhere} | {step.answered} | {step.right} |"
        for step in found.curve
    ]
    return "\n".join(
        [
            "| class | queries | no word answers | by words | by meaning alone | by words, else by meaning |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            f"| least nearness | off-topic answered, of {found.strangers} that no word answers |"
            f" … on Adobe's articles, of 100 | others answered, of {found.lacking} | … rightly |",
            "| --- | --- | --- | --- | --- |",
            *steps,
            "",
            f"A question takes {found.ms:.0f} ms (median, one core).",
        ]
    )


def _pair(shares: tuple[float, float]) -> str:
    return f"{shares[0]:.2f} / {shares[1]:.2f}"
