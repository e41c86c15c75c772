"""Runs the heavy pass once and hands on its counts as plain rows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    inside = episodes.select_window(events, window)
    with _clean(inside, window) as cleaned:
        customers = episodes.leave_out(inside, cleaned.left_out, "session")
        with episodes.find_replaced_votes(customers).cache() as replaced:
            kept = episodes.leave_out(customers, replaced, ["session", "id"])
            with episodes.build_episodes(episodes.build_turns(kept)).cache() as done:
                queries, query_totals = build_query_stats(done, customers, window, most_queries)
                day_episodes = _read(totals.count_day_episodes(done, window))
            with totals.summarize_slots(kept).cache() as slots, totals.summarize_articles(kept).cache() as articles:
                return Counts(
                    queries,
                    query_totals,
                    days=_read(totals.count_days(slots, window)),
                    day_sessions=cleaned.day_sessions,
                    day_episodes=day_episodes,
                    hours=_read(totals.count_hours(slots, window)),
                    articles=_read(totals.count_articles(articles)),
                    reasons=_read(totals.count_reasons(articles)),
                    comments=_read(totals.select_comments(kept)),
                    channels=_read(totals.count_channels(articles)),
                    excluded_sessions=cleaned.sessions,
                    excluded_events=cleaned.events,
                    floods=cleaned.floods,
                )


@dataclass(frozen=True)
class _Cleaned:
    """`left_out`: the sessions (one column) of bots and floods, with their number, that of their `events` and of the
    `floods`; and the sessions by day without them."""

    left_out: ir.Table
    sessions: int
    events: int
    floods: int
    day_sessions: list[Row]


@contextmanager
def _clean(events: ir.Table, window: Window) -> Iterator[_Cleaned]:
    with ExitStack() as stack:
        with cleaning.summarize_sessions(events).cache() as sessions:
            lonely = cleaning.select_lonely(events, sessions)
            with cleaning.find_floods(lonely).cache() as floods:
                flooding = cleaning.find_flooding_sessions(lonely, floods)
                left_out = stack.enter_context(cleaning.find_bots(sessions).union(flooding, distinct=True).cache())
                flood_count = int(floods.count().to_pyarrow().as_py())
            excluded = sessions.semi_join(left_out, "session")
            counted = _Cleaned(
                left_out,
                int(left_out.count().to_pyarrow().as_py()),
                int(excluded.events.sum().to_pyarrow().as_py() or 0),
                flood_count,
                _read(totals.count_day_sessions(episodes.leave_out(sessions, left_out, "session"), window)),
            )
        yield counted


def _read(table: ir.Table) -> list[Row]:
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
