"""What the index holds of one article, made from that article alone: it can be kept until the article changes.

Nothing in a part depends on other articles: frequencies are counted by field, and weighed when all parts are together
(`postings.RowMaker`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.document import TITLE, Document, Window
from hc_builder.search.facts import ARTICLE_ROW, BIGRAM_MARK, FORM, NOUN, RUN_MARK
from hc_builder.search.joined import MARK, list_joined, list_misread
from hc_builder.search.runs import add_runs
from hc_builder.search.vocabulary import find_weak_words
from hc_builder.search.word_lists import read_tails

FIELDS = ("title", "questions", "keywords", "heading", "summary", "body")
BODY = FIELDS.index("body")
MOST_TITLE_WORDS = 35
_MOST_COUNTED = 0xFFFF
"""More of one word in one field changes no impact."""
_PAIR = re.compile("(?=([가-힣]{2}))")


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Columns by term, sorted: `kinds` a byte, `windows` a mask of 32 bits, `counts` of `FIELDS` one after the other,
    of 16 bits, all little-endian. `lengths` are words by field, `title` those that the title asks for; `row` is what a
    result shows, as JSON; `forms` lead to their stems, `tails` (those that are not shipped) to words that end so.
    `joined` are further terms, which count only if some article has them among its `terms`."""

    id: str
    category: str
    type: str
    row: str
    title: int
    lengths: tuple[int, ...]
    terms: tuple[str, ...]
    kinds: bytes
    windows: bytes
    counts: bytes
    forms: dict[str, str]
    tails: dict[str, tuple[str, ...]]
    joined: tuple[str, ...] = ()
    joined_windows: bytes = b""
    joined_counts: bytes = b""


def encode_part(part: Part) -> bytes:
    return msgspec.msgpack.encode(part)


def decode_part(data: bytes) -> Part:
    """Raises `msgspec.DecodeError` where `data` is no part."""
    return msgspec.msgpack.decode(data, type=Part)


