"""From what is known of all articles together to the files of an index: what is as it was is not made again."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import msgspec

from hc_builder.file_memo import hash_bytes
from hc_builder.search.analysis import Analyzer
from hc_builder.search.everyday import find_everyday_level, find_strangers
from hc_builder.search.facts import (
    ARTICLE_BITS,
    BIGRAM_MARK,
    COMMON,
    EVERYDAY_SHIFT,
    FORM_BIT,
    FORMAT,
    GROUPS,
    PROMINENT_BIT,
    RUN_MARK,
)
from hc_builder.search.ledger import KeptFiles, Ledger, Member, Resolved, Stock, unpack_word
from hc_builder.search.pack import Entry, Phrases, find_level, join_sorted, pack_common_shard, pack_postings
from hc_builder.search.postings import find_prominent_documents, make_postings
from hc_builder.search.shards import (
    Piece,
    build_manifest,
    cut_words,
    name_articles,
    name_shard,
    name_table,
    pack_shard,
)
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.vocabulary import find_tails, find_weak_words, resolve_synonyms

COMMON_WORDS = 1_000
_MANY = 50
"""Articles from which an index also names the less common words that it lacks: with fewer they would be most of it."""
MANIFEST = "index.json"

FindRows = Callable[[Sequence[Member]], Mapping[int, str]]
"""What results show of articles, by number."""


@dataclass
class Index:
    """Hashes of the content of all its files by name, and the bytes of those that were made."""

    hashes: dict[str, bytes] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)

    def add(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Their hashes."""
        hashes = {name: hash_bytes(data) for name, data in files.items()}
        self.made |= files
        self.hashes |= hashes
        return hashes


def assemble(
    stock: Stock, lang: str, synonyms: Synonyms, analyzer: Analyzer, find_rows: FindRows, is_whole: bool
) -> Index:
    """All files of the index; `is_whole`: all made anew. The ledger remembers them, and the synonyms.

    Raises `LostDrawer`.
    """
    ledger = stock.ledger
    entries = _list_entries(ledger)
    tails = find_tails(lang, ledger.tails).split()
    least = 1 if len(ledger.members) >= _MANY else 2
    strangers = find_strangers(lang, {entry.word: entry.kind for entry in entries}, tails, least)
    ledger.resolved = _resolve(stock, synonyms, analyzer)
    phrases: Phrases = {**dict.fromkeys(strangers, ()), **ledger.resolved.phrases}
    head: dict[str, object] = {
        "format": FORMAT,
        "lang": lang,
        "documents": len(ledger.members),
        "weak": join_sorted(find_weak_words(lang).split()),
        "tails": join_sorted(tails),
    }
    known = {} if is_whole else ledger.files
    files = _Files(Index(), known)
    shards = [kept.shard for kept in _put_shards(files, stock, entries, phrases) if kept.shard]
    articles = [kept.shared for kept in _put_articles(files, ledger.members, find_rows)]
    common, groups = pack_common_shard(_choose_common(entries)), _pack_groups(ledger.members)
    tables = {table: files.put(*name_table(table, data)) for table, data in ((COMMON, common), (GROUPS, groups))}
    files.index.add({MANIFEST: build_manifest(head, shards, articles, tables)})
    ledger.files = files.kept
    return files.index


_Make = Callable[[], tuple[KeptFiles, Mapping[str, bytes]]]


@dataclass
class _Files:
    """Files of an index, known by the keys of what they are made of."""

    index: Index
    known: Mapping[bytes, KeptFiles]
    kept: dict[bytes, KeptFiles] = field(default_factory=dict)

    def put(self, shared: str, files: Mapping[str, bytes]) -> str:
        """Small ones, made each time."""
        self.index.add(files)
        return shared

    def keep(self, key: bytes, make: _Make, is_touched: bool = False) -> KeptFiles:
        """As they are known, or made; what they are made of is touched where it is another under the same key."""
        found = None if is_touched else self.known.get(key)
        if found is None:
            named, files = make()
            found = msgspec.structs.replace(named, hashes=self.index.add(files))
        self.index.hashes |= found.hashes
        self.kept[key] = found
        return found


def _put_shards(files: _Files, stock: Stock, entries: Sequence[Entry], phrases: Phrases) -> Iterator[KeptFiles]:
    terms = [entry.word for entry in entries if not entry.kind & FORM_BIT]
    pieces, is_single = cut_words(entries, phrases, lambda: sum(map(len, _pack_lists(stock, terms).values())))

    def make(piece: Piece, terms: Sequence[str]) -> tuple[KeptFiles, dict[str, bytes]]:
        names, made = name_shard(pack_shard(piece, _pack_lists(stock, terms), is_single))
        return KeptFiles("", {}, names), made

    for piece in pieces:
        terms = piece.list_terms()
        key = hash_bytes(msgspec.msgpack.encode((piece, is_single)))
        yield files.keep(key, partial(make, piece, terms), not stock.touched.isdisjoint(terms))


