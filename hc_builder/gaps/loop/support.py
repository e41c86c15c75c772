"""Which sentences of a proposed answer its sources bear out. The others are dropped: nothing is made up.

A sentence is borne out by a source that it names if the source has every number and every Latin word of it, nearly all
of its other words, and says yes or no as it does. What is only put otherwise falls too; that costs a sentence, and a
wrong one costs a customer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.draft_sources import SENTENCE, Source
from hc_builder.search.text import fold_text

_CITED = re.compile(r"\[(\d{1,3}(?:\s*[,，]\s*\d{1,3})*)\]")
_AFTER_STOP = re.compile(r"([.!?。])\s*((?:\[\d{1,3}(?:\s*[,，]\s*\d{1,3})*\]\s*)+)")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_LATIN = re.compile(r"[a-z]{2,}")
_NEGATED = re.compile(
    r"(?<![가-힣])[안못](?![가-힣])|[안못] ?(?:되|돼|됩|하|해|합)|지 ?말|않|없|아니|아닌|불가"
    r"|\b(?:not|no|never|cannot|without)\b|n['\u2019]t"
)
_BORNE = 0.75
"""So much of a sentence's words the source must have: endings and a word of passage may be the model's."""


@dataclass(frozen=True)
class BorneSentence:
    """A sentence, and where what it says stands."""

    text: str
    place: str


def keep_borne(answer: str, sources: Sequence[Source], reader: ContentReader) -> tuple[list[BorneSentence], int]:
    """The sentences that one of the sources they name bears out, in order, and how many are dropped."""
    cited = [*_split(answer)]
    found = [_find_support(text, [sources[n] for n in numbers if n < len(sources)], reader) for text, numbers in cited]
    kept = [sentence for sentence in found if sentence]
    return kept, len(cited) - len(kept)


def _split(answer: str) -> Iterator[tuple[str, list[int]]]:
    """Each sentence without its brackets, and the places of the sources in them."""
    for part in SENTENCE.split(_AFTER_STOP.sub(r" \2\1 ", answer)):
        numbers = [int(number) - 1 for found in _CITED.findall(part) for number in re.findall(r"\d+", found)]
        text = re.sub(r"\s+([.!?。])", r"\1", " ".join(_CITED.sub(" ", part).split()))
        if re.search(r"\w", text):
            yield text, [number for number in numbers if number >= 0]


def _find_support(text: str, sources: Sequence[Source], reader: ContentReader) -> BorneSentence | None:
    for source in sources:
        if any(_bears(said, text, reader) for said in SENTENCE.split(source.text)):
            return BorneSentence(text, source.place)
    return None


def _bears(said: str, text: str, reader: ContentReader) -> bool:
    """Whether one sentence of a source says what `text` says."""
    source, sentence = fold_text(said), fold_text(text)
    exact = all({*shape.findall(sentence)} <= {*shape.findall(source)} for shape in (_NUMBER, _LATIN))
    if not exact or bool(_NEGATED.search(source)) is not bool(_NEGATED.search(sentence)):
        return False
    words = {*reader.list_terms(text)} - {""}
    return bool(words) and len(words & {*reader.list_terms(said)}) >= _BORNE * len(words)
