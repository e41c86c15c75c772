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
    """One row per session: its events, searches, first and last second, and the query of a lonely search."""
    is_search = events.type == "search"
    return events.group_by("session").agg(
        events=events.id.count(),
        searches=flag(is_search).sum().cast("int64"),
        first=events.t.min(),
        last=events.t.max(),
        key=events.query.max(where=is_search),
    )


def find_bots(sessions: ir.Table) -> ir.Table:
    """Sessions (one column, `session`) with more or faster searches than a person makes."""
    fast = (sessions.searches >= FAST_SEARCHES) & (
        sessions["last"] - sessions["first"] < sessions.searches * SECONDS_A_SEARCH
    )
    return sessions.filter((sessions.searches >= BOT_SEARCHES) | fast).select("session")


def find_floods(sessions: ir.Table) -> ir.Table:
    """One row per flood: its words (`key`), its `hour` since 1970 and its `flood`, the number of sessions."""
    lonely = _find_lonely(sessions)
    all_hours = lonely.group_by("key").agg(ever=lonely.session.count())
    by_hour = lonely.group_by("key", "hour").agg(flood=lonely.session.count())
    large = by_hour.filter(by_hour.flood >= FLOOD_SESSIONS)
    return large.join(all_hours, "key").filter(_.flood * FLOOD_SHARE >= _.ever).select("key", "hour", "flood")


def find_flooding_sessions(sessions: ir.Table, floods: ir.Table) -> ir.Table:
    """The sessions (one column) of the floods."""
    return _find_lonely(sessions).semi_join(floods, ["key", "hour"]).select("session")


def _find_lonely(sessions: ir.Table) -> ir.Table:
    lonely = sessions.filter((sessions.events == 1) & (sessions.searches == 1))
    return lonely.mutate(hour=(lonely["first"] // 3600).cast("int64"))
