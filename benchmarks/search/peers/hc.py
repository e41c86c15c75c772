"""This project's own engine, as `hc search` runs it."""

from collections.abc import Sequence

from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms
from search.datasets import Dataset
from search.metrics import Ranking


def search_hc(dataset: Dataset, queries: Sequence[str]) -> list[Ranking]:
    synonyms, _ = read_synonyms(None, lang=dataset.lang)
    with SearchEngine(build_index(dataset.center, dataset.lang, synonyms)) as engine:
        return [[hit.id for hit in engine.search(query).hits[:10]] for query in queries]
