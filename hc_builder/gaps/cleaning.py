"""Bots and floods: sessions that no customer makes. They are left out of every number and shown as left out."""

import ibis.expr.types as ir
from ibis import _

from hc_builder.gaps.episodes import flag

BOT_SEARCHES = 60
"""More searches than anyone makes in one tab."""
FAST_SEARCHES, SECONDS_A_SEARCH = 20, 2
"""So many searches, faster than anyone types."""
FLOOD_SESSIONS, FLOOD_SHARE = 50, 2
"""So many sessions of one search and nothing else, the same words, in one hour: at least 1/2 of all that the words
ever had. A real rush of customers opens, asks again or goes to a person, and words it in many ways."""


def summarize_sessions(events: ir.Table) -> ir.Table:
    """One row per session: its events and searches, its first and last second, and whether it left for a person."""
    return events.group_by("session").agg(
        events=events.id.count(),
        searches=flag(events.type == "search").sum().cast("int64"),
        first=events.t.min(),
        last=events.t.max(),
        contacted=flag(events.type == "contact").max(),
    )


def find_bots(sessions: ir.Table) -> ir.Table:
    """Sessions (one column, `session`) with more or faster searches than a person makes."""
    fast = (sessions.searches >= FAST_SEARCHES) & (
        sessions["last"] - sessions["first"] < sessions.searches * SECONDS_A_SEARCH
    )
    return sessions.filter((sessions.searches >= BOT_SEARCHES) | fast).select("session")


def select_lonely(events: ir.Table, sessions: ir.Table) -> ir.Table:
    """The searches (`session`, `query`, `hour` since 1970) of sessions that did nothing else."""
    lonely = sessions.filter((sessions.events == 1) & (sessions.searches == 1))
    searches = events.filter(events.type == "search")
    return searches.select("session", "query", hour=(searches.t // 3600).cast("int64")).semi_join(lonely, "session")


def find_floods(lonely: ir.Table) -> ir.Table:
    """One row per flood: its words (`query`), its `hour` and its `flood`, the number of sessions."""
    by_hour = lonely.group_by("query", "hour").agg(flood=lonely.session.count())
    all_hours = by_hour.group_by("query").agg(ever=by_hour.flood.sum().cast("int64"))
    large = by_hour.filter(by_hour.flood >= FLOOD_SESSIONS)
    return large.join(all_hours, "query").filter(_.flood * FLOOD_SHARE >= _.ever).select("query", "hour", "flood")


def find_flooding_sessions(lonely: ir.Table, floods: ir.Table) -> ir.Table:
    """The sessions (one column) of the floods."""
    return lonely.view().semi_join(floods, ["query", "hour"]).select("session")
