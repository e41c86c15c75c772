"""Runs the heavy pass once and returns its counts as plain rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting import bots, episodes, totals
from hc_builder.gaps.counting.queries import build_query_stats, fold_query_stats
from hc_builder.gaps.counting.spreads import count_spreads
from hc_builder.gaps.model.counts import CountRow, LogCounts, SessionTotals
from hc_builder.gaps.model.queries import Spread
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer

_LIMITS = Gaps()
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
    limits: Gaps = _LIMITS,
    most_queries: int = MOST_QUERIES,
) -> Iterator[Counting]:
    """Count everything that the report needs of `events` (columns as `events.columns.COLUMNS`) inside the window.
    `limits` say which sessions are a bot's or a flood's; these are left out."""
    inside = episodes.select_window(events, window)
    with keep_tables() as keep:
        sessions = keep(bots.summarize_sessions(inside))
        left_out, floods = find_others(inside, sessions, limits, keep)
        customers = episodes.leave_out(inside, left_out, "session")
        replaced = keep(episodes.find_replaced_votes(customers))
        counted = episodes.leave_out(customers, replaced, ["session", "id"])
        slots, articles = keep(totals.summarize_slots(counted)), keep(totals.summarize_articles(counted))
        number = _sum(sessions)
        parts = episodes.split_sessions(counted, number)
        turns = [keep(episodes.build_episodes(episodes.build_turns(part))) for part in parts]
        queries, query_totals = build_query_stats(turns, customers, window, analyzer, most_queries)
        counts = LogCounts(
            queries,
            query_totals,
            _count_sessions(sessions, left_out, floods, turns, window),
            days=_read(totals.count_days(slots, window)),
            hours=_read(totals.count_hours(slots, window)),
            articles=_read(totals.count_articles(articles)),
            reasons=_read(totals.count_reasons(articles)),
            comments=_read(totals.select_comments(counted)),
            channels=_read(totals.count_channels(articles)),
        )
        yield Counting(counts, turns, customers, window, analyzer)


def build_counts(events: ir.Table, window: LogWindow, analyzer: QueryAnalyzer, limits: Gaps = _LIMITS) -> LogCounts:
    """The counts of `count_events`, the spellings as they were typed."""
    with count_events(events, window, analyzer, limits) as counting:
        return counting.counts


Keep = Callable[[ir.Table], ir.Table]


@contextmanager
def keep_tables() -> Iterator[Keep]:
    """A function that materializes a table until the block ends."""
    with ExitStack() as stack:
        yield lambda table: stack.enter_context(table.cache())


def find_others(events: ir.Table, sessions: ir.Table, limits: Gaps, keep: Keep) -> tuple[ir.Table, ir.Table]:
    """The sessions (one column) of bots and floods among those of `summarize_sessions`, and the floods."""
    lonely = bots.select_lonely(events, sessions)
    floods = keep(bots.find_floods(lonely, limits.flood_sessions))
    flooding = bots.find_flooding_sessions(lonely, floods)
    return keep(bots.find_bots(sessions, limits.bot_searches).union(flooding, distinct=True)), floods


def _count_sessions(
    sessions: ir.Table, left_out: ir.Table, floods: ir.Table, turns: list[ir.Table], window: LogWindow
) -> SessionTotals:
    """The counts of all sessions with and without those left out."""
    customers = episodes.leave_out(sessions, left_out, "session")
    readers = ibis.union(*map(episodes.select_readers, turns))
    excluded = sessions.semi_join(left_out, "session").view()
    return SessionTotals(
        _read(totals.count_day_sessions(customers, readers, window)),
        events=_sum(sessions),
        excluded_sessions=_count(left_out),
        excluded_events=_sum(excluded),
        floods=_count(floods),
    )


def _sum(sessions: ir.Table) -> int:
    return int(sessions.events.sum().to_pyarrow().as_py() or 0)


def _count(table: ir.Table) -> int:
    return int(table.count().to_pyarrow().as_py())


def _read(table: ir.Table) -> list[CountRow]:
    rows: list[CountRow] = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
