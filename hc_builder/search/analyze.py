"""Morphological analysis at build time, behind one small interface: a word → what to index of it.

The analyser is `lindera` with ko-dic (benchmarks/search.md has the figures beside kiwipiepy). Words are analysed by
themselves and remembered: that makes the same word mean the same everywhere, which the browser relies on, and a
thousand articles cost about as much as their distinct words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import add, attrgetter
from typing import Any, NamedTuple, Protocol

import snowballstemmer  # type: ignore[import-untyped]

from hc_builder.search.conjugate import conjugate, split_syllable
from hc_builder.search.facts import ADVERB, NOUN, VERB
from hc_builder.search.text import has_hangul, is_hangul, is_ideographic, split_scripts
from hc_builder.search.word_lists import read_tails

_STEMMERS = {"es": "spanish", "fr": "french", "de": "german", "it": "italian", "pt": "portuguese"}
_NOUN_TAGS = frozenset(("NNG", "NNP", "NR", "XR", "SL", "SN", "SH", "UNKNOWN", "NNB", "NNBC"))
_RUN_TAGS = _NOUN_TAGS | {"XPN", "XSN"}
_KNOWN_NOUNS = frozenset(("NNG", "NNP", "XSN", "XPN", "XR"))
_CLOSED_TAGS = frozenset("MAG MAJ MM NP IC".split())
_VERB_TAGS = frozenset("VV VA VX".split())
_TAIL_TAGS = frozenset("JKS JKC JKG JKO JKB JKV JKQ JX JC EP EF EC ETN ETM VCP VCN XSV XSA VX".split())
_SURE_ENDS = frozenset("JKS JKC JKG JKO JKB JKV JKQ JX JC XSN".split())
"""Of Sejong's tags: particles, and suffixes that make nouns. A word that ends so was read well."""
_entry_of = attrgetter("word_id", "surface")
_COUNTED = re.compile("[0-9.]+(?:년|월|일|원|회|개|명|개월|시간|퍼센트)")
_LETTER = re.compile("[^0-9가-힣]")
_LIGHT_STEMS = frozenset(
    "하 되 있 이 아니 주 보 싶 같 않 말 그렇 이렇 어떻 어떠하 그러 이러 어쩌 위하 대하 통하 따르 관하".split()
)
_PARTICLES = re.compile(
    "(?:에서는|에서도|으로는|으로도|이라고|이라는|이라도|까지는|까지도|부터는|에게서|한테서|에서|에게|에는|에도|으로|이나|이랑|"
    "하고|한테|까지|부터|처럼|보다|마다|조차|밖에|라고|라는|라도|로는|로도|이란|은|는|이|가|을|를|의|에|와|과|도|만|로|랑|나)$"
)
_COPULA = re.compile(
    "(.+)(이|이(?:에요|예요|라서?|면|지만|었.*|네요?|고요?|며|니까?|라면|라도|죠|지|거든요?|신.*|던.*|요|랑|나))$"
)
_LIGHT_VERB = re.compile(
    "(..+?)((?:하|되|시키)(?:고|는|지|면|기|여|여서|게|자|려고|려면|세요|나요|던|며|니|도록)|[한할함해했된될됨돼됐].*|합니다|됩니다|하.*)$"
)
_FRAMES = (("을", "를"), ("은", "는"), ("과", "와"))
"""Particles after a final consonant and after a vowel. Two of three that find the same nouns before them agree."""
_BEHIND_NOUNS = re.compile(
    "(..+?)((?<!지)만|(?:에서|으로|부터|까지|한테)?(?:는|도)|은|을|를|가|에|의|와|과|랑|보다|나|라도|로|이?요|[이예]?[에예]요|하?거나|이어도|이?여야)$"
)


class Term(NamedTuple):
    """What stands in the index. `kind` tells the browser what may follow it in a word."""

    text: str
    kind: int = NOUN


