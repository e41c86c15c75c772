"""The search index of one language: a manifest and shards, as bytes to be written under `search/<lang>/`.

What is known of all articles together is kept (`ledger.py`), so an edit costs what it touches: the rows of its article,
and the files that hold them. Any way leads to the same bytes.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from hc_builder.cache import Cache, make_key
from hc_builder.content.cards import Card
from hc_builder.content.help_center import HelpCenter
from hc_builder.progress import track
from hc_builder.search.analysis import Analyzer
from hc_builder.search.analysis_cache import open_cache
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.assembly import Index, assemble
from hc_builder.search.document import Document, build_card_document, build_document
from hc_builder.search.drawers import LostDrawer
from hc_builder.search.ledger import (
    MOST_CHANGED,
    LedgerMaker,
    Member,
    Stock,
    change_stock,
    find_change,
    is_small,
    keep_stock,
    load_stock,
)
from hc_builder.search.naming import name_part, name_setup
from hc_builder.search.part import Part, PartMaker, decode_part, decode_row, encode_part
from hc_builder.search.places import number_documents
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.vocabulary import list_synonym_words

_AT_ONCE = 200


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: analysis allocates a million long-lived tuples, and scanning them costs 25%
    of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True)
class Source:
    """What a part is made of: an article or a card."""

    id: str
    read: Callable[[], Document]


def build_index(
    center: HelpCenter, lang: str, synonyms: Synonyms, cache: Cache | None = None, cards: Sequence[Card] = ()
) -> dict[str, bytes]:
    """File name → bytes, of articles and cards; the same input gives the same bytes."""
    return update_index(center, lang, synonyms, cache or Cache(), cards, is_whole=True).made


@pause_collector()
def update_index(
    center: HelpCenter, lang: str, synonyms: Synonyms, cache: Cache, cards: Sequence[Card] = (), is_whole: bool = False
) -> Index:
    """The same by hashes: made are only files that were not when the index was last made, or all, if it shall be
    `is_whole`. What it takes to say so the next time is kept."""
    with open_cache(cache, lang, MorphologicalAnalyzer(lang, center.settings.words)) as analyzer:
        works = IndexMaker(_list_sources(center, lang, cards), PartMaker(analyzer), cache)
        return works.update(_name_stock(center, lang), lang, synonyms, is_whole)


def _name_stock(center: HelpCenter, lang: str) -> bytes:
    return make_key("whole index", lang, *center.settings.words, *sorted(center.audiences))


@dataclass
class IndexSeries:
    """Indexes of one language that differ little, each made of the one before and the first of what the last build
    left; for later builds nothing is kept but parts and analyses."""

    lang: str
    cards: Sequence[Card]
    cache: Cache
    analyzer: Analyzer
    _stock: Stock | None = None
    _files: dict[str, bytes] = field(default_factory=dict)

    @pause_collector()
    def make(self, center: HelpCenter, synonyms: Synonyms) -> dict[str, bytes]:
        """The same files as `build_index` gives."""
        sources, maker = _list_sources(center, self.lang, self.cards), PartMaker(self.analyzer)
        works = IndexMaker(sources, maker, self.cache, most_changed=1)  # what stays need not be packed again
        name = _name_stock(center, self.lang)
        kept = self._stock or load_stock(self.cache, name)
        self._stock, index = works.make(kept, name, self.lang, synonyms, is_whole=not self._files)
        self._files |= index.made
        return {file: self._files[file] for file in index.hashes}


@dataclass(frozen=True)
class IndexMaker:
    """Makes the index of `sources`, each under the key of its part; of a former one, where no more than one in
    `most_changed` articles changed."""

    sources: Mapping[bytes, Source]
    maker: PartMaker
    cache: Cache
    most_changed: int = MOST_CHANGED

    def update(self, name: bytes, lang: str, synonyms: Synonyms, is_whole: bool = False) -> Index:
        """`name` tells indexes of one cache apart."""
        stock, index = self.make(load_stock(self.cache, name), name, lang, synonyms, is_whole)
        keep_stock(self.cache, name, stock)
        return index

    def make(
        self, kept: Stock | None, name: bytes, lang: str, synonyms: Synonyms, is_whole: bool = False
    ) -> tuple[Stock, Index]:
        """From the stock of an index like it, which is used up, its own and the index."""
        try:
            stock = (self._change(kept) if kept else None) or self._make_stock(name, synonyms)
            return stock, self._assemble(stock, lang, synonyms, is_whole)
        except LostDrawer:
            stock = self._make_stock(name, synonyms)
            return stock, self._assemble(stock, lang, synonyms, is_whole)

    def _assemble(self, stock: Stock, lang: str, synonyms: Synonyms, is_whole: bool) -> Index:
        return assemble(stock, lang, synonyms, self.maker.analyzer, self._find_rows, is_whole)

    def _change(self, kept: Stock) -> Stock | None:
        change = find_change(kept.ledger, self._number())
        if not is_small(change, self.most_changed):
            return None
        return change_stock(kept, change, dict(self._find_parts([*change.come])), self.cache)

    def _make_stock(self, name: bytes, synonyms: Synonyms) -> Stock:
        """What is needed to analyse words is let go before the rows of all articles are sorted."""
        made, numbers, keys = LedgerMaker(), self._number(), [*self.sources]
        for start in track("Indexing articles", range(0, len(keys), _AT_ONCE), len(keys), _AT_ONCE):
            for key, part in self._find_parts(keys[start : start + _AT_ONCE]):
                made.add(key, part, numbers[key])
        self.maker.analyzer.analyze_all(list_synonym_words(synonyms))
        self.maker.rest()
        return made.make(self.cache, name)

    def _number(self) -> dict[bytes, int]:
        numbers = number_documents(source.id for source in self.sources.values())
        return {key: numbers[source.id] for key, source in self.sources.items()}

    def _find_parts(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Part]]:
        """Of articles that did not change as they were made before."""
        known = {key: decode_part(data) for key, data in self.cache.get_many(keys).items()}
        new = {key: self.sources[key].read() for key in keys if key not in known}
        made = dict(zip(new, self.maker.make_all([*new.values()]), strict=True))
        self.cache.put_many({key: encode_part(part) for key, part in made.items()})
        yield from ((key, known.get(key) or made[key]) for key in keys)

    def _find_rows(self, members: Sequence[Member]) -> dict[int, str]:
        known = self.cache.get_many([member.key for member in members])
        rest = dict(self._find_parts([member.key for member in members if member.key not in known]))
        return {
            member.number: rest[member.key].row if member.key in rest else decode_row(known[member.key])
            for member in members
        }


@contextmanager
def open_series(words: tuple[str, ...], lang: str, cards: Sequence[Card], cache: Cache) -> Iterator[IndexSeries]:
    """For help centers with the shop's own `words`."""
    with open_cache(cache, lang, MorphologicalAnalyzer(lang, words)) as analyzer:
        yield IndexSeries(lang, cards, cache, analyzer)


