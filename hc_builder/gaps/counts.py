"""Runs the heavy pass once and hands on its counts as plain rows."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from hc_builder.gaps import cleaning, episodes, totals
from hc_builder.gaps.episodes import Window
from hc_builder.gaps.query_stats import QueryStats, QueryTotals, build_query_stats

Row = dict[str, Any]
MOST_QUERIES = 1_500
"""So many of the most troubled queries are decided and grouped; the rest is counted only."""


@dataclass(frozen=True)
class Counts:
    """What the window holds. Rows are as the functions of `totals` describe them, sorted."""

    queries: list[QueryStats]
    totals: QueryTotals
    days: list[Row]
    day_sessions: list[Row]
    day_episodes: list[Row]
    hours: list[Row]
    articles: list[Row]
    reasons: list[Row]
    comments: list[Row]
    channels: list[Row]
    excluded_sessions: int
    excluded_events: int
    floods: int


def build_counts(events: ir.Table, window: Window, most_queries: int = MOST_QUERIES) -> Counts:
    """Count everything that the report needs from `events` (`COLUMNS` of `event_rows`) inside the window."""
    with ExitStack() as stack:
        inside = episodes.select_window(events, window)
        sessions = stack.enter_context(cleaning.summarize_sessions(inside).cache())
        floods = stack.enter_context(cleaning.find_floods(sessions).cache())
        left_out = cleaning.find_bots(sessions).union(cleaning.find_flooding_sessions(sessions, floods), distinct=True)
        left_out = stack.enter_context(left_out.cache())
        kept = episodes.keep_latest_votes(inside.anti_join(left_out, "session"))
        turns = episodes.build_turns(kept)
        done = stack.enter_context(episodes.build_episodes(turns).cache())
        slots = stack.enter_context(totals.summarize_slots(kept).cache())
        queries, query_totals = build_query_stats(done, kept, window, most_queries)
        excluded = sessions.semi_join(left_out, "session")
        return Counts(
            queries,
            query_totals,
            days=_read(totals.count_days(slots, window)),
            day_sessions=_read(totals.count_day_sessions(kept, window)),
            day_episodes=_read(totals.count_day_episodes(done, window)),
            hours=_read(totals.count_hours(slots, window)),
            articles=_read(totals.count_articles(slots)),
            reasons=_read(totals.count_reasons(slots)),
            comments=_read(totals.select_comments(kept)),
            channels=_read(totals.count_channels(slots)),
            excluded_sessions=int(left_out.count().to_pyarrow().as_py()),
            excluded_events=int(excluded.events.sum().to_pyarrow().as_py() or 0),
            floods=int(floods.count().to_pyarrow().as_py()),
        )


def _read(table: ir.Table) -> list[Row]:
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
