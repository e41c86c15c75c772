"""What is known of all articles of an index together, beside their rows of postings; and how an edit changes it.

A ledger is kept with its drawers. Nothing in it is guessed: an article that changed is taken out by its part as it was,
and put in by its part as it is, so that what is left is what all parts together would give. Where a part that was is
not to be had any more, or averages moved, all is made anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.search.drawers import (
    Drawers,
    Labels,
    LostDrawer,
    fill_drawers,
    join_rows,
    open_drawers,
    pair_rows,
    replace_rows,
)
from hc_builder.search.facts import PROMINENT_BIT
from hc_builder.search.part import Part, decode_part
from hc_builder.search.postings import Averages, RowMaker, SortedRows, find_averages, make_postings
from hc_builder.search.shards import ShardNames

MOST_CHANGED = 8
"""An edit of more than one in so many articles costs as much as all of them."""
_KIND_BITS = 8


class Member(msgspec.Struct, frozen=True, array_like=True):
    """An article of the index: the key of its part, its number, and its words by field."""

    key: bytes
    id: str
    number: int
    category: str
    type: str
    lengths: tuple[int, ...]


class Resolved(msgspec.Struct, frozen=True, array_like=True):
    """Synonyms as the index has them, by the key of their source; the terms that were `asked` for, which may be none of
    the index; and those whose articles were `weighed`."""

    key: bytes = b""
    phrases: dict[str, list[tuple[int, list[str]]]] = {}
    asked: frozenset[str] = frozenset()
    weighed: frozenset[str] = frozenset()


class KeptFiles(msgspec.Struct, frozen=True, array_like=True):
    """Files that share hashes in their names, each with a hash of its content; of a shard also what it is."""

    shared: str
    hashes: dict[str, bytes]
    shard: ShardNames | None = None


class Ledger(msgspec.Struct, array_like=True):
    """`words`: term → the number of its articles and its kind with `PROMINENT_BIT`, as `pack_word` has them. `forms`:
    form → its stems, and how many articles have it of each; `tails`: tail → words that end so, each with the number of
    its articles. `files` are known by what they are made of."""

    members: list[Member]
    averages: Averages
    words: dict[str, int]
    forms: dict[str, dict[str, int]]
    tails: dict[str, dict[str, int]]
    resolved: Resolved = Resolved()
    files: dict[bytes, KeptFiles] = {}


class Stock(NamedTuple):
    """An index before it is packed. `touched` are the terms whose rows are others than those `ledger.files` were made
    of."""

    ledger: Ledger
    drawers: Drawers
    touched: frozenset[str] = frozenset()


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    ledger: Ledger
    labels: Labels


def pack_word(documents: int, kind: int, is_prominent: bool) -> int:
    return documents << _KIND_BITS | kind | (PROMINENT_BIT if is_prominent else 0)


def unpack_word(word: int) -> tuple[int, int]:
    """The number of articles, and the kind with `PROMINENT_BIT`."""
    return word >> _KIND_BITS, word & (1 << _KIND_BITS) - 1


def load_stock(cache: Cache, name: bytes) -> Stock | None:
    """The index `name` as it was kept."""
    packed = cache.get(make_key("ledger", name))
    if packed is None:
        return None
    kept = msgspec.msgpack.decode(packed, type=_Kept)
    return Stock(kept.ledger, open_drawers(cache, name, kept.labels))


def keep_stock(cache: Cache, name: bytes, stock: Stock) -> None:
    """Drawers first: a ledger whose drawers are others' is found out by their checks."""
    labels = stock.drawers.save()
    cache.put(make_key("ledger", name), msgspec.msgpack.encode(_Kept(stock.ledger, labels)))


class LedgerMaker:
    """Takes all parts in, and gives the stock of their index."""

    def __init__(self) -> None:
        self._rows = RowMaker()
        self._members: list[Member] = []
        self._forms: Counter[tuple[str, str]] = Counter()
        self._tails: Counter[tuple[str, str]] = Counter()

    def add(self, key: bytes, part: Part, number: int) -> None:
        """`number` is that of its article among all."""
        self._rows.add(part)
        self._members.append(_enter(key, part, number))
        self._forms.update(part.forms.items())
        self._tails.update(_list_tails(part))

    def make(self, cache: Cache, name: bytes) -> Stock:
        averages = self._rows.find_averages()
        numbers = {member.id: member.number for member in self._members}
        drawers = fill_drawers(cache, name, self._rows.list_rows(numbers, averages))
        words = {term: word for rows in drawers.walk() for term, word in _count_words(rows).items()}
        return Stock(Ledger(self._members, averages, words, _nest(self._forms), _nest(self._tails)), drawers)


def _enter(key: bytes, part: Part, number: int) -> Member:
    return Member(key, part.id, number, part.category, part.type, part.lengths)


def _list_tails(part: Part) -> Iterable[tuple[str, str]]:
    return ((tail, word) for tail, words in part.tails.items() for word in words)