class Analysis(NamedTuple):
    """Of one word: `terms` that count as its words, `wider` ones (compounds and their parts) that count beside them,
    `forms` (surface → stem) and the `tails` (particles, endings) left over."""

    terms: tuple[Term, ...] = ()
    wider: tuple[Term, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    tails: tuple[str, ...] = ()


class Analyzer(Protocol):
    """The border: another analyser needs only this."""

    def analyze(self, word: str) -> Analysis:
        """`word` is folded and holds no space."""
        ...


class _Morpheme(NamedTuple):
    """`tag` is its part of speech, of an inflected one that of its stem."""

    surface: str
    tag: str
    expression: str = ""
    inflected: bool = False

    @property
    def stem(self) -> str:
        """`깨졌` → `깨지`: what an inflected surface comes from."""
        return self.expression.split("/", 1)[0] if self.inflected and "/" in self.expression else self.surface


@dataclass
class MorphologicalAnalyzer:
    """`words` are the shop's own brand and product names, kept whole wherever they stand.

    Most words are a noun that is known under another particle, so what its morphemes and their runs come to is kept.
    """

    lang: str = "ko"
    words: tuple[str, ...] = ()
    _known: dict[str, Analysis] = field(default_factory=dict)
    _morphemes: dict[tuple[int, str], _Morpheme] = field(default_factory=dict)
    _settled: dict[tuple[_Morpheme, ...], Analysis] = field(default_factory=dict)
    _agreed: dict[str, tuple[_Morpheme, ...]] = field(default_factory=dict)

    def analyze(self, word: str) -> Analysis:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._analyze(word)
        return known

    @cached_property
    def _tokenizer(self) -> Any:
        from lindera import Tokenizer, load_dictionary  # the dictionary takes most of a second to load

        return Tokenizer(load_dictionary("embedded://ko-dic"))

    @cached_property
    def _stemmer(self) -> Any:
        return snowballstemmer.stemmer(_STEMMERS.get(self.lang, "english"))

    def _analyze(self, word: str) -> Analysis:
        if _COUNTED.fullmatch(word):
            return Analysis((Term(word),))
        if has_hangul(word):
            morphemes = self._read_morphemes(word)
            read = self._settle(morphemes)
            return self._with_own_words(word, read if _is_plain(morphemes) else self._add_nouns(word, morphemes, read))
        runs = split_scripts(word)
        if any(map(is_ideographic, runs)):
            return reduce(_join, [_cut_ideographs(run) if is_ideographic(run) else self._stem(run) for run in runs])
        return self._stem(word)

    def _stem(self, word: str) -> Analysis:
        return _stem_latin(word, self._stemmer)

    def _read_morphemes(self, word: str) -> list[_Morpheme]:
        """By itself a word may be read as others: 세탁도 as 세 and 탁도 (turbidity), 매장이 as a kind of 장이."""
        whole = self._tokenize(word)
        if _is_plain(whole):
            return whole
        ends = _COPULA.match(word) if "이" in word else None
        if ends and _has_final(ends[1][-1]) and (nouns := self._read_nouns(ends[1], ends[2], 1)):
            return nouns
        ends = None if len(whole) == 1 or whole[-1].tag in _SURE_ENDS else _BEHIND_NOUNS.match(word)
        if ends and ends[1] != whole[0].surface and (nouns := self._read_nouns(ends[1], ends[2], 2)):
            return nouns
        return whole

    def _read_nouns(self, stem: str, tail: str, least: int) -> list[_Morpheme]:
        """`stem` read as if 은 or 는 stood behind it, which the dictionary knows best: nothing unless that is nouns,
        the last of them of at `least` so many syllables."""
        *nouns, particle = self._tokenize(stem + ("은" if _has_final(stem[-1]) else "는"))
        if particle.tag != "JX" or not nouns or len(nouns[-1].surface) < least:
            return []
        return [*nouns, _Morpheme(tail, "JKS")] if all(noun.tag in _RUN_TAGS for noun in nouns) else []

    def _add_nouns(self, word: str, morphemes: list[_Morpheme], read: Analysis) -> Analysis:
        """Nouns that the word by itself hides: 보안 is 보다 + 안 to the analyser, 알림 a form of 알리다."""
        known = {term.text for term in (*read.terms, *read.wider)}
        found = dict.fromkeys(self._list_nouns(self._read_again(word, morphemes)))
        found |= dict.fromkeys(Term(name) for name in _find_verbal_nouns(morphemes))
        more = tuple(term for term in found if term.text not in known)
        return read._replace(wider=(*read.wider, *more)) if more else read

    def _read_again(self, word: str, morphemes: list[_Morpheme]) -> tuple[_Morpheme, ...]:
        """What is left of the word without a particle or 하다, 되다, as nouns; if that is none, the word itself. Of a
        word that is well read only where it is one of the dictionary (장애인, which is 장애 + 이다)."""
        last = morphemes[-1]
        if _is_sure(morphemes):
            nouns = self._read_before(word, *_FRAMES[1]) if last.tag == "VCP" else ()
            return nouns if len(nouns) == 1 else ()
        if last.tag in _SURE_ENDS:
            return self._agree(word[: -len(last.surface)])
        ends = (pattern.match(word) for pattern in (_BEHIND_NOUNS, _LIGHT_VERB))
        stems = dict.fromkeys((*(end[1] for end in ends if end), word))
        return next(filter(None, map(self._agree, stems)), ())

    def _list_nouns(self, nouns: tuple[_Morpheme, ...]) -> tuple[Term, ...]:
        settled = self._settle_run(nouns) if nouns else Analysis()
        return tuple(term for term in (*settled.terms, *settled.wider) if len(term.text) > 1)

    def _agree(self, stem: str) -> tuple[_Morpheme, ...]:
        """`stem` as the nouns that it is before an object's particle, or before most of `_FRAMES`; none where there are
        no such."""
        known = self._agreed.get(stem)
        if known is None:
            known = self._agreed[stem] = self._find_agreed(stem)
        return known

    def _find_agreed(self, stem: str) -> tuple[_Morpheme, ...]:
        readings: list[tuple[_Morpheme, ...]] = []
        for pair in _FRAMES if len(stem) > 1 and all(map(is_hangul, stem)) else ():
            nouns = self._read_before(stem, *pair)
            if nouns and (nouns in readings or (not readings and _are_common(nouns))):
                return nouns
            readings.append(nouns)
        return ()

    def _read_before(self, stem: str, closed: str, open: str) -> tuple[_Morpheme, ...]:
        particle = closed if _has_final(stem[-1]) else open
        *nouns, last = self._tokenize(stem + particle)
        are_nouns = last.surface == particle and all(noun.tag in _KNOWN_NOUNS for noun in nouns)
        return tuple(nouns) if are_nouns else ()

    def _tokenize(self, word: str) -> list[_Morpheme]:
        """A full stop after the word keeps its ending from being read as the middle of a sentence."""
        known, tokens = self._morphemes, self._tokenizer.tokenize(word + ".")[:-1]
        return [known.get(_entry_of(token)) or self._read_morpheme(token) for token in tokens]

    def _read_morpheme(self, token: Any) -> _Morpheme:
        """Once for each entry of the dictionary: its details are slow to ask for."""
        morpheme = self._morphemes[_entry_of(token)] = _parse_morpheme(token.surface, token.details)
        return morpheme

    def _settle(self, morphemes: list[_Morpheme]) -> Analysis:
        """Morphemes of one word → its terms."""
        parts = [self._settled.get(run) or self._settle_run(run) for run in _cut_runs(_mend(morphemes))]
        return reduce(_join, parts) if parts else Analysis()

    def _settle_run(self, run: tuple[_Morpheme, ...]) -> Analysis:
        nouns = run[0].tag in _RUN_TAGS
        settled = self._settled[run] = _settle_nouns(run, self._stemmer) if nouns else _settle_other(run[0])
        return settled

    def _with_own_words(self, word: str, analysis: Analysis) -> Analysis:
        own = [Term(name) for name in self.words if name in word and Term(name) not in analysis.terms]
        return analysis._replace(wider=(*analysis.wider, *own)) if own else analysis


def _is_plain(morphemes: list[_Morpheme]) -> bool:
    """One word of the dictionary, and no compound: 고양이, not 매장이."""
    return len(morphemes) == 1 and morphemes[0].tag in ("NNG", "MAG") and not morphemes[0].expression


def _is_sure(morphemes: Sequence[_Morpheme]) -> bool:
    """Nouns of two syllables or more, or one verb, with well-known particles and endings or none (not 규 and 람)."""
    tails = read_tails()
    rest = [morpheme for morpheme in morphemes if morpheme.tag not in _TAIL_TAGS or morpheme.surface not in tails]
    are_nouns = all(noun.tag == "XSN" or (noun.tag in _RUN_TAGS and len(noun.surface) > 1) for noun in rest)
    return are_nouns or (len(rest) == 1 and rest[0].tag in _VERB_TAGS | _CLOSED_TAGS)


def _are_common(nouns: Sequence[_Morpheme]) -> bool:
    """Common nouns, none of them a single syllable: proper nouns are titles of songs as well (싶어요)."""
    return all(noun.tag == "XSN" or (noun.tag == "NNG" and len(noun.surface) > 1) for noun in nouns)


def _find_verbal_nouns(morphemes: Sequence[_Morpheme]) -> Iterator[str]:
    """`알림`: verbs made nouns by -(으)ㅁ. Those by -기 are found by their stems."""
    for morpheme in morphemes:
        if morpheme.tag in ("VV", "VA") and "/ETN" in morpheme.expression and len(morpheme.surface) > 1:
            yield morpheme.surface


def _has_final(syllable: str) -> bool:
    return "가" <= syllable <= "힣" and split_syllable(syllable)[2] != " "


def _parse_morpheme(surface: str, details: list[str]) -> _Morpheme:
    expression = details[7] if len(details) > 7 and details[7] != "*" else ""
    tag, *more = details[0].split("+")
    return _Morpheme(surface, tag, expression, bool(more))


def _stem_latin(word: str, stemmer: Any) -> Analysis:
    if is_hangul(word) or not _LETTER.search(word):
        return Analysis((Term(word),))
    stem = stemmer.stemWord(word)
    return Analysis((Term(stem),), forms=((word, stem),) if stem != word else ())


def _cut_ideographs(run: str) -> Analysis:
    """Single characters and pairs: Chinese and Japanese are written without spaces and searched by both."""
    pairs = tuple(Term(run[at : at + 2]) for at in range(len(run) - 1))
    return Analysis(tuple(map(Term, run)), pairs)


def _join(a: Analysis, b: Analysis) -> Analysis:
    return Analysis(*map(add, a, b))


def _cut_runs(morphemes: list[_Morpheme]) -> list[tuple[_Morpheme, ...]]:
    """Nouns that stand together, and every other morpheme by itself."""
    runs: list[tuple[_Morpheme, ...]] = []
    nouns: tuple[_Morpheme, ...] = ()
    for morpheme in morphemes:
        if morpheme.tag in _RUN_TAGS:
            nouns += (morpheme,)
            continue
        if nouns:
            runs.append(nouns)
            nouns = ()
        runs.append((morpheme,))
    return [*runs, nouns] if nouns else runs


def _mend(morphemes: list[_Morpheme]) -> list[_Morpheme]:
    tags = {morpheme.tag for morpheme in morphemes}
    if "SN" in tags or "SL" in tags:
        morphemes = _join_numbers(morphemes)
    return _mend_unknown(morphemes) if "UNKNOWN" in tags else morphemes


def _join_numbers(morphemes: list[_Morpheme]) -> list[_Morpheme]:
    """`5` `만` `원` → `5만원`; `p` `302` → `p302`: numbers and codes mean something only whole."""
    joined: list[_Morpheme] = []
    for morpheme in morphemes:
        last = joined[-1] if joined else None
        number = last is not None and last.tag == "SN" and morpheme.tag in ("SN", "NR", "NNBC", "SY", "SC", "SL")
        code = last is not None and last.tag == "SL" and morpheme.tag in ("SL", "SN")
        if last is not None and (number or code):
            joined[-1] = _Morpheme(last.surface + morpheme.surface, "SN")
        else:
            joined.append(morpheme)
    return joined


def _mend_unknown(morphemes: list[_Morpheme]) -> list[_Morpheme]:
    """A word that the dictionary doesn't know is a name: all of it, without its particle."""
    word = "".join(morpheme.surface for morpheme in morphemes)
    name = _PARTICLES.sub("", word) if len(word) > 2 else word
    tail = word[len(name) :]
    return [_Morpheme(name, "NNP"), *([_Morpheme(tail, "JX")] if tail else [])]


def _settle_nouns(run: Sequence[_Morpheme], stemmer: Any) -> Analysis:
    """Their parts, pairs and the whole."""
    parts = [part for morpheme in run for part in _split_compound(morpheme)]
    if len(parts) == 1:
        return _settle_single(run[0], stemmer)
    forms: list[tuple[str, str]] = []
    terms = []
    for part in parts:
        if len(part) > 1 or not _is_syllable(part):
            latin = _stem_latin(part, stemmer)
            terms.append(latin.terms[0])
            forms += latin.forms
    wider = dict.fromkeys("".join(parts[at : at + 2]) for at in range(len(parts) - 1))
    wider |= dict.fromkeys([morpheme.surface for morpheme in run if len(morpheme.surface) > 1])
    wider["".join(parts)] = None
    known = {term.text for term in terms}
    whole = tuple(Term(text) for text in wider if text not in known)
    return Analysis(tuple(terms) or whole[:1], whole if terms else whole[1:], tuple(forms))


def _settle_single(morpheme: _Morpheme, stemmer: Any) -> Analysis:
    if morpheme.tag in ("NNB", "NNBC", "XPN", "XSN") and len(morpheme.surface) == 1:
        return Analysis(tails=(morpheme.surface,))
    return _stem_latin(morpheme.surface, stemmer)


def _split_compound(morpheme: _Morpheme) -> list[str]:
    """`카카오톡` → `카카오`, `톡` where the dictionary says so."""
    parts = [part.split("/", 1)[0] for part in morpheme.expression.split("+") if "/" in part]
    return parts if "".join(parts) == morpheme.surface else [morpheme.surface]


def _is_syllable(text: str) -> bool:
    return len(text) == 1 and is_hangul(text)


def _settle_other(morpheme: _Morpheme) -> Analysis:
    if morpheme.tag in ("VV", "VA"):
        return _settle_verb(morpheme)
    if morpheme.tag in ("MAG", "MAJ", "IC", "MM", "NP"):
        return Analysis((Term(morpheme.surface, ADVERB),)) if morpheme.tag in ("MAG", "MM") else Analysis()
    return Analysis(tails=(morpheme.surface,) if morpheme.surface and is_hangul(morpheme.surface) else ())


def _settle_verb(morpheme: _Morpheme) -> Analysis:
    stem = morpheme.stem
    if stem in _LIGHT_STEMS or not stem or not is_hangul(stem):
        return Analysis(tails=(morpheme.surface,))
    forms = [(form, stem) for form in conjugate(stem, morpheme.tag == "VA")]
    if morpheme.surface != stem and (morpheme.surface, stem) not in forms:
        forms.append((morpheme.surface, stem))
    return Analysis((Term(stem, VERB),), forms=tuple(forms))


def list_forms(analyses: Mapping[str, Analysis]) -> dict[str, str]:
    """Surface → stem over all words; the first in order of surface wins."""
    return {surface: stem for word in sorted(analyses) for surface, stem in analyses[word].forms}
