"""Analyses of words, kept between builds: a changed article costs only its new words.

One file per language and analyser. It carries a hash of itself: torn, stale or missing, it changes nothing but time.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from hc_builder.search.analyze import ANALYSIS_VERSION, Analysis, Analyzer

_HASH_BYTES = 32


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
