"""Bots and floods: sessions that are not a customer's. They are left out of every number and counted apart."""

import ibis.expr.types as ir
from ibis import _

from feedback_function.daily_counts import SEARCHED
from hc_builder.gaps.counting.episodes import flag, is_question

FAST_SEARCHES, SECONDS_A_SEARCH = 20, 2
"""Twenty searches at under two seconds each are a bot's: nobody types that fast."""
FLOOD_SHARE = 2
"""In a flood's hour fall at least half of all such searches of its words. A real rush of customers opens articles, asks
again or goes to a person, and in many wordings."""


def summarize_sessions(events: ir.Table) -> ir.Table:
    """One row per session: its events and searches, its first and last second, and whether (0 or 1) it searched, opened
    an article or a flow's card, found one by searching, came to a question of a flow, and left for a person."""
    return events.group_by("session").agg(
        events=events.id.count(),
        searches=flag(events.type == "search").sum().cast("int64"),
        searched=_any(events.type == "search"),
        opened=_any((events.type == "open") & ~is_question(events)),
        found=_any((events.type == "open") & ~is_question(events) & events.source.isin(SEARCHED)),
        walked=_any((events.type == "open") & is_question(events)),
        first=events.t.min(),
        last=events.t.max(),
        contacted=_any(events.type == "contact"),
    )


def find_bots(sessions: ir.Table, searches: int) -> ir.Table:
    """Sessions (one column, `session`) of at least `searches` searches, or of searches faster than a person types."""
    fast = (sessions.searches >= FAST_SEARCHES) & (
        sessions["last"] - sessions["first"] < sessions.searches * SECONDS_A_SEARCH
    )
    return sessions.filter((sessions.searches >= searches) | fast).select("session")


def select_lonely(events: ir.Table, sessions: ir.Table) -> ir.Table:
    """The searches (`session`, `query`, `hour` since 1970) of sessions that did nothing else."""
    lonely = sessions.filter((sessions.events == 1) & (sessions.searches == 1))
    searches = events.filter(events.type == "search")
    return searches.select("session", "query", hour=(searches.t // 3600).cast("int64")).semi_join(lonely, "session")


def find_floods(lonely: ir.Table, sessions: int) -> ir.Table:
    """One row per flood of at least so many `sessions`: its words (`query`), its `hour` and its size (`flood`)."""
    by_hour = lonely.group_by("query", "hour").agg(flood=lonely.session.count())
    all_hours = by_hour.group_by("query").agg(ever=by_hour.flood.sum().cast("int64"))
    large = by_hour.filter(by_hour.flood >= sessions)
    return large.join(all_hours, "query").filter(_.flood * FLOOD_SHARE >= _.ever).select("query", "hour", "flood")


def find_flooding_sessions(lonely: ir.Table, floods: ir.Table) -> ir.Table:
    """The sessions (one column) of the floods."""
    return lonely.view().semi_join(floods, ["query", "hour"]).select("session")


def _any(condition: ir.BooleanValue) -> ir.IntegerColumn:
    return flag(condition).max().cast("int64")
