"""What a returning reader fetches anew after one change, of all that the same queries had fetched."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.document import Document, build_document
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import merge_index
from hc_builder.search.part import Part, PartMaker
from hc_builder.search.synonyms import read_synonyms
from search.datasets import Dataset
from search.query_classes import build_queries

QUERIES, TIMES, SHOWN = 50, 4, 7
Parts = dict[str, Part]


@dataclass(frozen=True)
class Again:
    """Of one kind of change: shares of the bytes (gzip) that the queries had fetched, and of the index's files; mean
    and most of `TIMES`."""

    change: str
    bytes: tuple[float, float]
    files: tuple[float, float]


def measure_edits(dataset: Dataset) -> Iterator[Again]:
    """`QUERIES` keyword queries before and after a change to an article that a die chooses."""
    analyzer, (synonyms, _) = MorphologicalAnalyzer(dataset.lang), read_synonyms(None, lang=dataset.lang)
    documents = [build_document(shown) for shown in dataset.center.in_language(dataset.lang)]
    maker, queries = PartMaker(analyzer), [query.text for query in build_queries(dataset, QUERIES)["keywords"]]
    parts = {document.id: maker.make(document) for document in documents}

    def build(some: Parts) -> dict[str, bytes]:
        return merge_index(some.values(), dataset.lang, synonyms, analyzer)

    before = build(parts)
    fetched = fetch(before, queries)
    for name, change in CHANGES.items():
        chance = random.Random(name)
        shares = [
            compare(before, fetched, build(change(parts, documents, maker, chance)), queries) for _ in range(TIMES)
        ]
        found = [[share[place] for share in shares] for place in range(2)]
        yield Again(name, (mean(found[0]), max(found[0])), (mean(found[1]), max(found[1])))


def fetch(index: dict[str, bytes], queries: Sequence[str]) -> dict[str, int]:
    """Sizes of the files that the queries ask for, by name."""
    with SearchEngine(index) as engine:
        for query in queries:
            engine.search(query, SHOWN)
        return engine.fetched


def compare(
    before: dict[str, bytes], fetched: dict[str, int], after: dict[str, bytes], queries: Sequence[str]
) -> tuple[float, float]:
    again = fetch(after, queries)
    new = sum(size for name, size in again.items() if name not in fetched or name == "index.json")
    return new / sum(fetched.values()), len(after.keys() - before.keys()) / len(before)


def replace_words(count: int, put: int) -> Callable[[Parts, Sequence[Document], PartMaker, random.Random], Parts]:
    """`count` words of an article's text give way to `put` words of another's."""

    def change(parts: Parts, documents: Sequence[Document], maker: PartMaker, chance: random.Random) -> Parts:
        document, other = chance.choice(documents), chance.choice(documents)
        window = chance.choice([window for window in document.windows if window.field == "body"])
        at = chance.randrange(max(1, len(window.words) - count))
        put_in = [word for own in other.windows if own.field == "body" for word in own.words][:put]
        words = (*window.words[:at], *put_in, *window.words[at + count :])
        windows = tuple(replace(own, words=words) if own is window else own for own in document.windows)
        edited = replace(document, windows=windows, body=f"{document.body} {' '.join(put_in)}")
        return parts | {document.id: maker.make(edited)}

    return change


def add_article(parts: Parts, documents: Sequence[Document], maker: PartMaker, chance: random.Random) -> Parts:
    added = replace(chance.choice(documents), id=f"new-{chance.random()}")
    return parts | {added.id: maker.make(added)}


def delete_article(parts: Parts, documents: Sequence[Document], maker: PartMaker, chance: random.Random) -> Parts:
    deleted = chance.choice(documents).id
    return {id: part for id, part in parts.items() if id != deleted}


CHANGES = {
    "one word replaced": replace_words(1, 1),
    "ten words replaced": replace_words(10, 10),
    "forty words added": replace_words(0, 40),
    "an article added": add_article,
    "an article deleted": delete_article,
}
