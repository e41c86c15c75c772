"""Analyses of words, kept between builds: a changed article costs only its new words.

One file per language and analyser. It carries a hash of itself: torn, stale or missing, it changes nothing but time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from hc_builder.atomic import write_atomically
from hc_builder.search import analyze, conjugate, facts, latin, morphemes, readings, settle, text, word_ends
from hc_builder.search.analysis import Analysis, Analyzer

_HASH_BYTES = 32
_CODE = (analyze, conjugate, facts, latin, morphemes, readings, settle, text, word_ends)
_DICTIONARIES = ("lindera-python-ko-dic", "snowballstemmer")


@dataclass
class CachedAnalyzer(Analyzer):
    """Asks `analyzer` only for words that are not `known` from the build before; `asked` are those of this build."""

    analyzer: Analyzer
    known: Mapping[str, Analysis]
    asked: dict[str, Analysis] = field(default_factory=dict)

    def analyze(self, word: str) -> Analysis:
        return self.analyze_all([word])[word]

    def analyze_all(self, words: Iterable[str]) -> dict[str, Analysis]:
        wanted = list(words)
        new = [word for word in wanted if word not in self.asked]
        self.asked |= self.analyzer.analyze_all(word for word in new if word not in self.known)
        self.asked |= {word: self.known[word] for word in new if word in self.known}
        return {word: self.asked[word] for word in wanted}


@contextmanager
def open_cache(folder: Path | None, lang: str, analyzer: Analyzer) -> Iterator[CachedAnalyzer]:
    """Nothing is kept without a folder. With one, a build that asks for no new word never loads the analyser."""
    cached = CachedAnalyzer(analyzer, read_analyses(folder, lang, analyzer) if folder else {})
    yield cached
    if folder and cached.asked.keys() != cached.known.keys():
        write_analyses(folder, lang, analyzer, cached.asked)


def read_analyses(folder: Path, lang: str, analyzer: Analyzer) -> dict[str, Analysis]:
    try:
        data = _place(folder, lang, analyzer).read_bytes()
    except OSError:
        return {}
    checksum, packed = data[:_HASH_BYTES], data[_HASH_BYTES:]
    return msgspec.msgpack.decode(packed, type=dict[str, Analysis]) if checksum == _hash(packed) else {}


def write_analyses(folder: Path, lang: str, analyzer: Analyzer, analyses: Mapping[str, Analysis]) -> None:
    """Where the folder can't be written (a read-only checkout) nothing is kept, and the next build takes longer."""
    packed = msgspec.msgpack.encode(analyses)
    try:
        write_atomically(_place(folder, lang, analyzer), _hash(packed) + packed)
    except OSError:
        return


def _place(folder: Path, lang: str, analyzer: Analyzer) -> Path:
    """Whatever changes the outcome of an analysis is in the name."""
    own = ",".join(getattr(analyzer, "words", ()))
    key = f"{describe_analysis()} {type(analyzer).__name__} {lang} {own}"
    return folder / "search" / f"{_hash(key.encode()).hex()[:16]}.msgpack"


@cache
def describe_analysis() -> str:
    """The code at work and the versions of its dictionaries: neither changes while the process runs."""
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in _CODE)
    return " ".join([_hash(code).hex(), *map(version, _DICTIONARIES)])


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
