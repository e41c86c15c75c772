"""Initials of titles: ㅎㅇㄱㅇㅂ is 회원가입 방법, half typed. Terms of their own, from each word of a title on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hc_builder.search.analysis import Analysis
from hc_builder.search.document import TITLE, Document, Window
from hc_builder.search.facts import CARD_TYPE, RUN_MARK
from hc_builder.search.text import is_hangul

SHORTEST = 3
LONGEST = 8
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def add_runs(document: Document, analyses: Mapping[str, Analysis]) -> Document:
    """With a window of the runs of its title; of a card, whose words are all there is of it, of each of them."""
    named = [window for window in document.windows if window.bit == TITLE or document.type == CARD_TYPE]
    each = named if document.type == CARD_TYPE else named[:1]
    runs = dict.fromkeys(run for window in each for run in list_runs(window.words, analyses))
    return replace(document, windows=(*document.windows, Window(TITLE, "title", tuple(runs)))) if runs else document


def list_runs(words: Sequence[str], analyses: Mapping[str, Analysis]) -> Iterator[str]:
    """The title from each of its words on, both as it is written and without particles and endings."""
    bare = [strip_tail(word, analyses[word]) for word in words]
    for place in range(len(words)):
        for written in (words, bare):
            run = to_initials("".join(written[place:])[:LONGEST])
            if len(run) >= SHORTEST:
                yield RUN_MARK + run


def to_initials(text: str) -> str:
    """Of the syllables that `text` begins with: 환불 AS → ㅎㅂ."""
    initials = ""
    for c in text:
        if not is_hangul(c):
            break
        initials += _INITIALS[(ord(c) - ord("가")) // 588]
    return initials


def strip_tail(word: str, analysis: Analysis) -> str:
    """The longest term that the word begins with; the word itself if it begins with none."""
    begins = [term.text for term in (*analysis.terms, *analysis.wider) if word.startswith(term.text)]
    return max(begins, key=len, default=word)
