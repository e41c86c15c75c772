"""Every engine on every class of query of a set, and on nonsense."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from search.datasets import Dataset
from search.metrics import Ranking, Scores, score
from search.nonsense import build_nonsense
from search.peers import find_peer
from search.query_classes import Query, build_queries


@dataclass(frozen=True)
class Quality:
    """Of one engine on one set: scores by class, and how many of the nonsense queries it answered."""

    peer: str
    scores: Mapping[str, Scores]
    nonsense_answered: int
    misses: Sequence[tuple[str, Query, Ranking]]


def measure_quality(dataset: Dataset, peers: Sequence[str], most: int) -> Iterator[Quality]:
    queries, nonsense = build_queries(dataset, most), build_nonsense(dataset)
    texts = [query.text for query in chain.from_iterable(queries.values())] + nonsense
    for peer in peers:
        yield judge(peer, queries, nonsense, find_peer(peer)(dataset, texts))


def judge(
    peer: str, queries: Mapping[str, Sequence[Query]], nonsense: Sequence[str], rankings: Sequence[Ranking]
) -> Quality:
    """`rankings` follow the queries, class after class, then the nonsense."""
    scores, misses, start = {}, [], 0
    for name, asked in queries.items():
        found = rankings[start : start + len(asked)]
        scores[name] = score(found, [query.article for query in asked])
        misses += [(name, q, ranking) for q, ranking in zip(asked, found, strict=True) if q.article not in ranking[:1]]
        start += len(asked)
    answered = [(text, ranking) for text, ranking in zip(nonsense, rankings[start:], strict=True) if ranking]
    misses += [("nonsense", Query(text, "nothing"), ranking) for text, ranking in answered]
    return Quality(peer, scores, len(answered), misses)
