"""Analyses of words, kept between builds: a changed article costs only its new words."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.search import analyze, conjugate, facts, latin, morphemes, readings, settle, text, word_ends
from hc_builder.search.analysis import Analysis, Analyzer

_CODE = (analyze, conjugate, facts, latin, morphemes, readings, settle, text, word_ends)
_DICTIONARIES = ("lindera-python-ko-dic", "snowballstemmer")
_MAX_BYTES = 50_000_000
"""Far more than the words of ten thousand articles; over it, only those asked for last are kept."""


class CachedAnalyzer(Analyzer):
    """Asks `analyzer` only for words that are not in `kept`, word → its analysis packed."""

    def __init__(self, analyzer: Analyzer, kept: dict[str, msgspec.Raw] | None = None) -> None:
        self.analyzer = analyzer
        self.kept = kept or {}
        self.asked: dict[str, Analysis] = {}
        self.new: dict[str, msgspec.Raw] = {}
        self._used: set[str] = set()

    def analyze(self, word: str) -> Analysis:
        found = self.asked.get(word)
        return self.analyze_all([word])[word] if found is None else found

    def analyze_all(self, words: Iterable[str]) -> dict[str, Analysis]:
        wanted = list(words)
        self._used.update(wanted)
        unasked = [word for word in wanted if word not in self.asked]
        for known in (self.kept, self.new):
            self.asked |= {word: _unpack(known[word]) for word in unasked if word in known}
        new = self.analyzer.analyze_all([word for word in unasked if word not in self.asked])
        self.new |= {word: _pack(found) for word, found in new.items()}
        self.asked |= new
        return {word: self.asked[word] for word in wanted}

    def rest(self) -> None:
        """New words stay, packed."""
        self.asked.clear()
        self.analyzer.rest()

    def pack(self) -> bytes:
        """All words, or where they are too many those of this build."""
        words = self.kept | self.new
        packed = msgspec.msgpack.encode(words)
        is_fitting = len(packed) <= _MAX_BYTES
        return packed if is_fitting else msgspec.msgpack.encode({word: words[word] for word in self._used})


_unpack = msgspec.msgpack.Decoder(Analysis).decode


def _pack(analysis: Analysis) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(analysis))


@contextmanager
def open_cache(cache: Cache | None, lang: str, analyzer: Analyzer) -> Iterator[CachedAnalyzer]:
    """Nothing is kept without a cache. With one, a build that asks for no new word never loads the analyser."""
    key = make_key("analyses", type(analyzer).__name__, lang, *getattr(analyzer, "words", ()))
    packed = cache.get(key) if cache else None
    cached = CachedAnalyzer(analyzer, msgspec.msgpack.decode(packed, type=dict[str, msgspec.Raw]) if packed else {})
    yield cached
    if cache and cached.new:
        cache.put(key, cached.pack())


@cache
def describe_analysis() -> str:
    """The code at work and the versions of its dictionaries: neither changes while the process runs."""
    from importlib.metadata import version

    code = b"".join(Path(str(module.__file__)).read_bytes() for module in _CODE)
    return " ".join([hashlib.sha256(code).hexdigest(), *map(version, _DICTIONARIES)])
