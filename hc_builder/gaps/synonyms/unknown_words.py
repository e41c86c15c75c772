"""Words that customers search with and no article has."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Literal

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from feedback_function.masking import mask_text
from hc_builder.content.help_center import Shown
from hc_builder.gaps.counting.episodes import select_window
from hc_builder.gaps.deciding.coverage import build_sources
from hc_builder.gaps.grouping.content_words import is_name
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.queries import PRIVATE_BELOW
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer, fold_query, number_text
from hc_builder.search.phrases import squeeze
from hc_builder.search.vocabulary import find_weak_words

EvidenceKind = Literal["searched", "opened", "meaning"]
_LONGEST_PHRASE = 3
_TITLE_WORDS = 2
_SYLLABLES = re.compile(r"[a-z\u00df-\u024f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class ArticleWords:
    """What an article is known by, its lines without spaces, and how often each term stands in it."""

    title: str
    keywords: tuple[str, ...]
    squeezed: str
    counts: Counter[str]


@dataclass(frozen=True)
class ArticleVocabulary:
    """The words of all articles of one language, by article id; `weak` ones are too common to mean anything."""

    articles: Mapping[str, ArticleWords]
    weak: frozenset[str]
    analyzer: QueryAnalyzer

    @cached_property
    def spread(self) -> Counter[str]:
        """Term → the number of articles that have it."""
        return Counter(term for article in self.articles.values() for term in article.counts)

    def find_known(self, text: str) -> dict[str, tuple[str, ...]]:
        """The telling words of a text that some article has, in order and without tails → their terms."""
        found = {}
        for word in fold_query(text).split():
            terms = tuple(
                term for term in self.analyzer.find_terms(word) if term in self.spread and term not in self.weak
            )
            if terms and self.has_all(word):
                found[self.analyzer.strip_tails(word)] = terms
        return found

    def find_unknown(self, query: str) -> list[str]:
        """`텀블러에 각인 되나요` → `텀블러 각인`, where no article has either. Masked again: rules may have grown."""
        words = fold_query(mask_text(query)).split()
        runs = [
            [self.analyzer.strip_tails(word) for word in run]
            for known, run in groupby(words, key=self.has_all)
            if not known
        ]
        return [" ".join(run) for run in runs if len(run) <= _LONGEST_PHRASE and _is_word("".join(run))]

    def names_matter(self, phrase: str) -> bool:
        """Whether each of its words is a noun that is not in every other text."""
        terms = {word: self.analyzer.find_terms(word) for word in phrase.split()}
        return all(self.analyzer.cut_noun(word) and is_name(word, terms[word]) for word in terms)

    def find_new_words(self, asked: str, text: str) -> list[str]:
        """The words of articles that `text` has and `asked` lacks."""
        before = {term for terms in self.find_known(asked).values() for term in terms}
        return [word for word, terms in self.find_known(text).items() if not before.issuperset(terms)]

    def has_all(self, word: str) -> bool:
        """Whether every part of a word stands in some article or means nothing."""
        terms, stem = self.analyzer.find_terms(word), self.analyzer.strip_tails(word)
        cut = stem.startswith("".join(terms)) and len(stem) > len("".join(terms))
        if terms and cut and not any(stem in article.squeezed for article in self.articles.values()):
            return False  # the analyser reads 백 in 페이백 as a suffix
        return all(term in self.spread or term in self.weak for term in terms)

    def find_title(self, id: str) -> str:
        """The title of an article; empty for none."""
        return self.articles[id].title if id in self.articles else ""

    def describe(self, id: str) -> str:
        """The two words of an article's title that it says most and others least, in the title's order."""
        counts, words = self.articles[id].counts, self.find_known(self.articles[id].title)
        weights = {word: max(counts[term] / self.spread[term] for term in terms) for word, terms in words.items()}
        chosen = sorted(words, key=lambda word: -weights[word])[:_TITLE_WORDS]
        return " ".join(word for word in words if word in chosen)


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word, or words that stand together, of no article. `sessions` searched with it; `decisions` are the queries."""

    text: str
    sessions: int
    decisions: tuple[Decision, ...]

    @property
    def asked(self) -> str:
        """The wording in which it was searched most; not to be shown."""
        return max(self.decisions, key=lambda decision: decision.query.sessions).query.asked


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why `words`, which stand in articles, may be meant.

    `searched`: so many `sessions` searched with them next and were helped. `opened`: so many ended at `article`, whose
    title they are of. `meaning`: `article` is nearest in meaning, by `likeness` standard deviations above the mean.
    """

    kind: EvidenceKind
    words: str
    article: str = ""
    title: str = ""
    sessions: int = 0
    likeness: float = 0.0


def build_vocabulary(articles: Sequence[Shown], analyzer: QueryAnalyzer) -> ArticleVocabulary:
    """The words of `articles`, all of which are in the analyzer's language."""
    sources = zip(articles, build_sources(articles), strict=True)
    words = {
        source.id: ArticleWords(
            shown.article.title,
            tuple(shown.article.fields.keywords),
            "\n".join(map(squeeze, source.lines)),
            Counter(term for line in source.lines for term in analyzer.find_terms(line)),
        )
        for shown, source in sources
    }
    return ArticleVocabulary(words, frozenset(find_weak_words(analyzer.lang).split()), analyzer)


