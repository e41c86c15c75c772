"""Several readings of a word compared. By itself a word may be read as others, and a noun be lost: 세탁도 as 세 and
탁도 (turbidity), 보안 as 보다 and 안, 장애인 as 장애 and 이다. What stands before a particle is a noun for certain."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hc_builder.search.morphemes import (
    COMMON,
    COPULA,
    END,
    IN_RUN,
    KNOWN_NOUN,
    MADE_NOUN,
    ODD,
    PLAIN,
    SURE,
    VERB,
    MorphemeReader,
    Morphemes,
    has_all,
    has_final,
    make_morpheme,
)
from hc_builder.search.text import is_hangul
from hc_builder.search.word_ends import split_behind_nouns, split_copula, split_light_verb

_FRAMES = (("을", "를"), ("은", "는"), ("과", "와"))
"""Particles after a final consonant and after a vowel. Two of three that find the same nouns before them agree."""


def is_plain(morphemes: Morphemes) -> bool:
    """One word of the dictionary, and no compound: 고양이, not 매장이."""
    return len(morphemes) == 1 and morphemes[0].traits & PLAIN != 0


def may_hide(morphemes: Morphemes, traits: int) -> bool:
    """Not nouns with well-known endings: they hide nothing, and most words are that."""
    return traits & (VERB | ODD | COPULA | MADE_NOUN) != 0 and not is_plain(morphemes)


def is_sure(morphemes: Morphemes, traits: int) -> bool:
    """Nouns of two syllables or more, or one verb, with well-known particles and endings or none (not 규 and 람)."""
    if not traits & VERB:
        return not traits & ODD
    return not traits & (ODD | SURE) and sum(1 for morpheme in morphemes if morpheme.traits & VERB) == 1


@dataclass
class WordReader:
    """Words as morphemes, and the nouns that a reading hides."""

    reader: MorphemeReader = field(default_factory=MorphemeReader)
    _agreed: dict[str, Morphemes] = field(default_factory=dict)

    def read_better(self, word: str, whole: Morphemes) -> Morphemes:
        """`whole` is the word read by itself."""
        if is_plain(whole):
            return whole
        ends = split_copula(word)
        if ends and has_final(ends[0][-1]) and (nouns := self._read_nouns(*ends, 1)):
            return nouns
        ends = None if len(whole) == 1 or whole[-1].traits & END else split_behind_nouns(word)
        if ends and ends[0] != whole[0].surface and (nouns := self._read_nouns(*ends, 2)):
            return nouns
        return whole

    def _read_nouns(self, stem: str, tail: str, least: int) -> Morphemes:
        """`stem` read as if 은 or 는 stood behind it, which the dictionary knows best: nothing unless that is nouns,
        the last of them of at `least` so many syllables."""
        *nouns, particle = self.reader.read(stem + ("은" if has_final(stem[-1]) else "는"))
        if particle.tag != "JX" or not nouns or len(nouns[-1].surface) < least or not has_all(nouns, IN_RUN):
            return ()
        return (*nouns, make_morpheme(tail, "JKS"))

    def find_hidden(self, word: str, morphemes: Morphemes, traits: int) -> Morphemes:
        """Nouns of the word that `morphemes` hide: what is left of it without a particle or 하다, 되다; if that is
        none, the word itself. Of a word that is well read only where it is one of the dictionary (장애인)."""
        last = morphemes[-1]
        if is_sure(morphemes, traits):
            nouns = self._read_before(word, *_FRAMES[1]) if last.traits & COPULA else ()
            return nouns if len(nouns) == 1 else ()
        if last.traits & END:
            return self._agree(word[: -len(last.surface)])
        return next(filter(None, map(self._agree, _list_stems(word))), ())

    def _agree(self, stem: str) -> Morphemes:
        """`stem` as the nouns that it is before an object's particle, or before most of `_FRAMES`; none where there are
        no such."""
        known = self._agreed.get(stem)
        if known is None:
            known = self._agreed[stem] = self._find_agreed(stem)
        return known

    def _find_agreed(self, stem: str) -> Morphemes:
        readings: list[Morphemes] = []
        for pair in _FRAMES if len(stem) > 1 and all(map(is_hangul, stem)) else ():
            nouns = self._read_before(stem, *pair)
            if nouns and (nouns in readings or (not readings and has_all(nouns, COMMON))):
                return nouns
            readings.append(nouns)
            if readings == [(), ()]:
                break
        return ()

    def _read_before(self, stem: str, closed: str, open: str) -> Morphemes:
        particle = closed if has_final(stem[-1]) else open
        *nouns, last = self.reader.read(stem + particle)
        return tuple(nouns) if last.surface == particle and has_all(nouns, KNOWN_NOUN) else ()


def _list_stems(word: str) -> Iterator[str]:
    """What may be nouns, the likeliest first."""
    ends = split_behind_nouns(word)
    light = split_light_verb(word)
    yield from dict.fromkeys((*(end[0] for end in (ends, light) if end), word))


def find_made_nouns(morphemes: Morphemes) -> list[str]:
    """`알림`: verbs made nouns by -(으)ㅁ. Those by -기 are found by their stems."""
    return [morpheme.surface for morpheme in morphemes if morpheme.traits & MADE_NOUN]
