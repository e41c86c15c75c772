"""What search costs a customer: bytes over the line and milliseconds at the keys, and the shop: time to build."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from search.datasets import Dataset, make_center
from search.generated import make_articles
from search.hangul import compose_keystrokes, split_keystrokes
from search.metrics import Number, find_percentile
from search.peers.chromium import time_in_chromium
from search.peers.node import Sizes, ask_node
from search.query_classes import build_queries

SHOWN = 7
FIRST, FURTHER, TYPED, TYPED_SLOWLY = 20, 60, 20, 8


@dataclass(frozen=True)
class Cost:
    """Of one engine on one set. Bytes are (raw, gzip, brotli); pairs are p50 and p95; `slowed` is with a slowed CPU:
    milliseconds, rounds of fetching, and milliseconds with all files at hand."""

    peer: str
    first: tuple[Sizes, Sizes]
    further: tuple[Sizes, Sizes]
    whole: Sizes
    keystroke_ms: tuple[float, float]
    question_ms: tuple[float, float]
    slowed: tuple[tuple[float, float], ...]


def measure_cost(peer: str, dataset: Dataset, in_chromium: bool) -> Cost:
    """First results: `FIRST` visits of one keyword query each. Further ones: a visit of `FURTHER` queries after one."""
    queries = build_queries(dataset, FIRST + FURTHER)
    keywords = [query.text for query in queries["keywords"]]
    questions = [query.text for query in queries["question"][:FURTHER]]
    keystrokes = type_out(keywords[:TYPED])
    sessions = [*([query] for query in keywords[:FIRST]), keywords[FIRST:], keystrokes, questions]
    with TemporaryDirectory() as folder:
        answer = ask_node(peer, dataset, sessions, SHOWN, Path(folder))
        slowly = type_out(keywords[:TYPED_SLOWLY])
        slowed = time_in_chromium(peer, dataset, slowly, SHOWN, Path(folder)) if in_chromium else []
    fetched, ms, typed = answer.fetched, answer.ms, len(keywords)
    return Cost(
        peer,
        find_sizes(fetched[:FIRST]),
        find_sizes(fetched[FIRST + 1 : typed]),
        answer.whole,
        find_pair(ms[typed : typed + len(keystrokes)]),
        find_pair(ms[typed + len(keystrokes) :]),
        tuple(map(find_pair, zip(*map(msgspec.structs.astuple, slowed), strict=True))),
    )


def type_out(queries: Iterable[str]) -> list[str]:
    """What stands in the box after each key: `ㅎ`, `호`, `화`, `환`, `환ㅂ`, `환부`, `환불`."""
    typed = (split_keystrokes(query) for query in queries)
    return [compose_keystrokes(keys[:end]) for keys in typed for end in range(1, len(keys) + 1)]


def find_sizes(fetched: Sequence[Sizes]) -> tuple[Sizes, Sizes]:
    raw, gzip, brotli = (find_pair([sizes[place] for sizes in fetched]) for place in range(3))
    return (raw[0], gzip[0], brotli[0]), (raw[1], gzip[1], brotli[1])


def find_pair(values: Sequence[Number]) -> tuple[Number, Number]:
    return find_percentile(values, 0.5), find_percentile(values, 0.95)


def time_build(articles: int = 1000, words: int = 450) -> float:
    """Seconds of one core to analyse and index them, nothing cached."""
    center = make_center(make_articles(articles, words))
    synonyms, _ = read_synonyms(None, lang="ko")
    start = time.process_time()
    build_index(center, "ko", synonyms)
    return time.process_time() - start
