"""The likest of many names. Its library is loaded for the first question: content without a fault asks none."""

from collections.abc import Iterable


def find_likest(name: str, known: Iterable[str], least: float = 0) -> str:
    """The one most like `name`; `""` where none is so like it as `least` (100: the same)."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(name, list(filter(None, known)), scorer=fuzz.ratio, score_cutoff=least)
    return near[0] if near else ""
