"""The search index of one language: a manifest and shards, as bytes to be written under `search/<lang>/`."""

import gc
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.content.cards import Card
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.progress import track
from hc_builder.search.analysis import Analyzer
from hc_builder.search.analysis_cache import open_cache
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.document import Document, build_card_document, build_document
from hc_builder.search.everyday import find_everyday_level, find_strangers
from hc_builder.search.facts import BIGRAM_MARK, EVERYDAY_SHIFT, FORM_BIT, FORMAT, PROMINENT_BIT, RUN_MARK
from hc_builder.search.pack import Entry, Phrases, find_level, join_sorted, pack_common_shard, pack_postings
from hc_builder.search.part import Part, PartMaker, decode_part, encode_part
from hc_builder.search.places import number_documents
from hc_builder.search.postings import Postings, merge_parts
from hc_builder.search.shards import cut_words, name_files
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.vocabulary import find_tails, find_weak_words, resolve_synonyms

COMMON_WORDS = 1_000
_AT_ONCE = 200
_MANY = 50
"""Articles from which an index also names the less common words that it lacks: with fewer they would be most of it."""


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


@pause_collector()
def build_index(
    center: HelpCenter, lang: str, synonyms: Synonyms, cache: Cache | None = None, cards: Sequence[Card] = ()
) -> dict[str, bytes]:
    """File name → bytes, of articles and cards; the same input gives the same bytes."""
    cache, words = cache or Cache(), center.settings.words
    with open_cache(cache, lang, MorphologicalAnalyzer(lang, words)) as analyzer:
        setup = make_key("index", lang, *words)
        parts = _list_parts(center.list_searched(lang), setup, analyzer, cache)
        more = PartMaker(analyzer).make_all([*map(build_card_document, cards)])
        return merge_index(chain(parts, more), lang, synonyms, analyzer)


def _list_parts(articles: Sequence[Shown], setup: bytes, analyzer: Analyzer, cache: Cache) -> Iterator[Part]:
    """Of articles that did not change as they were made before."""
    maker = PartMaker(analyzer)
    for start in track("Indexing articles", range(0, len(articles), _AT_ONCE), len(articles), _AT_ONCE):
        keys = {_name_part(shown, setup): shown for shown in articles[start : start + _AT_ONCE]}
        known = {key: decode_part(data) for key, data in cache.get_many(keys).items()}
        new = {key: build_document(shown) for key, shown in keys.items() if key not in known}
        made = dict(zip(new, maker.make_all([*new.values()]), strict=True))
        cache.put_many({key: encode_part(part) for key, part in made.items()})
        yield from (known.get(key) or made[key] for key in keys)


def name_index(center: HelpCenter, lang: str, synonyms: Synonyms, cards: Sequence[Card] = ()) -> bytes:
    """What stands for all that `build_index` gives."""
    setup = make_key("index", lang, *center.settings.words)
    parts = (_name_part(shown, setup) for shown in center.list_searched(lang))
    return make_key("whole index", msgspec.msgpack.encode(synonyms), repr(cards), *parts)


def _name_part(shown: Shown, setup: bytes) -> bytes:
    """All that a part is made of."""
    return make_key("part", setup, shown.key, shown.article.id, shown.url)


def build_index_of(
    documents: Iterable[Document], lang: str, synonyms: Synonyms, analyzer: Analyzer
) -> dict[str, bytes]:
    return merge_index(PartMaker(analyzer).make_all([*documents]), lang, synonyms, analyzer)


def merge_index(parts: Iterable[Part], lang: str, synonyms: Synonyms, analyzer: Analyzer) -> dict[str, bytes]:
    """The index of articles by their parts, whatever their order; `analyzer` reads the words of synonyms."""
    site = _Site()
    postings = merge_parts(site.listen(parts))
    lists = dict(zip(postings.terms, pack_postings(postings), strict=True))
    entries = _list_entries(postings, site.forms)
    tails = find_tails(lang, site.tails).split()
    strangers = find_strangers(lang, {e.word: e.kind for e in entries}, tails, 1 if len(site.rows) >= _MANY else 2)
    phrases: Phrases = {**dict.fromkeys(strangers, ()), **_resolve(synonyms, analyzer, postings)}
    head: dict[str, object] = {
        "format": FORMAT,
        "lang": lang,
        "documents": len(site.rows),
        "weak": join_sorted(find_weak_words(lang).split()),
        "tails": join_sorted(tails),
    }
    common = pack_common_shard(_choose_common(entries))
    numbers = number_documents(site.rows)
    rows = {numbers[id]: row for id, row in site.rows.items()}
    return name_files(head, cut_words(entries, phrases, lists), rows, common, site.pack_groups(numbers))


@dataclass
class _Site:
    """What is known of all articles beside their postings: rows by id, groups by category and type, forms with their
    stems, tails with the words that end so."""

    rows: dict[str, str] = field(default_factory=dict)
    groups: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, str] = field(default_factory=dict)
    tails: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def listen(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The same parts, each noted as it passes."""
        for part in parts:
            self.rows[part.id] = part.row
            self.groups[part.category, part.type].append(part.id)
            for form, stem in part.forms.items():
                self.forms[form] = min(stem, self.forms.get(form, stem))
            for tail, words in part.tails.items():
                self.tails[tail].update(words)
            yield part

    def pack_groups(self, numbers: Mapping[str, int]) -> bytes:
        """Category, type and numbers of articles, as JSON: each the step from the one before."""
        groups = [[*key, _list_steps(sorted(numbers[id] for id in self.groups[key]))] for key in sorted(self.groups)]
        return json.dumps(groups, ensure_ascii=False, separators=(",", ":")).encode()


def _list_steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _list_entries(postings: Postings, forms: Mapping[str, str]) -> list[Entry]:
    """The dictionary: terms and forms, sorted. A form has the kind and number of documents of its term."""
    columns = (postings.terms, postings.kinds, postings.list_prominent(), postings.count_documents())
    terms = {
        term: Entry(term, kind | PROMINENT_BIT * about | find_everyday_level(term, kind) << EVERYDAY_SHIFT, count, term)
        for term, kind, about, count in zip(*columns, strict=True)
    }
    stems = [(form, terms[stem]) for form, stem in forms.items() if stem in terms and form not in terms]
    made = [Entry(form, entry.kind | FORM_BIT, entry.documents, entry.term) for form, entry in stems]
    return sorted([*terms.values(), *made])


def _resolve(synonyms: Synonyms, analyzer: Analyzer, postings: Postings) -> Phrases:
    ids = {term: number for number, term in enumerate(postings.terms)}
    found = resolve_synonyms(synonyms, analyzer, ids, postings.find_prominent)
    terms = postings.terms
    return {phrase: [(weight, [terms[id] for id in own]) for weight, own in found[phrase]] for phrase in found}


def _choose_common(entries: Sequence[Entry]) -> list[Entry]:
    """The words most articles are about: where a slip may have hit the first key, only they are compared."""
    chosen = [entry for entry in entries if entry.kind & PROMINENT_BIT and not entry.kind & FORM_BIT]
    chosen = [entry for entry in chosen if len(entry.word) > 1 and entry.word[0] not in (BIGRAM_MARK, RUN_MARK)]
    return sorted(sorted(chosen, key=lambda entry: (-find_level(entry.documents), entry.word))[:COMMON_WORDS])
