"""Morphological analysis at build time: a word → what to index of it.

Words are analysed by themselves, each by a pure function, and remembered: that makes the same word mean the same
everywhere, which the browser relies on, and a thousand articles cost about as much as their distinct words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, reduce

from hc_builder.search.analysis import NOTHING, Analysis, Analyzer, Term, join
from hc_builder.search.latin import cut_ideographs, find_stemmer, stem_latin
from hc_builder.search.morphemes import MADE_NOUN, Morphemes, unite
from hc_builder.search.readings import WordReader, find_made_nouns, may_hide
from hc_builder.search.settle import Settler
from hc_builder.search.text import has_hangul, is_ideographic, split_scripts

_COUNTED = re.compile("[0-9.]+(?:년|월|일|원|회|개|명|개월|시간|퍼센트)")


@dataclass
class MorphologicalAnalyzer(Analyzer):
    """`words` are the shop's own brand and product names, kept whole wherever they stand."""

    lang: str = "ko"
    words: tuple[str, ...] = ()
    _words: WordReader = field(default_factory=WordReader)
    _known: dict[str, Analysis] = field(default_factory=dict)

    @cached_property
    def _settler(self) -> Settler:
        return Settler(find_stemmer(self.lang))

    def analyze(self, word: str) -> Analysis:
        return self.analyze_all([word])[word]

    def analyze_all(self, words: Iterable[str]) -> dict[str, Analysis]:
        wanted = list(words)
        new = [word for word in wanted if word not in self._known]
        hangul = [word for word in new if has_hangul(word) and not _COUNTED.fullmatch(word)]
        self._known |= zip(hangul, map(self._analyze_hangul, hangul, self._words.reader.read_all(hangul)), strict=True)
        self._known |= {word: self._analyze_other(word) for word in new if word not in self._known}
        return {word: self._known[word] for word in wanted}

    def names_person(self, word: str) -> bool:
        """Whether it begins with a full name that the dictionary knows: 김민지가."""
        return self._words.reader.begins_with_person(word)

    def rest(self) -> None:
        """The dictionary too, which is hundreds of megabytes."""
        self._known.clear()
        self._words = WordReader()
        self.__dict__.pop("_settler", None)

    def _analyze_other(self, word: str) -> Analysis:
        if _COUNTED.fullmatch(word):
            return Analysis((Term(word),))
        runs = split_scripts(word)
        if any(map(is_ideographic, runs)):
            return reduce(join, [cut_ideographs(run) if is_ideographic(run) else self._stem(run) for run in runs])
        return self._stem(word)

    def _stem(self, word: str) -> Analysis:
        return stem_latin(word, self._settler.stemmer)

    def _analyze_hangul(self, word: str, whole: Morphemes) -> Analysis:
        """`whole` is the word read by itself."""
        morphemes = self._words.read_better(word, whole)
        traits = unite(morphemes)
        read = self._settler.settle(morphemes, traits)
        if may_hide(morphemes, traits):
            read = self._add_hidden(read, word, morphemes, traits)
        return self._with_own_words(word, read) if self.words else read

    def _add_hidden(self, read: Analysis, word: str, morphemes: Morphemes, traits: int) -> Analysis:
        """With the nouns that the word by itself hides: 보안 is 보다 + 안 to the analyser, 알림 a form of 알리다."""
        nouns = self._words.find_hidden(word, morphemes, traits)
        settled = self._settler.settle_run(nouns) if nouns else NOTHING
        found = [term for term in (*settled.terms, *settled.wider) if len(term.text) > 1]
        if traits & MADE_NOUN:
            found += map(Term, find_made_nouns(morphemes))
        known = {term.text for term in (*read.terms, *read.wider)} if found else ()
        more = dict.fromkeys(term for term in found if term.text not in known)
        return read._replace(wider=(*read.wider, *more)) if more else read

    def _with_own_words(self, word: str, analysis: Analysis) -> Analysis:
        own = [Term(name) for name in self.words if name in word and Term(name) not in analysis.terms]
        return analysis._replace(wider=(*analysis.wider, *own)) if own else analysis
