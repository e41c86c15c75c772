"""Counts of the shop as a whole: by day, by hour of the week, by article and by channel."""

import ibis.expr.types as ir
from ibis import _

from hc_builder.gaps.episodes import DAY, Window, flag

SLOT = 1800
"""Half an hour: every zone's clock is whole numbers of it away from UTC, or of its half, which is near enough."""


def summarize_slots(events: ir.Table) -> ir.Table:
    """Events by half hour and by all that the counts below ask of them, in one pass; `n` is their number."""
    marked = events.mutate(
        t=(events.t // SLOT * SLOT).cast("int64"), zero=flag((events.type == "search") & (events.results == 0))
    )
    return marked.group_by("t", "type", "article", "helpful", "zero", "reason", "channel").agg(n=marked.id.count())


def count_days(events: ir.Table, window: Window) -> ir.Table:
    """One row per day of the shop's clock (days since 1970): searches, zero, opens, yes, no, contacts."""
    local = events.mutate(day=((events.t + window.offset) // DAY).cast("int64"))
    return _count_kinds(local, "day")


def count_day_sessions(events: ir.Table, window: Window) -> ir.Table:
    """One row per day: sessions that looked for something, and those of them that left for a person."""
    local = events.mutate(day=((events.t + window.offset) // DAY).cast("int64"))
    by_session = local.group_by("day", "session").agg(contacted=flag(local.type == "contact").max())
    return by_session.group_by("day").agg(sessions=_.session.count(), contacted=_.contacted.sum().cast("int64"))


def count_day_episodes(episodes: ir.Table, window: Window) -> ir.Table:
    """One row per day: search episodes, and how many found an answer."""
    local = episodes.mutate(day=((episodes.started + window.offset) // DAY).cast("int64"))
    by_episode = local.group_by("session", "episode").agg(day=local.day.min(), solved=local.solved.max())
    return by_episode.group_by("day").agg(episodes=_.session.count(), solved=_.solved.sum().cast("int64"))


def count_hours(events: ir.Table, window: Window) -> ir.Table:
    """One row per weekday (0: Monday) and hour of the shop's clock: searches and contacts."""
    seconds = events.t + window.offset
    local = events.mutate(weekday=((seconds // DAY + 3) % 7).cast("int64"), hour=(seconds % DAY // 3600).cast("int64"))
    return local.group_by("weekday", "hour").agg(
        searches=_sum(local, local.type == "search"), contacts=_sum(local, local.type == "contact")
    )


def count_articles(events: ir.Table) -> ir.Table:
    """One row per article: opens, votes and, of the last votes, the reasons given."""
    known = events.filter(events.article.notnull())
    return _count_kinds(known, "article")


def count_reasons(events: ir.Table) -> ir.Table:
    """One row per article and reason of its "no" votes."""
    declined = events.filter((events.type == "vote") & (events.helpful == False) & events.reason.notnull())  # noqa: E712
    return declined.group_by("article", "reason").agg(votes=declined.n.sum().cast("int64"))


def select_comments(events: ir.Table) -> ir.Table:
    """What customers added to a "no" vote."""
    declined = events.filter((events.type == "vote") & (events.helpful == False) & events.comment.notnull())  # noqa: E712
    return declined.select("article", "t", "id", "reason", "comment")


def count_channels(events: ir.Table) -> ir.Table:
    """One row per channel and article that a contact came from."""
    contacts = events.filter(events.type == "contact")
    return contacts.group_by("channel", "article").agg(contacts=contacts.n.sum().cast("int64"))


def _count_kinds(table: ir.Table, by: str) -> ir.Table:
    is_vote = table.type == "vote"
    return table.group_by(by).agg(
        searches=_sum(table, table.type == "search"),
        zero=_sum(table, table.zero == 1),
        opens=_sum(table, table.type == "open"),
        yes=_sum(table, is_vote & (table.helpful == True)),  # noqa: E712
        no=_sum(table, is_vote & (table.helpful == False)),  # noqa: E712
        contacts=_sum(table, table.type == "contact"),
    )


def _sum(table: ir.Table, condition: ir.BooleanValue) -> ir.IntegerColumn:
    """How many events of the slots meet the condition."""
    return condition.ifelse(table.n, 0).sum().cast("int64")