def _pack_lists(stock: Stock, terms: Sequence[str]) -> dict[str, bytes]:
    postings = make_postings(stock.drawers.take(terms))
    return dict(zip(postings.terms, pack_postings(postings), strict=True))


def _put_articles(files: _Files, members: Sequence[Member], find_rows: FindRows) -> Iterator[KeptFiles]:
    groups: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        groups[member.number >> ARTICLE_BITS].append(member)
    for place in range(max(groups, default=-1) + 1):
        inside = sorted(groups[place], key=lambda member: member.number)
        key = hash_bytes(
            msgspec.msgpack.encode(("articles", place, [(member.key, member.number) for member in inside]))
        )
        yield files.keep(key, partial(_name_rows, find_rows, inside))


def _name_rows(find_rows: FindRows, members: Sequence[Member]) -> tuple[KeptFiles, dict[str, bytes]]:
    shared, made = name_articles(find_rows(members))
    return KeptFiles(shared, {}), made


def _pack_groups(members: Sequence[Member]) -> bytes:
    """Category, type and numbers of articles, as JSON: each the step from the one before."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for member in members:
        found[member.category, member.type].append(member.number)
    groups = [[*key, _list_steps(sorted(found[key]))] for key in sorted(found)]
    return msgspec.json.encode(groups)


def _list_steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _list_entries(ledger: Ledger) -> list[Entry]:
    """The dictionary: terms and forms, sorted. A form has the kind and number of documents of its term."""
    terms = {term: _make_entry(term, word) for term, word in ledger.words.items()}
    forms = ((form, min(stems)) for form, stems in ledger.forms.items() if form not in terms)
    stems = [(form, terms[stem]) for form, stem in forms if stem in terms]
    made = [Entry(form, entry.kind | FORM_BIT, entry.documents, entry.term) for form, entry in stems]
    return sorted([*terms.values(), *made])


def _make_entry(term: str, word: int) -> Entry:
    documents, kind = unpack_word(word)
    level = find_everyday_level(term, kind & ~PROMINENT_BIT)
    return Entry(term, kind | level << EVERYDAY_SHIFT, documents, term)


def _resolve(stock: Stock, synonyms: Synonyms, analyzer: Analyzer) -> Resolved:
    """As they are known, as long as no answer would be another."""
    key = hash_bytes(msgspec.msgpack.encode(synonyms))
    if stock.ledger.resolved.key == key:
        return stock.ledger.resolved
    terms = sorted(stock.ledger.words)
    ids = _Asked({term: number for number, term in enumerate(terms)})
    weighed: set[str] = set()

    def is_prominent(id: int) -> bool:
        return bool(stock.ledger.words[terms[id]] & PROMINENT_BIT)

    @cache
    def find_prominent(id: int) -> frozenset[int]:
        weighed.add(terms[id])
        return find_prominent_documents(stock.drawers.find(terms[id]))

    found = resolve_synonyms(synonyms, analyzer, ids, is_prominent, find_prominent)
    named = {phrase: [(weight, [terms[id] for id in own]) for weight, own in found[phrase]] for phrase in found}
    return Resolved(key, named, frozenset(ids.asked), frozenset(weighed))


class _Asked(dict[str, int]):
    """Remembers what it was asked for."""

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__(known)
        self.asked: set[str] = set()

    def __contains__(self, term: object) -> bool:
        self.asked.add(str(term))
        return super().__contains__(term)

    def __getitem__(self, term: str) -> int:
        self.asked.add(term)
        return super().__getitem__(term)

    def get(self, term: str, default: Any = None) -> Any:
        self.asked.add(term)
        return super().get(term, default)


def _choose_common(entries: Sequence[Entry]) -> list[Entry]:
    """The words most articles are about: where a slip may have hit the first key, only they are compared."""
    chosen = [entry for entry in entries if entry.kind & PROMINENT_BIT and not entry.kind & FORM_BIT]
    chosen = [entry for entry in chosen if len(entry.word) > 1 and entry.word[0] not in (BIGRAM_MARK, RUN_MARK)]
    return sorted(sorted(chosen, key=lambda entry: (-find_level(entry.documents), entry.word))[:COMMON_WORDS])
