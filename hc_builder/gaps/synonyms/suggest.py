"""Synonyms to propose to the writer: a word that no article has, beside what customers then found instead."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hc_builder.gaps.model.decisions import FOUND_WITHIN, Decision
from hc_builder.gaps.synonyms.unknown_words import ArticleVocabulary, Evidence, EvidenceKind, UnknownWord
from hc_builder.search.phrases import squeeze
from hc_builder.search.synonyms import Synonyms, render_synonym
from hc_builder.yaml_lines import quote_yaml

_AGREED = 2
"""Chance leads single customers anywhere; see `decide`."""
_LONGEST_TARGET = 3
_MOST_TARGETS = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`word`, which `sessions` searched with, might also find what is `meant`: one or two phrases of the articles."""

    word: str
    meant: tuple[str, ...]
    sessions: int
    evidence: tuple[Evidence, ...]


def find_evidence(
    word: UnknownWord, vocabulary: ArticleVocabulary, wordings: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """What at least two sessions did after searching with the word: first what they searched, then what they opened.

    `wordings`: the key of each query → how it was typed.
    """
    sums: dict[tuple[EvidenceKind, str, str], int] = defaultdict(int)
    for decision in word.decisions:
        for retry in decision.query.retries:
            words = vocabulary.find_new_words(decision.query.asked, wordings.get(retry.key, retry.key))
            if len(words) <= _LONGEST_TARGET:
                sums["searched", " ".join(words), ""] += retry.sessions
        for article, sessions in _find_opened(decision, vocabulary):
            sums["opened", vocabulary.describe(article), article] += sessions
    found = [
        Evidence(kind, words, article, vocabulary.find_title(article), min(sessions, word.sessions))
        for (kind, words, article), sessions in sums.items()
        if sessions >= _AGREED and words
    ]
    return tuple(sorted(found, key=lambda e: (e.kind != "searched", -e.sessions, e.words, e.article)))


def build_suggestion(word: UnknownWord, evidence: Sequence[Evidence], synonyms: Synonyms) -> Suggestion | None:
    """The word beside the best of the first kind of evidence; None where there is none, or it is a synonym already."""
    best = [found for found in evidence if found.kind == evidence[0].kind]
    linked = _find_linked(word.text, synonyms)
    meant = [words for words in dict.fromkeys(found.words for found in best) if squeeze(words) not in linked]
    return Suggestion(word.text, tuple(meant[:_MOST_TARGETS]), word.sessions, tuple(evidence)) if meant else None


def render_suggestion(suggestion: Suggestion) -> str:
    """An entry of `content/synonyms.yml` under a line of comment for the word and for each piece of evidence."""
    head = f"# {quote_yaml(suggestion.word)}: no article has it; {suggestion.sessions} sessions searched with it"
    reasons = [f"#   {_render_evidence(found)}" for found in suggestion.evidence]
    return "\n".join([head, *reasons, render_synonym(suggestion.word, suggestion.meant)])


def render_suggestion_json(suggestion: Suggestion) -> str:
    """One line of JSON."""
    return msgspec.json.encode(suggestion).decode()


def _find_opened(decision: Decision, vocabulary: ArticleVocabulary) -> Iterator[tuple[str, int]]:
    """Articles that ended episodes of the query though the search does not show them for it."""
    for answer in decision.query.answers:
        if answer.article in vocabulary.articles and answer.article not in decision.found[:FOUND_WITHIN]:
            yield answer.article, answer.sessions


def _find_linked(word: str, synonyms: Synonyms) -> set[str]:
    """What the word finds already, by the shop's file or the lexicon."""
    groups = [group for group in synonyms.groups if squeeze(word) in map(squeeze, group.sources)]
    return {squeeze(target) for group in groups for target in group.targets}


def _render_evidence(found: Evidence) -> str:
    if found.kind == "searched":
        return f"{found.sessions} sessions then searched {quote_yaml(found.words)} and were helped"
    place = f"{quote_yaml(found.title)} ({found.article})"
    if found.kind == "opened":
        return f"{found.sessions} sessions then read {place}"
    return f"only a guess: nearest in meaning (cosine {found.likeness:.2f}) is {quote_yaml(found.words)} of {place}"
