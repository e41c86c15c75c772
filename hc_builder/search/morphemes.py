"""Words cut into morphemes: `lindera` with ko-dic (benchmarks/search.md has the figures beside kiwipiepy).

What is asked of a morpheme again and again is said once, in its `traits`: those of a word are their union, one `or` for
each morpheme. Equal morphemes are one object, so that tuples of them are compared and looked up by their places.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile
from typing import Any
from weakref import WeakValueDictionary

from hc_builder.search.conjugate import split_syllable
from hc_builder.search.word_lists import read_tails

NOUN_TAGS = frozenset("NNG NNP NR XR SL SN SH UNKNOWN NNB NNBC XPN XSN".split())
"""Of Sejong's tags: what stands in a run of nouns."""
END_TAGS = frozenset("JKS JKC JKG JKO JKB JKV JKQ JX JC XSN".split())
"""Particles, and suffixes that make nouns. A word that ends so was read well."""
_KNOWN_NOUNS = frozenset("NNG NNP XSN XPN XR".split())
_VERB_TAGS = frozenset("VV VA VX MAG MAJ MM NP IC".split())
_TAIL_TAGS = END_TAGS - {"XSN"} | frozenset("EP EF EC ETN ETM VCP VCN XSV XSA VX".split())

IN_RUN, KNOWN_NOUN, COMMON, END = 1, 2, 4, 8
"""Traits: part of a run of nouns; a noun of the dictionary; a common one of two syllables or more, since proper nouns
are titles of songs as well (싶어요); a particle or suffix after which a word is read well."""
TAIL, SURE, VERB, ODD = 16, 32, 64, 128
"""Each morpheme has one of these: a well-known particle or ending; a noun of two syllables or more; a verb, or a word
of a closed class; none of them (규, 람)."""
PLAIN, NUMBER, UNKNOWN, MADE_NOUN, COPULA = 256, 512, 1024, 2048, 4096
"""A noun or adverb that is no compound; digits or Latin letters; not in the dictionary; a verb made a noun by -(으)ㅁ;
이다."""


@dataclass(frozen=True, eq=False, slots=True)
class Morpheme:
    """`tag` is its part of speech, of an inflected one that of its stem. Made by `make_morpheme` alone."""

    surface: str
    tag: str
    expression: str
    inflected: bool
    traits: int

    @property
    def stem(self) -> str:
        """`깨졌` → `깨지`: what an inflected surface comes from."""
        return self.expression.split("/", 1)[0] if self.inflected and "/" in self.expression else self.surface


Morphemes = tuple[Morpheme, ...]

_AT_ONCE = 500
"""Words to a call: more save nothing, and their tokens take memory."""
_LAST_KIND = 31
"""ko-dic has 13 kinds of unknown words, and a few entries with the same numbers."""


@cache
def make_morpheme(surface: str, tag: str, expression: str = "", inflected: bool = False) -> Morpheme:
    return Morpheme(surface, tag, expression, inflected, _find_traits(surface, tag, expression))


def _find_traits(surface: str, tag: str, expression: str) -> int:
    is_long = len(surface) > 1
    found = (
        (IN_RUN, tag in NOUN_TAGS),
        (KNOWN_NOUN, tag in _KNOWN_NOUNS),
        (COMMON, tag == "XSN" or (tag == "NNG" and is_long)),
        (END, tag in END_TAGS),
        (PLAIN, tag in ("NNG", "MAG") and not expression),
        (NUMBER, tag in ("SN", "SL")),
        (UNKNOWN, tag == "UNKNOWN"),
        (MADE_NOUN, tag in ("VV", "VA") and "/ETN" in expression and is_long),
        (COPULA, tag == "VCP"),
    )
    return sum(trait for trait, has in found if has) | _find_trust(surface, tag)


def _find_trust(surface: str, tag: str) -> int:
    if tag in _TAIL_TAGS and surface in read_tails():
        return TAIL
    if tag == "XSN" or (tag in NOUN_TAGS and len(surface) > 1):
        return SURE
    return VERB if tag in _VERB_TAGS else ODD


def unite(morphemes: Iterable[Morpheme]) -> int:
    """The traits that any of them has."""
    traits = 0
    for morpheme in morphemes:
        traits |= morpheme.traits
    return traits


def has_all(morphemes: Iterable[Morpheme], trait: int) -> bool:
    return all(morpheme.traits & trait for morpheme in morphemes)


def has_final(syllable: str) -> bool:
    """Whether it ends in a consonant: 집, not 의자."""
    return "가" <= syllable <= "힣" and split_syllable(syllable)[2] != " "


class _Dictionary:
    """Loaded once for all readers that are at work; hundreds of megabytes, let go with the last of them."""

    def __init__(self) -> None:
        from lindera import Tokenizer, load_dictionary  # the dictionary takes most of a second to load

        self.tokenize = Tokenizer(load_dictionary("embedded://ko-dic")).tokenize


_at_work: WeakValueDictionary[str, _Dictionary] = WeakValueDictionary()


@dataclass
class MorphemeReader:
    """Loads the dictionary when it is first asked. Its entries' details are slow to ask for: once for each."""

    _entries: dict[int, Morpheme] = field(default_factory=dict)

    @cached_property
    def _dictionary(self) -> _Dictionary:
        return _at_work.get("ko") or _at_work.setdefault("ko", _Dictionary())

    def read(self, word: str) -> Morphemes:
        (morphemes,) = self._read([word])
        return morphemes

    def begins_with_person(self, word: str) -> bool:
        """Whether a full name stands first: an entry of its own (김민지), or a surname and a given name (최 + 도윤)."""
        names = [token.surface for token in takewhile(_is_person, self._dictionary.tokenize(word + ".\n"))]
        return [len(name) for name in names[:2]] == [1, 2] or bool(names and len(names[0]) > 2)

    def read_all(self, words: Sequence[str]) -> Iterator[Morphemes]:
        """Many words in few calls, which is faster. To the analyser each is a text of its own."""
        for first in range(0, len(words), _AT_ONCE):
            yield from self._read(words[first : first + _AT_ONCE])

    def _read(self, words: Sequence[str]) -> Iterator[Morphemes]:
        """A full stop after a word keeps its ending from being read as the middle of a sentence."""
        entries = self._entries
        tokens = self._dictionary.tokenize("".join([word + ".\n" for word in words]))
        morphemes = [entries.get(token.word_id) or self._enter(token) for token in tokens]
        start = 0
        for word in words:
            end, left = start, len(word)
            while left > 0:
                left -= len(morphemes[end].surface)
                end += 1
            yield tuple(morphemes[start:end])
            start = end + 1

    def _enter(self, token: Any) -> Morpheme:
        """What the dictionary doesn't have (digits, Latin letters) has the number of its kind."""
        morpheme = _parse(token.surface, token.details)
        if token.word_id > _LAST_KIND:
            self._entries[token.word_id] = morpheme
        return morpheme


def _is_person(token: Any) -> bool:
    details = token.details
    return len(details) > 1 and details[0] == "NNP" and details[1] == "인명"


def _parse(surface: str, details: list[str]) -> Morpheme:
    expression = details[7] if len(details) > 7 and details[7] != "*" else ""
    tag, *more = details[0].split("+")
    return make_morpheme(surface, tag, expression, bool(more))
