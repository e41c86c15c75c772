"""Runs the heavy pass once and returns its counts as plain rows."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from feedback_function.customers import Limits
from hc_builder.gaps.counting import episodes, totals
from hc_builder.gaps.counting.customers import Customers, keep_tables, select_customers, summarize_sessions
from hc_builder.gaps.counting.queries import build_query_stats, fold_query_stats
from hc_builder.gaps.counting.spreads import count_spreads
from hc_builder.gaps.model.counts import CountRow, LeftOut, LogCounts, SessionTotals
from hc_builder.gaps.model.queries import Spread
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

_LIMITS = Limits()
MOST_QUERIES = 1_500
"""So many of the most troubled queries are decided and grouped; the rest is counted only."""


@dataclass(frozen=True)
class Counting:
    """The counts, and the tables behind them while they are open."""

    counts: LogCounts
    _turns: list[ir.Table]
    _events: ir.Table
    _window: LogWindow
    _analyzer: QueryAnalyzer

    def fold_spellings(self, right: Mapping[str, str]) -> LogCounts:
        """The counts with some keys folded into the `right` ones."""
        if not right:
            return self.counts
        typed = self.counts.queries
        queries = fold_query_stats(typed, right, self._turns, self._events, self._window, self._analyzer)
        number = self.counts.totals.queries + len(queries) - len(typed)
        return replace(self.counts, queries=queries, totals=replace(self.counts.totals, queries=number))

    def spread_terms(self, terms: Iterable[tuple[str, str]]) -> list[Spread]:
        """How far words are spread among sessions and days; `terms` are (query as it was typed, word of it)."""
        pairs = [*terms]
        return count_spreads(self._events, pairs, self._window) if pairs else []


@contextmanager
def count_events(
    events: ir.Table,
    window: LogWindow,
    analyzer: QueryAnalyzer,
    limits: Limits = _LIMITS,
    most_queries: int = MOST_QUERIES,
) -> Iterator[Counting]:
    """Count everything that the report needs of `events` (columns as `events.columns.COLUMNS`) inside the window.
    `limits` say which sessions are a bot's or a flood's; these are left out."""
    with keep_tables() as keep:
        found = select_customers(events, window, limits, keep)
        customers, counted = found.events, found.counted
        sessions = keep(summarize_sessions(counted))
        slots, articles = keep(totals.summarize_slots(counted)), keep(totals.summarize_articles(counted))
        parts = episodes.split_sessions(counted, _sum(sessions))
        turns = [keep(episodes.build_episodes(episodes.build_turns(part))) for part in parts]
        queries, query_totals = build_query_stats(turns, customers, window, analyzer, most_queries)
        counts = LogCounts(
            queries,
            query_totals,
            _count_sessions(sessions, _count_left_out(events, found, window), turns, window),
            days=_read(totals.count_days(slots, window)),
            hours=_read(totals.count_hours(slots, window)),
            articles=_read(totals.count_articles(articles)),
            reasons=_read(totals.count_reasons(articles)),
            comments=_read(totals.select_comments(counted)),
            channels=_read(totals.count_channels(articles)),
        )
        yield Counting(counts, turns, customers, window, analyzer)


def build_counts(events: ir.Table, window: LogWindow, analyzer: QueryAnalyzer, limits: Limits = _LIMITS) -> LogCounts:
    """The counts of `count_events`, the spellings as they were typed."""
    with count_events(events, window, analyzer, limits) as counting:
        return counting.counts


def _count_sessions(sessions: ir.Table, left_out: LeftOut, turns: list[ir.Table], window: LogWindow) -> SessionTotals:
    """The counts of the customers' sessions, and what was left out."""
    readers = ibis.union(*map(episodes.select_readers, turns))
    return SessionTotals(_read(totals.count_day_sessions(sessions, readers, window)), left_out)


def _count_left_out(events: ir.Table, found: Customers, window: LogWindow) -> LeftOut:
    others = episodes.select_window(events, window).semi_join(found.left_out, "session").view()
    unseen = _count(found.unseen)
    return LeftOut(_count(found.left_out), _count(others) + unseen, _count(found.floods), unseen)


def _sum(sessions: ir.Table) -> int:
    return int(sessions.events.sum().to_pyarrow().as_py() or 0)


def _count(table: ir.Table) -> int:
    return int(table.count().to_pyarrow().as_py())


def _read(table: ir.Table) -> list[CountRow]:
    rows: list[CountRow] = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
