"""One key for all the spellings of a query: case, spacing, particles and endings fold together.

Worked out once per distinct query, on the way in. Layout slips and typing errors are folded later, by what the search
itself mended. What was typed on the pages of another language is another query, even in the same letters: it was
answered from other articles.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import takewhile

from hc_builder.content.settings import Settings
from hc_builder.gaps.model.queries import LANGUAGE_END
from hc_builder.search.analysis_cache import describe_analysis
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.facts import NOUN
from hc_builder.search.text import fold_text, split_words

MASK_TAG = re.compile(r"\[[가-힣]{2,8}\]")
_REMEMBERED = 100_000


@lru_cache(_REMEMBERED)
def fold_query(query: str) -> str:
    """Words in lower case with single spaces; punctuation and mask tags such as `[전화번호]` are gone."""
    return " ".join(split_words(fold_text(MASK_TAG.sub(" ", query))))


def number_text(text: str) -> int:
    """63 bits of the text's BLAKE2b. Of ten million texts two share a number with a chance of 1 in 180,000."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


class QueryAnalyzer:
    """Reads queries of one language with the shop's own `words` (brand and product names, kept whole). `others` are
    the analyzers of the shop's further languages."""

    def __init__(self, lang: str = "ko", words: Iterable[str] = (), others: Sequence["QueryAnalyzer"] = ()) -> None:
        self.lang = lang
        self.words = tuple(sorted({fold_query(word).replace(" ", "") for word in words} - {""}))
        self.others = {other.lang.lower(): other for other in others}
        self._analyzer = MorphologicalAnalyzer(lang, self.words)
        self.find_terms = lru_cache(_REMEMBERED)(self._find_terms)
        self.normalize_query = lru_cache(_REMEMBERED)(self._normalize_query)
        self._names_person = lru_cache(_REMEMBERED)(self._analyzer.names_person)
        self.number_query = lru_cache(_REMEMBERED)(self._number_query)

    @property
    def version(self) -> str:
        """Changes when the same query may get another key: by the code, the languages or the shop's words."""
        parts = [describe_analysis(), self.lang, *self.words, *(other.version for other in self.others.values())]
        return f"{number_text(chr(10).join(parts)):x}"

    def of(self, lang: str | None) -> "QueryAnalyzer":
        """The one that reads what was typed on pages of `lang` (BCP 47); this one for all that the shop lacks."""
        if not lang or not self.others:
            return self
        known = lang.lower()
        return self.others.get(known) or self.others.get(known.partition("-")[0]) or self

    def key_query(self, query: str, lang: str | None = None) -> str:
        """The key of what was typed on pages of `lang`; another language than the first stands before it."""
        reader = self.of(lang)
        text = reader.normalize_query(query)
        return text if reader is self or not text else f"{reader.lang}{LANGUAGE_END}{text}"

    def find_key(self, number: int, query: str) -> str:
        """The key of that `number`, which is one of `query` in one of the languages; the first's where none is."""
        langs = (lang for lang in self.others if self.number_query(query, lang) == number)
        return self.key_query(query, next(langs, None))

    def strip_tails(self, word: str) -> str:
        """One folded word without the particles and endings behind it: `득템하는` → `득템`."""
        return word.removesuffix("".join(self._analyzer.analyze(word).tails)) or word

    def read_ahead(self, queries: Iterable[str]) -> None:
        """Analyse the words of many queries in few calls, which takes half the time."""
        self._analyzer.analyze_all({word for query in queries for word in fold_query(query).split()})

    def cut_noun(self, word: str) -> str:
        """The noun that a folded word begins with, without what follows it: `환불받고` → `환불`; empty for a verb."""
        terms = self._analyzer.analyze(word).terms
        nouns = "".join(term.text for term in takewhile(lambda term: term.kind == NOUN, terms))
        whole = nouns and all(term.kind == NOUN for term in terms)
        return self.strip_tails(word) if whole else nouns if word.startswith(nouns) else ""

    def names_person(self, word: str) -> bool:
        """Whether a folded Hangul word begins with a full name that the dictionary knows: `김민지가`."""
        return self._names_person(word)

    def _find_terms(self, query: str) -> tuple[str, ...]:
        """The words of a query that carry its meaning, in order, without particles and endings."""
        return tuple(term for word in fold_query(query).split() for term in self._analyze(word))

    def _normalize_query(self, query: str) -> str:
        """`환불 하고 싶어요!`, `환불하려면` → `환불`. Empty where only punctuation and masked data is left."""
        return "".join(self.find_terms(query)) or fold_query(query).replace(" ", "")

    def _number_query(self, query: str, lang: str | None = None) -> int:
        """The number of a query's key: that of all its spellings on pages of that language."""
        return number_text(self.key_query(query, lang))

    def _analyze(self, word: str) -> tuple[str, ...]:
        terms = tuple(term.text for term in self._analyzer.analyze(word).terms)
        for name in self.words:
            if name in word:
                terms = _keep_whole(name, terms)
        return terms


def build_analyzer(settings: Settings) -> QueryAnalyzer:
    """The analyzer of the shop's first language, with those of the others."""
    others = [QueryAnalyzer(lang, settings.words) for lang in settings.languages[1:]]
    return QueryAnalyzer(settings.language, settings.words, others)


def _keep_whole(name: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """`누비`, `홈`, `배송` → `누비홈`, `배송`: the parts that a shop's own name was cut into make way for it."""
    parts = [place for place, term in enumerate(terms) if term in name]
    place = parts[0] if parts else 0
    return (*(term for term in terms[:place]), name, *(term for term in terms[place:] if term not in name))
