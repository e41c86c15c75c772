"""Counts of the shop as a whole: by day, by hour of the week, by article and by channel."""

import ibis.expr.types as ir

from hc_builder.gaps.counting.episodes import DAY, Window, flag

SLOT = 1800
"""Half an hour: every zone's clock is whole numbers of it away from UTC, or of its half, which is near enough."""


def summarize_slots(events: ir.Table) -> ir.Table:
    """Events by half hour and kind, in one pass; `n` is their number."""
    return _summarize(events.mutate(slot=(events.t // SLOT * SLOT).cast("int64")), "slot")


def summarize_articles(events: ir.Table) -> ir.Table:
    """Events by article, kind, reason and channel, in one pass; `n` is their number."""
    return _summarize(events.filter(events.type != "search"), "article", "reason", "channel")


def _summarize(events: ir.Table, *by: str) -> ir.Table:
    marked = events.mutate(zero=flag((events.type == "search") & (events.results == 0)))
    return marked.group_by(*by, "type", "helpful", "zero").agg(n=marked.id.count())


def count_days(slots: ir.Table, window: Window) -> ir.Table:
    """One row per day of the shop's clock (days since 1970): searches, zero, opens, yes, no, contacts."""
    local = slots.mutate(day=((slots.slot + window.offset) // DAY).cast("int64"))
    return _count_kinds(local, "day")


def count_day_sessions(sessions: ir.Table, window: Window) -> ir.Table:
    """One row per day: the sessions that began on it, and those of them that left for a person."""
    local = sessions.mutate(day=((sessions["first"] + window.offset) // DAY).cast("int64"))
    return local.group_by("day").agg(sessions=local.session.count(), contacted=local.contacted.sum().cast("int64"))


def count_day_episodes(episodes: ir.Table, window: Window) -> ir.Table:
    """One row per day: the search episodes whose last search was on it, and how many found an answer."""
    last = episodes.filter(episodes.turn == episodes.end)
    local = last.mutate(day=((last.started + window.offset) // DAY).cast("int64"))
    return local.group_by("day").agg(episodes=local.session.count(), solved=local.settled.sum().cast("int64"))


def count_hours(slots: ir.Table, window: Window) -> ir.Table:
    """One row per weekday (0: Monday) and hour of the shop's clock: searches and contacts."""
    seconds = slots.slot + window.offset
    local = slots.mutate(weekday=((seconds // DAY + 3) % 7).cast("int64"), hour=(seconds % DAY // 3600).cast("int64"))
    return local.group_by("weekday", "hour").agg(
        searches=_sum(local, local.type == "search"), contacts=_sum(local, local.type == "contact")
    )


def count_articles(articles: ir.Table) -> ir.Table:
    """One row per article: opens, votes and, of the last votes, the reasons given."""
    return _count_kinds(articles.filter(articles.article.notnull()), "article")


def count_reasons(articles: ir.Table) -> ir.Table:
    """One row per article and reason of its "no" votes."""
    declined = articles.filter(_is_no(articles) & articles.reason.notnull())
    return declined.group_by("article", "reason").agg(votes=declined.n.sum().cast("int64"))


def select_comments(events: ir.Table) -> ir.Table:
    """What customers added to a "no" vote."""
    declined = events.filter(_is_no(events) & events.comment.notnull())
    return declined.select("article", "t", "reason", "comment")


def count_channels(articles: ir.Table) -> ir.Table:
    """One row per channel and article that a contact came from."""
    contacts = articles.filter(articles.type == "contact")
    return contacts.group_by("channel", "article").agg(contacts=contacts.n.sum().cast("int64"))


def _count_kinds(table: ir.Table, by: str) -> ir.Table:
    return table.group_by(by).agg(
        searches=_sum(table, table.type == "search"),
        zero=_sum(table, table.zero == 1),
        opens=_sum(table, table.type == "open"),
        yes=_sum(table, (table.type == "vote") & (table.helpful == True)),  # noqa: E712 a column
        no=_sum(table, _is_no(table)),
        contacts=_sum(table, table.type == "contact"),
    )


def _is_no(table: ir.Table) -> ir.BooleanValue:
    return (table.type == "vote") & (table.helpful == False)  # noqa: E712 a column


def _sum(table: ir.Table, condition: ir.BooleanValue) -> ir.IntegerColumn:
    """How many events of the slots meet the condition."""
    return condition.ifelse(table.n, 0).sum().cast("int64")
