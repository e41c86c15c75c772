"""Words that a title or a heading would be looked for by, and its own words do not bring.

What one article writes apart another writes joined: 회원 탈퇴, 회원탈퇴. Where the joined word is one of the index,
those who write it apart are indexed by it, too, so that neither is ahead by its spelling; and so is a verb by the form
that another article has as a word. A word of a title that is
read as a noun that it does not begin with is indexed as it is written; so is a title that says nothing to an analyser
(보기, 어떻게 하나요).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from hc_builder.search.analysis import Analysis
from hc_builder.search.document import TITLE, Window
from hc_builder.search.facts import NOUN
from hc_builder.search.runs import strip_tail
from hc_builder.search.text import has_hangul, is_hangul
from hc_builder.search.vocabulary import find_weak_words
from hc_builder.search.word_ends import split_behind_name

MARK = "+"
"""First character of these words, which no written word has."""
_FIELDS = frozenset(("title", "questions", "keywords", "heading"))


def list_joined(window: Window, analyses: Mapping[str, Analysis]) -> tuple[str, ...]:
    """Words that stand apart, as one, and forms of verbs as they are written; of use where an article has that word:
    지난 is a form of 지나다 here, and in 지난달 a word, by which those who type it would find that article alone."""
    if window.field not in _FIELDS:
        return ()
    forms = (word for word in window.words if _is_form(word, analyses[word]))
    return tuple(dict.fromkeys(MARK + word for word in (*_join_pairs(window.words, analyses), *forms)))


def list_misread(window: Window, analyses: Mapping[str, Analysis]) -> tuple[str, ...]:
    """What a title is looked for by though the analyser does not see it."""
    if window.bit != TITLE:
        return ()
    found = [split_behind_name(word)[0] for word in window.words if _is_misread(word, analyses[word])]
    found += [] if _says_anything(window.words, analyses) else ["".join(window.words)]
    return tuple(dict.fromkeys(MARK + word for word in found))


def _join_pairs(words: Sequence[str], analyses: Mapping[str, Analysis]) -> Iterator[str]:
    """A word without particle or ending, and the one after it without its own."""
    for word, after in pairwise(words):
        if has_hangul(word) and has_hangul(after) and strip_tail(word, analyses[word]) == word:
            yield word + strip_tail(after, analyses[after])


def _is_form(word: str, analysis: Analysis) -> bool:
    return any(surface == word != stem for surface, stem in analysis.forms)


def _is_misread(word: str, analysis: Analysis) -> bool:
    """저장소 as 저 and 장소: a noun, and something else before it."""
    nouns = [term.text for term in (*analysis.terms, *analysis.wider) if term.kind == NOUN]
    return is_hangul(word) and len(word) > 2 and bool(nouns) and not any(map(word.startswith, nouns))


def _says_anything(words: Sequence[str], analyses: Mapping[str, Analysis]) -> bool:
    weak = find_weak_words("ko").split()
    return any(term.text not in weak for word in words for term in (*analyses[word].terms, *analyses[word].wider))
