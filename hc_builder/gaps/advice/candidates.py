"""What might make an article findable: customers' own questions, words that mean it, and words that lead to it.

A word is proposed only if customers hardly use it for anything else, and if several who typed it ended at the article.
A verb is none, nor a word of everyday Korean, nor what the search reads as a slip: it mends that by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.grouping.content_words import ContentReader, is_name
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Gap, Judge
from hc_builder.gaps.model.queries import PRIVATE_BELOW
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.search.cures import Cure

_MOST_QUESTIONS, _MOST_WORDS = 3, 3
_OWN = 0.75
"""Of a word's sessions so many ask for the article."""
_AGREED = 2


@dataclass(frozen=True)
class Candidate:
    """A change that might lead the customers of `gap` (its id) to `article`."""

    gap: str
    article: str
    cure: Cure


class WordUse:
    """What customers use their words for, by all that they typed."""

    def __init__(self, decisions: Iterable[Decision], analyzer: QueryAnalyzer) -> None:
        self._reader = ContentReader(analyzer)
        self._all: Counter[str] = Counter()
        for decision in decisions:
            self._count(self._all, decision)

    def list_own(self, gap: Gap) -> list[tuple[str, tuple[str, ...]]]:
        """Words of the gap with their morphemes that are hardly used for anything else, most sessions first."""
        mine, led, terms = Counter[str](), Counter[str](), dict[str, tuple[str, ...]]()
        for member in gap.members:
            self._count(mine, member)
            words = dict(self._reader.list_key_words(member.query.asked))
            led.update(dict.fromkeys(words, _count_led(member, gap.article)))
            terms |= words
        many = [word for word, number in mine.items() if number >= max(PRIVATE_BELOW, _OWN * self._all[word])]
        own = [word for word in many if led[word] >= _AGREED and is_name(word, terms[word])]
        return [(word, terms[word]) for word in sorted(own, key=lambda word: (-mine[word], word))]

    def list_words(self, text: str) -> list[str]:
        return [word for word, _ in self._reader.list_key_words(text)]

    def _count(self, sessions: Counter[str], decision: Decision) -> None:
        if decision.outcome != "spam" and not decision.mended:
            for word in dict.fromkeys(self.list_words(decision.query.asked)):
                sessions[word] += decision.query.sessions


def _count_led(member: Decision, article: str) -> int:
    """The sessions that typed it and ended at the article."""
    return sum(answer.sessions for answer in member.query.answers if answer.article == article)


def list_candidates(
    gaps: Iterable[Gap], decisions: Sequence[Decision], center: HelpCenter, analyzer: QueryAnalyzer, judge: Judge
) -> list[Candidate]:
    """Of gaps whose article is there: the best first for each. Gaps and decisions are of the analyzer's language."""
    use, names = WordUse(decisions, analyzer), _list_names(center, analyzer)
    return [
        Candidate(gap.id, gap.article, cure)
        for gap in gaps
        if gap.kind == "unfindable" and (shown := center.find(gap.article, analyzer.lang))
        for cure in _list_cures(gap, shown, use, analyzer, judge)
        if not _is_named(cure.text, gap.article, names, analyzer)
    ]


def _list_names(center: HelpCenter, analyzer: QueryAnalyzer) -> list[tuple[str, str]]:
    """(Key, article) of every title, question and keyword."""
    fields = ((shown.article.id, shown.article.fields) for shown in center.list_public(analyzer.lang))
    named = ((id, (f.title, *f.questions, *f.keywords)) for id, f in fields)
    return [(analyzer.normalize_query(text), id) for id, texts in named for text in texts]


def _is_named(text: str, article: str, names: Sequence[tuple[str, str]], analyzer: QueryAnalyzer) -> bool:
    """Whether it says no more than another article is called by: 배송비."""
    key = analyzer.normalize_query(text)
    return any(key in name and id != article for name, id in names)


def _list_cures(gap: Gap, shown: Shown, use: WordUse, analyzer: QueryAnalyzer, judge: Judge) -> Iterator[Cure]:
    known = frozenset(analyzer.find_terms(_read_names(shown)))
    own = [(word, terms) for word, terms in use.list_own(gap) if not known.issuperset(terms) and judge.may_print(word)]
    yield from _propose_questions(gap, use, {word for word, _ in own})
    words = [word for word, _ in own[:_MOST_WORDS]]
    if words and (target := _find_meant(gap, words[0], shown, use, analyzer)):
        yield Cure("synonym", words[0], target)
    yield from (Cure("keyword", word) for word in words)


def _read_names(shown: Shown) -> str:
    """What the article is called by; words that stand in its text alone may well be worth a keyword."""
    fields = shown.article.fields
    return " ".join((fields.title, *fields.questions, *fields.keywords, fields.summary))


def _propose_questions(gap: Gap, use: WordUse, own: set[str]) -> Iterator[Cure]:
    """Wordings after which somebody ended at the article, or with a word of this matter alone; a slip is none."""
    asked = {w.text: member for member in gap.members if not member.mended for w in member.query.shown}
    led = {text for text, member in asked.items() if _count_led(member, gap.article)}
    texts = [w.text for w in gap.wordings if w.text in led or (w.text in asked and own & {*use.list_words(w.text)})]
    yield from (Cure("question", text) for text in texts[:_MOST_QUESTIONS])


def _find_meant(gap: Gap, word: str, shown: Shown, use: WordUse, analyzer: QueryAnalyzer) -> str:
    """The noun of the title or keywords that customers of the gap put in the place of `word` and were helped by."""
    fields = shown.article.fields
    names = {
        name: analyzer.normalize_query(name) for name in use.list_words(" ".join((fields.title, *fields.keywords)))
    }
    votes: Counter[str] = Counter()
    for member in gap.members:
        if word in use.list_words(member.query.asked):
            for retry in member.query.retries:
                new = [name for name, key in names.items() if key in retry.key and key not in member.query.key]
                votes.update(dict.fromkeys(new[:1], retry.sessions))
    best = max(votes, key=lambda name: (votes[name], name), default="")
    return best if votes[best] >= _AGREED else ""