def _nest(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = defaultdict(dict)
    for (first, second), count in counts.items():
        nested[first][second] = count
    return dict(nested)


def _count_words(found: SortedRows) -> dict[str, int]:
    postings = make_postings(found)
    columns = (postings.terms, postings.count_documents(), postings.kinds, postings.list_prominent())
    return {
        term: pack_word(documents, kind, is_prominent)
        for term, documents, kind, is_prominent in zip(*columns, strict=True)
    }


class Change(NamedTuple):
    """From a ledger to all articles that are wanted: members that stay, those to take out, and parts to put in by key,
    with the numbers of their articles."""

    stay: list[Member]
    gone: list[Member]
    come: dict[bytes, int]


def find_change(ledger: Ledger, wanted: Mapping[bytes, int]) -> Change:
    """`wanted`: key of a part → number of its article."""
    stay = [member for member in ledger.members if wanted.get(member.key) == member.number]
    known = {member.key for member in stay}
    gone = [member for member in ledger.members if member.key not in known]
    return Change(stay, gone, {key: number for key, number in wanted.items() if key not in known})


def is_small(change: Change, most: int = MOST_CHANGED) -> bool:
    """An edit of no more than one in `most` of the others."""
    return max(len(change.gone), len(change.come)) * most <= len(change.stay)


def change_stock(stock: Stock, change: Change, come: Mapping[bytes, Part], cache: Cache) -> Stock | None:
    """The stock after a change; `come` are the parts to put in by key. `None`: all must be made anew."""
    packed = cache.get_many([member.key for member in change.gone])
    members = [*change.stay, *(_enter(key, come[key], number) for key, number in change.come.items())]
    averages = find_averages([member.lengths for member in members])
    if len(packed) < len(change.gone) or averages != stock.ledger.averages:
        return None
    gone = [(decode_part(packed[member.key]), member.number) for member in change.gone]
    put = [(come[key], number) for key, number in change.come.items()]
    try:
        return _replace(stock, members, gone, put)
    except LostDrawer:
        return None


def _replace(
    stock: Stock, members: list[Member], gone: Sequence[tuple[Part, int]], come: Sequence[tuple[Part, int]]
) -> Stock:
    ledger, averages = stock.ledger, stock.ledger.averages
    old, new = (_make_rows(parts, averages) for parts in (gone, come))
    touched = _replace_rows(stock, old - new, new - old)
    for parts, step in ((gone, -1), (come, 1)):
        for part, _ in parts:
            _count(ledger.forms, part.forms.items(), step)
            _count(ledger.tails, _list_tails(part), step)
    ledger.members = members
    return Stock(ledger, stock.drawers, touched)


def _make_rows(parts: Sequence[tuple[Part, int]], averages: Averages) -> set[tuple[str, bytes]]:
    maker = RowMaker()
    for part, _ in parts:
        maker.add(part)
    return pair_rows(maker.list_rows({part.id: number for part, number in parts}, averages))


def _replace_rows(stock: Stock, gone: set[tuple[str, bytes]], come: set[tuple[str, bytes]]) -> frozenset[str]:
    """The terms whose rows changed."""
    changes: dict[str, tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    for place, pairs in enumerate((gone, come)):
        for term, row in pairs:
            changes[term][place].append(row)
    for term in sorted(changes):
        before, known = stock.drawers.find(term), stock.ledger.words.get(term, 0)
        after = replace_rows(before, *changes[term])
        stock.drawers.put(term, after)
        _settle_word(stock.ledger.words, term, after)
        if _is_answer_new(stock.ledger, term, known, (before, after)):
            stock.ledger.resolved = Resolved()
    return frozenset(changes)


def _is_answer_new(ledger: Ledger, term: str, known: int, rows: tuple[bytes, bytes]) -> bool:
    """Whether synonyms would be told something else of the term: `known` is what was known of it as a word."""
    if term in ledger.resolved.weighed:
        before, after = map(_find_prominent, rows)
        return before != after
    word = ledger.words.get(term, 0)
    is_same = bool(known) == bool(word) and known & PROMINENT_BIT == word & PROMINENT_BIT
    return term in ledger.resolved.asked and not is_same


def _find_prominent(rows: bytes) -> frozenset[int] | None:
    """The articles that are about the term; `None`: there is no such term."""
    found = make_postings(_take_one(rows))
    return found.find_prominent(0) if found.terms else None


def _take_one(rows: bytes) -> SortedRows:
    return join_rows([""], [rows])


def _settle_word(words: dict[str, int], term: str, rows: bytes) -> None:
    words.pop(term, None)
    if found := _count_words(_take_one(rows)):
        (words[term],) = found.values()


def _count(counts: dict[str, dict[str, int]], pairs: Iterable[tuple[str, str]], step: int) -> None:
    for first, second in pairs:
        inside = counts.setdefault(first, {})
        inside[second] = inside.get(second, 0) + step
        if not inside[second]:
            del inside[second]
        if not inside:
            del counts[first]