def find_unknown_words(decisions: Iterable[Decision], vocabulary: ArticleVocabulary) -> list[UnknownWord]:
    """Of the queries that the search does not answer today, and reads as they were typed. One session may be counted
    for each: see `keep_shared`. Verbs and words of everyday Korean are none."""
    gathered: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for decision in decisions:
        if decision.outcome not in ("answered", "spam") and not decision.mended:
            for word in filter(vocabulary.names_matter, vocabulary.find_unknown(decision.query.asked)):
                gathered[squeeze(word)].append((word, decision))
    return [_build_word(found) for found in gathered.values()]


def read_sessions(events: ir.Table, window: LogWindow, words: Iterable[UnknownWord]) -> dict[str, set[int | str]]:
    """Key of each query with one of the words → the sessions that searched for it."""
    keys = {number_text(decision.query.key): decision.query.key for word in words for decision in word.decisions}
    chosen = ibis.memtable(pa.table({"key": pa.array(keys, pa.int64())}))
    searches = select_window(events, window).filter(lambda event: event.type == "search")
    sessions: dict[str, set[int | str]] = defaultdict(set)
    for row in searches.semi_join(chosen, "key").select("key", "session").distinct().to_pyarrow().to_pylist():
        sessions[keys[row["key"]]].add(row["session"])
    return sessions


def keep_shared(words: Iterable[UnknownWord], sessions: Mapping[str, set[int | str]]) -> list[UnknownWord]:
    """Those of at least `PRIVATE_BELOW` different sessions, most first: the only ones that may be shown.

    `sessions` as from `read_sessions`. Bots, which the queries' own counts leave out, are not counted here either.
    """
    counted = [replace(word, sessions=min(word.sessions, _count_different(word, sessions))) for word in words]
    shared = [word for word in counted if word.sessions >= PRIVATE_BELOW]
    return sorted(shared, key=lambda word: (-word.sessions, word.text))


def _is_word(text: str) -> bool:
    """Longer than one character, and not only digits or single jamo."""
    return len(text) > 1 and bool(_SYLLABLES.search(text))


def _build_word(found: Sequence[tuple[str, Decision]]) -> UnknownWord:
    spellings: Counter[str] = Counter()
    for word, decision in found:
        spellings[word] += decision.query.sessions
    text = min(spellings, key=lambda word: (-spellings[word], word))
    decisions = {decision.query.key: decision for _, decision in found}
    return UnknownWord(text, sum(d.query.sessions for d in decisions.values()), tuple(decisions.values()))


def _count_different(word: UnknownWord, sessions: Mapping[str, set[int | str]]) -> int:
    return len(set().union(*(sessions.get(decision.query.key, ()) for decision in word.decisions)))