class _Shown(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of a part."""

    id: str
    category: str
    type: str
    row: str


_read_beginning = msgspec.msgpack.Decoder(_Shown).decode


def decode_row(data: bytes) -> str:
    """What a result shows, of a part that is packed."""
    return _read_beginning(data).row


class _Word(NamedTuple):
    """A written word: what it is indexed by, and how many of that count as its words."""

    analysis: Analysis
    texts: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    size: int


class _Columns(NamedTuple):
    """Terms with their windows and counts, as `Part` has them."""

    terms: tuple[str, ...]
    windows: bytes
    counts: bytes


_ListMore = Callable[[Window, Mapping[str, Analysis]], tuple[str, ...]]


@dataclass
class PartMaker:
    """Makes parts, one article at a time; what a word comes to is kept for the articles after it."""

    analyzer: Analyzer
    _words: dict[str, _Word] = field(default_factory=dict)
    _lists: dict[tuple[tuple[Term, ...], tuple[Term, ...]], tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def make_all(self, documents: Sequence[Document]) -> list[Part]:
        """The words of all are analysed at once, which costs less than one after the other."""
        words = {word for document in documents for word in _list_words(document.windows)}
        for word, analysis in self.analyzer.analyze_all(sorted(words - self._words.keys())).items():
            self._words[word] = self._list(analysis)
        return [self.make(document) for document in documents]

    def rest(self) -> None:
        """Let go of all words, and of the analyser's dictionary."""
        self._words.clear()
        self._lists.clear()
        self.analyzer.rest()

    def make(self, document: Document) -> Part:
        analyses = {word: self._read(word).analysis for word in _list_words(document.windows)}
        own = [*add_runs(document, analyses).windows, *_add(document, analyses, list_misread)]
        known = self._settle_kinds(own).keys()
        pairs = _add(document, analyses, list_joined)
        windows = [*own, *_choose(pairs, lambda word: word in known)]
        kinds = self._settle_kinds(windows)
        columns, lengths = self._count(windows, tuple(sorted(kinds)))
        joined, _ = self._count(_choose(pairs, lambda word: word not in known), None)
        return Part(
            document.id,
            document.category,
            document.type,
            _describe(document),
            _count_title_words(document, analyses),
            lengths,
            columns.terms,
            bytes(map(kinds.__getitem__, columns.terms)),
            columns.windows,
            columns.counts,
            _choose_forms(analyses.values()),
            _list_tails(analyses),
            joined.terms,
            joined.windows,
            joined.counts,
        )

    def _read(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._read_anew(word)
        return known

    def _read_anew(self, word: str) -> _Word:
        is_made = word.startswith((RUN_MARK, MARK))
        text = word.removeprefix(MARK)
        return self._list(Analysis(wider=(Term(text),)) if is_made else self.analyzer.analyze(word))

    def _list(self, analysis: Analysis) -> _Word:
        """Words that differ in their particles alone have the same terms, which are listed once."""
        listed = self._lists.get(analysis[:2])
        if listed is None:
            listed = self._lists[analysis[:2]] = _list_terms(analysis)
        return _Word(analysis, tuple(text for text, _ in listed), listed, len(analysis.terms))

    def _settle_kinds(self, windows: Iterable[Window]) -> dict[str, int]:
        return settle_kinds(kind for word in _list_words(windows) for kind in self._read(word).kinds)

    def _count(self, windows: Iterable[Window], terms: tuple[str, ...] | None) -> tuple[_Columns, tuple[int, ...]]:
        """Columns of the `terms`, by default of the words as they stand; and words by field."""
        masks: dict[str, int] = {}
        counts: list[Counter[str]] = [Counter() for _ in FIELDS]
        lengths = [0] * len(FIELDS)
        for window in windows:
            words = [self._read(word) for word in window.words]
            found = [text for word in words for text in (word.texts if terms is not None else word.texts[:1])]
            place = FIELDS.index(window.field)
            counts[place].update(found)
            lengths[place] += sum(word.size for word in words)
            for term in set(found):
                masks[term] = masks.get(term, 0) | 1 << window.bit
        return _pack(tuple(sorted(masks)) if terms is None else terms, masks, counts), tuple(lengths)


def _add(document: Document, analyses: Mapping[str, Analysis], more: _ListMore) -> list[Window]:
    """Windows of further words beside those of the document."""
    added = (replace(window, words=more(window, analyses)) for window in document.windows)
    return [window for window in added if window.words]


def _choose(windows: Iterable[Window], is_wanted: Callable[[str], bool]) -> list[Window]:
    """Of marked words those whose text is wanted."""
    kept = (replace(w, words=tuple(word for word in w.words if is_wanted(word[len(MARK) :]))) for w in windows)
    return [window for window in kept if window.words]


def _pack(terms: tuple[str, ...], masks: Mapping[str, int], counts: Iterable[Mapping[str, int]]) -> _Columns:
    packed = np.array([masks[term] for term in terms], "<i4").tobytes()
    return _Columns(terms, packed, b"".join(_pack_counts(terms, count) for count in counts))


def settle_kinds(terms: Iterable[tuple[str, int]]) -> dict[str, int]:
    """A text that is a noun in one word and a stem in another is a noun."""
    kinds: dict[str, int] = {}
    for text, kind in terms:
        if kind < kinds.get(text, FORM):
            kinds[text] = kind
    return kinds


def _list_words(windows: Iterable[Window]) -> dict[str, None]:
    return dict.fromkeys(word for window in windows for word in window.words)


def _list_terms(analysis: Analysis) -> tuple[tuple[str, int], ...]:
    """(Text, kind) of all that a word is indexed by. Pairs of syllables inside it are the second voice, for words that
    no dictionary has."""
    terms = (*analysis.terms, *analysis.wider)
    known = {term.text for term in terms}
    pairs = {pair for text in known for pair in _PAIR.findall(text)} - known
    return (*terms, *((BIGRAM_MARK + pair, NOUN) for pair in sorted(pairs)))


def _pack_counts(terms: Sequence[str], counts: Mapping[str, int]) -> bytes:
    if not counts:
        return bytes(2 * len(terms))
    numbers = np.array([counts.get(term, 0) for term in terms])
    return numbers.clip(0, _MOST_COUNTED).astype("<u2").tobytes()


def _count_title_words(document: Document, analyses: Mapping[str, Analysis]) -> int:
    """How many terms the title asks for; the browser ranks an article higher the more of its title is in the query."""
    weak = _read_weak_words()
    words = next((window.words for window in document.windows if window.bit == TITLE), ())
    asked = [term.text for word in words for term in analyses[word].terms if term.text not in weak]
    return max(1, min(len(asked), MOST_TITLE_WORDS))


@cache
def _read_weak_words() -> frozenset[str]:
    return frozenset(find_weak_words("ko").split())


def _choose_forms(analyses: Iterable[Analysis]) -> dict[str, str]:
    """Surface → stem; of several stems the first in order."""
    forms: dict[str, str] = {}
    for surface, stem in sorted({pair for analysis in analyses for pair in analysis.forms}):
        forms.setdefault(surface, stem)
    return forms


def _list_tails(analyses: Mapping[str, Analysis]) -> dict[str, tuple[str, ...]]:
    shipped = read_tails()
    found: dict[str, set[str]] = defaultdict(set)
    for word, analysis in analyses.items():
        for tail in analysis.tails:
            if tail not in shipped:
                found[tail].add(word)
    return {tail: tuple(sorted(found[tail])) for tail in sorted(found)}


def _describe(document: Document) -> str:
    """What a result shows. `sections` as pairs, windows as the section each belongs to, the text for its excerpt."""
    row = {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "summary": document.summary,
        "category": document.category,
        "type": document.type,
        "sections": document.sections,
        "sectionOf": document.section_of,
        "until": document.until,
        "text": document.body,
    }
    values = [row[name] for name in ARTICLE_ROW]
    return msgspec.json.encode(values if document.until else values[:-1]).decode()