def _list_sources(center: HelpCenter, lang: str, cards: Sequence[Card]) -> dict[bytes, Source]:
    setup = name_setup(center, lang)
    articles = center.list_public(lang)
    found = {name_part(shown, setup): Source(shown.article.id, partial(build_document, shown)) for shown in articles}
    documents = {make_key("card part", setup, repr(card)): build_card_document(card) for card in cards}
    return found | {key: Source(document.id, partial(_give, document)) for key, document in documents.items()}


def _give(document: Document) -> Document:
    return document


def build_index_of(
    documents: Iterable[Document], lang: str, synonyms: Synonyms, analyzer: Analyzer
) -> dict[str, bytes]:
    return merge_index(PartMaker(analyzer).make_all([*documents]), lang, synonyms, analyzer)


def merge_index(parts: Iterable[Part], lang: str, synonyms: Synonyms, analyzer: Analyzer) -> dict[str, bytes]:
    """The index of articles by their parts, whatever their order; `analyzer` reads the words of synonyms."""
    found, maker = {part.id: part for part in parts}, LedgerMaker()
    for id, number in number_documents(found).items():
        maker.add(id.encode(), found[id], number)

    def find_rows(members: Sequence[Member]) -> dict[int, str]:
        return {member.number: found[member.id].row for member in members}

    return assemble(maker.make(Cache(), b""), lang, synonyms, analyzer, find_rows, True).made
