"""What the dictionary holds beside the terms: particles and endings, words too common to count, and synonyms."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from hc_builder.search.analysis import Analyzer
from hc_builder.search.facts import TARGET_BITS
from hc_builder.search.phrases import list_surfaces, split_phrase, squeeze
from hc_builder.search.synonyms import Synonyms
from hc_builder.search.word_lists import read_lines, read_tails

_LEARNED_TAILS = 60
_MOST_TARGETS = 4
_MOST_TERMS = (1 << TARGET_BITS) - 1
SIBLING_LOSS = 20
"""Hundredths that the words of a one-way group lose which stand in for the word they all lead to, on a site without it:
구두 finds 로퍼 where nothing is about 신발."""
FindDocuments = Callable[[int], frozenset[int]]


def find_tails(lang: str, words: Mapping[str, Collection[str]]) -> str:
    """Shipped ones and the most frequent of those that three words of the articles end in (tail → `words`), in order,
    joined by spaces."""
    if lang != "ko":
        return ""
    counts = {tail: len(found) for tail, found in words.items() if len(found) > 2}
    learned = sorted(counts, key=lambda tail: (-counts[tail], tail))[:_LEARNED_TAILS]
    return " ".join(sorted(read_tails().union(learned)))


def find_weak_words(lang: str) -> str:
    """Of the language and of English, which is mixed into every other."""
    lines = dict(line.split(": ", 1) for line in read_lines("weak.txt"))
    return " ".join(sorted({word for key in (lang, "en") for word in lines.get(key, "").split()}))


def list_synonym_words(synonyms: Synonyms) -> list[str]:
    """All that `resolve_synonyms` may have to analyse."""
    phrases = {phrase for group in synonyms.groups for phrase in (*group.sources, *group.targets)}
    return sorted({word for phrase in phrases for word in split_phrase(phrase)})


def resolve_synonyms(
    synonyms: Synonyms,
    analyzer: Analyzer,
    ids: Mapping[str, int],
    is_prominent: Callable[[int], bool],
    find_prominent: FindDocuments,
) -> dict[str, list[tuple[int, tuple[int, ...]]]]:
    """Phrase → (weight, term ids) of the phrases it also means.

    Only those are kept that some article is about: `find_prominent` gives the articles that have a term in a
    title, question, keyword or heading, and `is_prominent` says whether there is one, where no more is asked. Of many,
    the ones that most articles are about.
    """

    @cache
    def resolve(target: str) -> tuple[int, ...]:
        terms = _resolve(target, analyzer, ids)
        is_met = is_prominent(terms[0]) if len(terms) == 1 else bool(_find_shared(terms, find_prominent))
        return terms if is_met else ()

    found: dict[str, dict[tuple[int, ...], int]] = defaultdict(dict)
    for group in synonyms.groups:
        targets, weight = _resolve_all(group.targets, resolve), group.weight
        if not targets:
            targets = _resolve_all((word for word in group.sources if squeeze(word) in ids), resolve)
            weight -= SIBLING_LOSS
        met = [(squeeze(source), surface) for source in group.sources for surface in list_surfaces(source)]
        for source, surface in met:
            for target, terms in targets.items():
                if target not in (source, surface):
                    found[surface][terms] = max(weight, found[surface].get(terms, 0))
    return {
        phrase: [(weight, terms) for terms, weight in _choose_targets(weights, find_prominent)]
        for phrase, weights in sorted(found.items())
        if weights
    }


def _resolve_all(targets: Iterable[str], resolve: Callable[[str], tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Squeezed phrase → its terms, of those that some article is about."""
    return {squeeze(target): terms for target in targets if (terms := resolve(target))}


def _find_shared(terms: tuple[int, ...], find_prominent: FindDocuments) -> frozenset[int]:
    """The articles that are about all of them."""
    if not terms or len(terms) > _MOST_TERMS:
        return frozenset()
    return frozenset.intersection(*map(find_prominent, terms))


def _choose_targets(
    weights: Mapping[tuple[int, ...], int], find_prominent: FindDocuments
) -> list[tuple[tuple[int, ...], int]]:
    """The heaviest, then the most used; in the order of their ids."""
    if len(weights) <= _MOST_TARGETS:
        return sorted(weights.items())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], -len(_find_shared(item[0], find_prominent)), item[0]))
    return sorted(ranked[:_MOST_TARGETS])


def _resolve(phrase: str, analyzer: Analyzer, ids: Mapping[str, int]) -> tuple[int, ...]:
    """Ids of the terms that make up the phrase; none if one of them stands in no article."""
    whole = squeeze(phrase)
    if whole in ids:
        return (ids[whole],)
    terms = [term for word in split_phrase(phrase) for term in _resolve_word(word, analyzer, ids)]
    return tuple(dict.fromkeys(terms)) if -1 not in terms else ()


def _resolve_word(word: str, analyzer: Analyzer, ids: Mapping[str, int]) -> Iterable[int]:
    if word in ids:
        return [ids[word]]
    analysis = analyzer.analyze(word)
    covered = sum(len(term.text) for term in analysis.terms) + sum(map(len, analysis.tails))
    wider = [ids[term.text] for term in analysis.wider if term.text in ids and len(term.text) == len(word)]
    if wider or (covered < len(word) and not analysis.forms):
        return wider or [-1]
    return [ids.get(term.text, -1) for term in analysis.terms]
