"""Analyses of words, kept between builds: a changed article costs only its new words.

One file per language and analyser. It carries a hash of itself: torn, stale or missing, it changes nothing but time.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hc_builder.search.analyze import ANALYSIS_VERSION, Analysis, Analyzer

_HASH_BYTES = 32


@dataclass
class CachedAnalyzer:
    """Asks `analyzer` only for words that are not `known` from the build before; `asked` are those of this build."""

    analyzer: Analyzer
    known: Mapping[str, Analysis]
    asked: dict[str, Analysis] = field(default_factory=dict)

    def analyze(self, word: str) -> Analysis:
        found = self.asked.get(word)
        if found is None:
            found = self.asked[word] = self.known.get(word) or self.analyzer.analyze(word)
        return found


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
    """Beside the old file first, then in its place in one step."""
    path = _place(folder, lang, analyzer)
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = msgspec.msgpack.encode(analyses)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(_hash(packed) + packed)
    beside.replace(path)


def _place(folder: Path, lang: str, analyzer: Analyzer) -> Path:
    """Whatever changes the outcome of an analysis is in the name."""
    own = ",".join(getattr(analyzer, "words", ()))
    key = f"{ANALYSIS_VERSION} {type(analyzer).__name__} {lang} {own}"
    return folder / "search" / f"{_hash(key.encode()).hex()[:16]}.msgpack"


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
