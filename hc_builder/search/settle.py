"""From the morphemes of a word to what is indexed of it: runs of nouns with their parts, stems of verbs, tails."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hc_builder.search.analysis import NOTHING, Analysis, Term, join
from hc_builder.search.conjugate import conjugate
from hc_builder.search.facts import ADVERB, VERB
from hc_builder.search.latin import stem_latin
from hc_builder.search.morphemes import IN_RUN, NUMBER, UNKNOWN, Morpheme, Morphemes, make_morpheme
from hc_builder.search.text import is_hangul
from hc_builder.search.word_ends import split_behind_name

_LIGHT_STEMS = frozenset(
    "하 되 있 이 아니 주 보 싶 같 않 말 그렇 이렇 어떻 어떠하 그러 이러 어쩌 위하 대하 통하 따르 관하".split()
)


@dataclass
class Settler:
    """Most words are a noun that is known under another particle, so what runs of nouns and endings come to is kept."""

    stemmer: Any
    _runs: dict[Morphemes, Analysis] = field(default_factory=dict)
    _rests: dict[Morphemes, Analysis] = field(default_factory=lambda: {(): NOTHING})

    def settle(self, morphemes: Morphemes, traits: int) -> Analysis:
        """Of a whole word, which may be empty; `traits` are those of its morphemes."""
        if traits & (NUMBER | UNKNOWN):
            morphemes = _mend(morphemes, traits)
        end = _find_end(morphemes)
        run = self.settle_run(morphemes[:end])
        return join(run, self._settle_rest(morphemes[end:])) if end < len(morphemes) else run

    def settle_run(self, run: Morphemes) -> Analysis:
        """Of nouns that stand together, or of one other morpheme."""
        settled = self._runs.get(run)
        if settled is None:
            nouns = run[0].traits & IN_RUN
            settled = self._runs[run] = _settle_nouns(run, self.stemmer) if nouns else _settle_other(run[0])
        return settled

    def _settle_rest(self, morphemes: Morphemes) -> Analysis:
        settled = self._rests.get(morphemes)
        if settled is None:
            settled = self._rests[morphemes] = self.settle(morphemes, 0)
        return settled


def _find_end(morphemes: Morphemes) -> int:
    """Of the nouns that the word begins with, or of its first morpheme."""
    end = 0
    for morpheme in morphemes:
        if not morpheme.traits & IN_RUN:
            return end or 1
        end += 1
    return end


def _mend(morphemes: Morphemes, traits: int) -> Morphemes:
    """A word that the dictionary doesn't know is a name: all of it, without its particle."""
    if not traits & UNKNOWN:
        return _join_numbers(morphemes)
    name, tail = split_behind_name("".join(morpheme.surface for morpheme in morphemes))
    return (make_morpheme(name, "NNP"), *([make_morpheme(tail, "JX")] if tail else []))


def _join_numbers(morphemes: Morphemes) -> Morphemes:
    """`5` `만` `원` → `5만원`; `p` `302` → `p302`: numbers and codes mean something only whole."""
    joined: list[Morpheme] = []
    for morpheme in morphemes:
        last = joined[-1] if joined else None
        number = last is not None and last.tag == "SN" and morpheme.tag in ("SN", "NR", "NNBC", "SY", "SC", "SL")
        code = last is not None and last.tag == "SL" and morpheme.tag in ("SL", "SN")
        if last is not None and (number or code):
            joined[-1] = make_morpheme(last.surface + morpheme.surface, "SN")
        else:
            joined.append(morpheme)
    return tuple(joined)


def _settle_nouns(run: Morphemes, stemmer: Any) -> Analysis:
    """Their parts, pairs and the whole."""
    parts = [part for morpheme in run for part in _split_compound(morpheme)]
    if len(parts) == 1:
        return _settle_single(run[0], stemmer)
    found = [stem_latin(part, stemmer) for part in parts if len(part) > 1 or not is_hangul(part)]
    terms = tuple(analysis.terms[0] for analysis in found)
    forms = tuple(form for analysis in found for form in analysis.forms)
    known = {term.text for term in terms}.union(surface for surface, _ in forms)
    whole = tuple(Term(text) for text in _list_wider(run, parts) if text not in known)
    return Analysis(terms or whole[:1], whole if terms else whole[1:], forms)


def _list_wider(run: Morphemes, parts: Sequence[str]) -> dict[str, None]:
    """Pairs of parts, what the dictionary has as one word, and the whole."""
    wider = dict.fromkeys(map("".join, pairwise(parts)))
    wider |= dict.fromkeys([morpheme.surface for morpheme in run if len(morpheme.surface) > 1])
    wider["".join(parts)] = None
    return wider


def _settle_single(morpheme: Morpheme, stemmer: Any) -> Analysis:
    if morpheme.tag in ("NNB", "NNBC", "XPN", "XSN") and len(morpheme.surface) == 1:
        return Analysis(tails=(morpheme.surface,))
    return stem_latin(morpheme.surface, stemmer)


def _split_compound(morpheme: Morpheme) -> list[str]:
    """`카카오톡` → `카카오`, `톡` where the dictionary says so."""
    if "+" not in morpheme.expression:
        return [morpheme.surface]
    parts = [part.split("/", 1)[0] for part in morpheme.expression.split("+") if "/" in part]
    return parts if "".join(parts) == morpheme.surface else [morpheme.surface]


def _settle_other(morpheme: Morpheme) -> Analysis:
    if morpheme.tag in ("VV", "VA"):
        return _settle_verb(morpheme)
    if morpheme.tag in ("MAG", "MM"):
        return Analysis((Term(morpheme.surface, ADVERB),))
    is_tail = morpheme.tag not in ("MAJ", "IC", "NP") and morpheme.surface and is_hangul(morpheme.surface)
    return Analysis(tails=(morpheme.surface,)) if is_tail else NOTHING


def _settle_verb(morpheme: Morpheme) -> Analysis:
    stem = morpheme.stem
    if stem in _LIGHT_STEMS or not stem or not is_hangul(stem):
        return Analysis(tails=(morpheme.surface,))
    forms = [(form, stem) for form in conjugate(stem, morpheme.tag == "VA")]
    if morpheme.surface != stem and (morpheme.surface, stem) not in forms:
        forms.append((morpheme.surface, stem))
    return Analysis((Term(stem, VERB),), forms=tuple(forms))
