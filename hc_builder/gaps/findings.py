"""From events to findings: count, replay, decide, group, compare with the last report."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime

import ibis.expr.types as ir

from feedback_function.clock import parse_zone
from hc_builder.cache import Cache
from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.counting.counts import Counting, count_events
from hc_builder.gaps.deciding.coverage import ContentKnowledge, build_knowledge
from hc_builder.gaps.deciding.evidence import is_troubled, link_landings, link_rewordings
from hc_builder.gaps.deciding.gaps import build_gaps
from hc_builder.gaps.deciding.outcomes import decide_all, is_noise, replay_queries
from hc_builder.gaps.deciding.questions import settle_questions
from hc_builder.gaps.deciding.spellings import find_spellings
from hc_builder.gaps.discretion import Discretion, find_common, list_rare_terms
from hc_builder.gaps.grouping.questions import place_texts
from hc_builder.gaps.grouping.vectors import Embedder
from hc_builder.gaps.loop.state import follow_gaps
from hc_builder.gaps.loop.team import regroup_by_hand
from hc_builder.gaps.model.counts import LogCounts
from hc_builder.gaps.model.decisions import Decision, QueryResult, QuerySearch, QuestionPlace
from hc_builder.gaps.model.gaps import Findings, Gap, GapState
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer, build_analyzer

HISTORY_WEEKS = 8


def build_window(center: HelpCenter, now: datetime) -> LogWindow:
    """What a report looks back on, on the shop's clock."""
    return LogWindow(int(now.timestamp()), HISTORY_WEEKS, parse_zone(center.settings.contact.hours.zone))


def build_findings(
    events: ir.Table,
    center: HelpCenter,
    searches: Mapping[str, QuerySearch],
    now: datetime,
    state: GapState | None = None,
    analyzer: QueryAnalyzer | None = None,
    embed: Embedder | None = None,
    cache: Cache | None = None,
) -> Findings:
    """Count, replay, decide, group and compare with `state`, that of the last report. `events` as from `open_events`;
    `searches` by language, since each query is judged on the articles of the pages that it was typed on; `now` is
    aware; `analyzer` is the one that opened them, where it is at hand; `embed` adds what queries mean to the grouping;
    `cache` keeps what the grouping found out. The new state is in the findings; writing it is the caller's.
    """
    window = build_window(center, now)
    analyzer = analyzer or build_analyzer(center.settings)
    with count_events(events, window, analyzer, center.settings.gaps) as counting:
        typed = _split_languages(counting.counts.queries)
        read = {
            lang: _read_queries(queries, center, searches, window.last_day, analyzer.of(lang))
            for lang, queries in typed.items()
        }
        spellings = _find_all_spellings(typed, read, analyzer)
        counts = counting.fold_spellings(spellings)
        known = frozenset(term for r in read.values() for term in r.knowledge.terms)
        discretion = _find_discretion(counts, counting, known, analyzer)
    counts = replace(counts, queries=discretion.mark(counts.queries))
    judged = [
        _judge_language(queries, read[lang], discretion, embed, cache)
        for lang, queries in _split_languages(counts.queries).items()
    ]
    decisions = _merge((decisions for decisions, _ in judged), counts.queries)
    gaps = sorted((gap for _, found in judged for gap in found), key=lambda gap: (-gap.score, gap.id))
    updated = {shown.article.id: day for shown in center.articles if (day := shown.article.fields.updated)}
    gaps = regroup_by_hand(gaps, state or GapState())
    state, followed = follow_gaps(state or GapState(), gaps, decisions, window.last_day, updated)
    return Findings(counts, tuple(decisions), tuple(followed), state, window, discretion, spellings)


@dataclass(frozen=True)
class _Readings:
    """Of one language: by wording, what the search finds; and what the content knows."""

    found: Mapping[str, QueryResult]
    knowledge: ContentKnowledge


def _split_languages(queries: Sequence[QueryStats]) -> dict[str, list[QueryStats]]:
    """By the language of the pages that they were typed on, the shop's first under an empty name; that is always
    there."""
    typed: dict[str, list[QueryStats]] = {"": []}
    for query in queries:
        typed.setdefault(query.lang, []).append(query)
    return typed


def _find_all_spellings(
    typed: Mapping[str, Sequence[QueryStats]], read: Mapping[str, _Readings], analyzer: QueryAnalyzer
) -> dict[str, str]:
    """By slip what it is one for, in the queries of every language."""
    found = (find_spellings(typed[lang], r.found, r.knowledge.terms, analyzer) for lang, r in read.items())
    return {slip: meant for spellings in found for slip, meant in spellings.items()}


def _judge_language(
    queries: Sequence[QueryStats], read: _Readings, discretion: Discretion, embed: Embedder | None, cache: Cache | None
) -> tuple[list[Decision], list[Gap]]:
    """What became of the queries of one language, in their order, and the gaps that leaves."""
    analyzer = read.knowledge.analyzer
    alone = decide_all(queries, read.found, read.knowledge)
    places = _place_queries(alone, analyzer, embed, cache)
    decisions = settle_questions(alone, places, read.knowledge)
    return decisions, build_gaps(decisions, discretion.known | discretion.common, places, analyzer)


def _merge(judged: Iterable[Sequence[Decision]], queries: Sequence[QueryStats]) -> list[Decision]:
    """The decisions of all languages in the order of `queries`."""
    by_key = {decision.query.key: decision for decisions in judged for decision in decisions}
    return [by_key[query.key] for query in queries]


def _find_discretion(
    counts: LogCounts, counting: Counting, known: frozenset[str], analyzer: QueryAnalyzer
) -> Discretion:
    """What may be printed of this log, whose rare words are counted for it."""
    strict = Discretion(analyzer, known)
    texts = {wording.text for query in counts.queries for wording in query.wordings}
    texts |= {row["comment"] for row in counts.comments if row["comment"]}
    common = find_common(counting.spread_terms(list_rare_terms(sorted(texts), strict)))
    return replace(strict, common=common)


def _place_queries(
    decisions: Sequence[Decision], analyzer: QueryAnalyzer, embed: Embedder | None, cache: Cache | None
) -> dict[str, QuestionPlace]:
    """The queries in trouble are grouped by themselves; those that ask the same and were served stand beside them."""
    asked = [decision for decision in decisions if decision.outcome != "spam"]
    troubled = [decision.query for decision in asked if is_troubled(decision)]
    served = [decision.query.asked for decision in asked if not is_troubled(decision)]
    links = [*link_rewordings(troubled), *link_landings(asked)]
    return place_texts([query.asked for query in troubled], analyzer, embed, links, served, cache)


def _read_queries(
    queries: Sequence[QueryStats],
    center: HelpCenter,
    searches: Mapping[str, QuerySearch],
    day: date,
    analyzer: QueryAnalyzer,
) -> _Readings:
    """Replay runs in V8 and releases the GIL, so the content is read at the same time."""
    search = searches[analyzer.lang]
    with ThreadPoolExecutor(1) as apart:
        asked = [query.asked for query in queries if not is_noise(query)]
        replay = apart.submit(replay_queries, asked, search)
        knowledge = build_knowledge(center, day, asked, analyzer)
        return _Readings(replay.result(), knowledge)
