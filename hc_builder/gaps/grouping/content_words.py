"""What of a short text tells what it is about: its words without manners of speaking, and the ideas that the search's
lexicon has them for.

`해 주세요` and `받고 싶어요` stand in questions of every kind; two that share nothing else ask different things. What
weighs little in the search weighs nothing here. `합치다` and `통합` share no letter, and one group of the lexicon.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from hc_builder.gaps.query_keys import QueryAnalyzer, fold_query
from hc_builder.search.conjugate import conjugate
from hc_builder.search.everyday import read_everyday
from hc_builder.search.phrases import list_surfaces
from hc_builder.search.synonyms import read_synonyms
from hc_builder.search.vocabulary import find_weak_words

_ASKING = "주세요 주실 주나요 드려요 드립니다 바랍니다 급해요 받고 있나요 저기요 ㅠㅠ ㅜㅜ"
"""How Korean asks for something, beside what the search's list has; the search finds by some of these."""
_EVERYDAY = 2
"""From this level on a word is in too many texts to name anything."""
_VERBAL = re.compile(r"[가-힣]{2,}(?:하|되|해|돼|이래|인데|한데)[가-힣]{0,2}")
"""Nouns made verbs that the analyser may take for a name: 수정하나."""
_ENDINGS = "면 고 는 던 지 나 나요 기 게 려고 려면 아서 어서 는데 은데 니까".split()
_SHORTEST, _LONGEST = 2, 12
"""Syllables of a phrase of the lexicon; one syllable is a piece of too many words."""


class ContentReader:
    """Reads texts of the analyzer's language."""

    def __init__(self, analyzer: QueryAnalyzer) -> None:
        self._analyzer = analyzer
        self._weak = frozenset(f"{find_weak_words(analyzer.lang)} {_ASKING}".split())
        self._manners = self._weak | {term for word in self._weak for term in analyzer.find_terms(word)}
        self._ideas = _read_ideas(analyzer.lang)
        self._is_manner = cache(self._find_manner)

    @property
    def ideas(self) -> list[str]:
        """All names that `list_ideas` may give, and one more, so that there always is one."""
        return ["", *sorted({name for names in self._ideas.values() for name in names})]

    def list_words(self, text: str) -> list[str]:
        """The folded words that carry a meaning of their own; all of them where none does."""
        words = fold_query(text).split()
        return [word for word in words if not self._is_manner(word)] or words

    def list_terms(self, text: str) -> tuple[str, ...]:
        """Their morphemes; one that is empty where there is none, since texts without any word are alike."""
        terms = self._analyzer.find_terms(text)
        return tuple(term for term in terms if term not in self._manners) or terms or ("",)

    def list_key_words(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The words that name a matter, whole and without particles, each with its morphemes; a verb names none."""
        words = (word for word in fold_query(text).split() if not self._is_manner(word))
        nouns = ((self._analyzer.cut_noun(word), word) for word in words)
        return [(noun, self._analyzer.find_terms(word)) for noun, word in nouns if noun]

    def list_ideas(self, text: str) -> list[str]:
        """The names of the lexicon's groups with a phrase in the text, longer phrases before what they contain."""
        return [
            idea for phrase in self._find_phrases(fold_query(text).replace(" ", "")) for idea in self._ideas[phrase]
        ]

    def _find_manner(self, word: str) -> bool:
        return word in self._weak or all(term in self._manners for term in self._analyzer.find_terms(word))

    def _find_phrases(self, text: str) -> Iterator[str]:
        reached = 0
        for start in range(len(text)):
            ends = range(min(len(text), start + _LONGEST), max(start + _SHORTEST - 1, reached), -1)
            if end := next((end for end in ends if text[start:end] in self._ideas), 0):
                reached = end
                yield text[start:end]


def is_name(word: str, terms: Sequence[str]) -> bool:
    """Whether a word by itself names a matter: no form of a verb, and no word of everyday Korean."""
    everyday = read_everyday()
    common = [everyday.get((part, False), 0) >= _EVERYDAY for part in (word, *terms)]
    is_name = len(word) >= _SHORTEST and not re.search("[0-9]", word) and not _VERBAL.fullmatch(word)
    return is_name and not _is_verb(word) and not (common[0] or all(common[1:]))


def _is_verb(word: str) -> bool:
    """Whether a shape of an everyday verb and an ending make it up, which the analyser may take for a noun: 주면."""
    shapes = _list_verb_forms()
    return word in shapes or any(word.endswith(end) and word.removesuffix(end) in shapes for end in _ENDINGS)


@cache
def _list_verb_forms() -> frozenset[str]:
    """Shapes of everyday verbs: 시키, 시킨, 시켜."""
    stems = [stem for stem, is_verb in read_everyday() if is_verb]
    return frozenset(shape for stem in stems for shape in (stem, *conjugate(stem)))


@cache
def _read_ideas(lang: str) -> Mapping[str, tuple[str, ...]]:
    """A phrase without spaces → the names of its groups."""
    ideas: dict[str, set[str]] = defaultdict(set)
    synonyms, _ = read_synonyms(None, lang=lang)
    for number, group in enumerate(synonyms.groups):
        for phrase in {*group.sources, *group.targets}:
            for surface in list_surfaces(phrase):
                if len(surface) >= _SHORTEST:
                    ideas[surface].add(str(number))
    return {phrase: tuple(sorted(names)) for phrase, names in ideas.items()}
