"""Unresolved queries become gaps: one for each question that nobody answers, and for each article that fails."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.model.decisions import Decision, QuestionPlace
from hc_builder.gaps.model.gaps import UNRESOLVED, Gap, count_failures
from hc_builder.gaps.model.queries import PRIVATE_BELOW, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer

_TERMS_SHOWN = 6
_LEAST_FAILED = PRIVATE_BELOW
"""What fewer sessions lacked is counted, and no article is written for it."""


def build_gaps(
    decisions: Sequence[Decision],
    shown_terms: frozenset[str],
    places: Mapping[str, QuestionPlace],
    analyzer: QueryAnalyzer,
) -> list[Gap]:
    """The gaps, most worth answering first. `shown_terms` are the words that may be shown; `places` has every wording
    in trouble. What is missing is gathered by topic, the level of an article: a question is judged by itself, but
    nobody writes an article for each."""
    gathered: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        place = places.get(decision.query.asked)
        if decision.outcome in UNRESOLVED and place and count_failures(decision):
            gathered[decision.outcome, decision.article or str(place.topic)].append(decision)
    reader = ContentReader(analyzer)
    gaps = [_build_gap(members, places, shown_terms, reader) for members in gathered.values()]
    return sorted((gap for gap in gaps if gap.failed >= _LEAST_FAILED), key=lambda gap: (-gap.score, gap.id))


def _build_gap(
    members: Sequence[Decision],
    places: Mapping[str, QuestionPlace],
    shown_terms: frozenset[str],
    reader: ContentReader,
) -> Gap:
    members = sorted(members, key=lambda m: (-count_failures(m), -m.query.sessions, m.query.key))
    wordings = _sum_wordings(members)
    terms = _find_key_words(members, shown_terms, reader)
    title = _find_central(members, places) or " ".join(terms[:4])
    first = members[0]
    return Gap(first.outcome, first.article, places[first.query.asked].topic, tuple(members), title, wordings, terms)


def _find_central(members: Iterable[Decision], places: Mapping[str, QuestionPlace]) -> str:
    """The most central of the wordings that may be shown, of the question that most of them ask; a slip only where
    there is nothing else."""
    shown = [(member.query, bool(member.mended)) for member in members if member.query.shown]
    sessions: Counter[int] = Counter()
    for query, _ in shown:
        sessions[places[query.asked].question] += query.sessions
    order = [
        (is_slip, -sessions[p.question], -p.centrality, len(q.shown[0].text), -q.sessions, q.shown[0].text)
        for q, is_slip in shown
        if (p := places[q.asked])
    ]
    return min(order)[-1] if order else ""


def _sum_wordings(members: Iterable[Decision]) -> tuple[Wording, ...]:
    shown = [wording for member in members for wording in member.query.shown]
    return tuple(sorted(shown, key=lambda w: (-w.sessions, w.text)))


def _find_key_words(members: Iterable[Decision], shown: frozenset[str], reader: ContentReader) -> tuple[str, ...]:
    """The words of the group that may be shown: most sessions first, then as they were typed."""
    sessions: dict[str, int] = {}
    for member in members:
        for word, terms in reader.list_key_words(member.query.asked):
            if shown.issuperset(terms):
                sessions[word] = sessions.get(word, 0) + member.query.sessions
    ordered = sorted(sessions, key=lambda word: -sessions[word])
    return tuple(ordered[:_TERMS_SHOWN])
