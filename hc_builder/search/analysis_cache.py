"""Analyses of words, kept between builds: a changed article costs only its new words.

One file per language and analyser. It carries a hash of itself: torn, stale or missing, it changes nothing but time.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path

from hc_builder.search.analyze import ANALYSIS_VERSION, Analysis, Analyzer, Term


def read_analyses(folder: Path, lang: str, analyzer: Analyzer) -> dict[str, Analysis]:
    try:
        checksum, _, text = (_place(folder, lang, analyzer)).read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if checksum != _hash(text):
        return {}
    return {word: _parse(fields) for word, fields in json.loads(text).items()}


def write_analyses(folder: Path, lang: str, analyzer: Analyzer, analyses: Mapping[str, Analysis]) -> None:
    """Beside the old file first, then in its place in one step."""
    path = _place(folder, lang, analyzer)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({word: astuple(found) for word, found in analyses.items()}, ensure_ascii=False)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(f"{_hash(text)}\n{text}", "utf-8")
    beside.replace(path)


def _parse(fields: list[list[list[str]]]) -> Analysis:
    terms, wider, forms, tails = fields
    return Analysis(
        tuple(Term(str(text), int(kind)) for text, kind in terms),
        tuple(Term(str(text), int(kind)) for text, kind in wider),
        tuple((surface, stem) for surface, stem in forms),
        tuple(map(str, tails)),
    )


def _place(folder: Path, lang: str, analyzer: Analyzer) -> Path:
    """Whatever changes the outcome of an analysis is in the name."""
    own = ",".join(getattr(analyzer, "words", ()))
    return folder / "search" / f"{_hash(f'{ANALYSIS_VERSION} {type(analyzer).__name__} {lang} {own}')[:16]}.json"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
