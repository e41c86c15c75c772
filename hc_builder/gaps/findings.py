"""From events to findings: count, replay, decide, group, compare with the last report."""

from collections.abc import Mapping, Sequence
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
from hc_builder.gaps.model.gaps import Findings, GapState
from hc_builder.gaps.model.queries import QueryStats
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer, build_analyzer

HISTORY_WEEKS = 8


def build_findings(
    events: ir.Table,
    center: HelpCenter,
    search: QuerySearch,
    now: datetime,
    state: GapState | None = None,
    analyzer: QueryAnalyzer | None = None,
    embed: Embedder | None = None,
    cache: Cache | None = None,
) -> Findings:
    """Count, replay, decide, group and compare with `state`, that of the last report. `events` as from `open_events`;
    `now` is aware; `analyzer` is the one that opened them, where it is at hand; `embed` adds what queries mean to the
    grouping; `cache` keeps what the grouping found out. The new state is in the findings; writing it is the caller's.
    """
    window = LogWindow(int(now.timestamp()), HISTORY_WEEKS, parse_zone(center.settings.contact.hours.zone))
    analyzer = analyzer or build_analyzer(center.settings)
    with count_events(events, window, analyzer, center.settings.gaps) as counting:
        read = _read_queries(counting.counts.queries, center, search, window.last_day, analyzer)
        spellings = find_spellings(counting.counts.queries, read.found, read.knowledge.terms, analyzer)
        counts = counting.fold_spellings(spellings)
        discretion = _find_discretion(counts, counting, read.knowledge.terms, analyzer)
    counts = replace(counts, queries=discretion.mark(counts.queries))
    alone = decide_all(counts.queries, read.found, read.knowledge)
    places = _place_queries(alone, analyzer, embed, cache)
    decisions = settle_questions(alone, places, read.knowledge)
    gaps = build_gaps(decisions, discretion.known | discretion.common, places, analyzer)
    updated = {shown.article.id: day for shown in center.articles if (day := shown.article.fields.updated)}
    gaps = regroup_by_hand(gaps, state or GapState())
    state, followed = follow_gaps(state or GapState(), gaps, decisions, window.last_day, updated)
    return Findings(counts, tuple(decisions), tuple(followed), state, window, discretion, spellings)


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


@dataclass(frozen=True)
class _Readings:
    """By wording, what the search finds; and what the content knows."""

    found: Mapping[str, QueryResult]
    knowledge: ContentKnowledge


def _read_queries(
    queries: Sequence[QueryStats], center: HelpCenter, search: QuerySearch, day: date, analyzer: QueryAnalyzer
) -> _Readings:
    """Replay runs in V8 and releases the GIL, so the content is read at the same time."""
    with ThreadPoolExecutor(1) as apart:
        asked = [query.asked for query in queries if not is_noise(query)]
        replay = apart.submit(replay_queries, asked, search)
        knowledge = build_knowledge(center, day, asked, analyzer)
        return _Readings(replay.result(), knowledge)
