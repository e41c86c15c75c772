"""Counts of the shop as a whole: by day, by hour of the week, by article and by channel."""

import ibis.expr.types as ir
from ibis import _

from hc_builder.gaps.episodes import DAY, Window, flag


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
        searches=flag(local.type == "search").sum().cast("int64"),
        contacts=flag(local.type == "contact").sum().cast("int64"),
    )


def count_articles(events: ir.Table) -> ir.Table:
    """One row per article: opens, votes and, of the last votes, the reasons given."""
    known = events.filter(events.article.notnull())
    return _count_kinds(known, "article")


def count_reasons(events: ir.Table) -> ir.Table:
    """One row per article and reason of its "no" votes."""
    declined = events.filter((events.type == "vote") & (events.helpful == False) & events.reason.notnull())  # noqa: E712
    return declined.group_by("article", "reason").agg(votes=declined.id.count())


def select_comments(events: ir.Table) -> ir.Table:
    """What customers added to a "no" vote."""
    declined = events.filter((events.type == "vote") & (events.helpful == False) & events.comment.notnull())  # noqa: E712
    return declined.select("article", "t", "id", "reason", "comment")


def count_channels(events: ir.Table) -> ir.Table:
    """One row per channel and article that a contact came from."""
    contacts = events.filter(events.type == "contact")
    return contacts.group_by("channel", "article").agg(contacts=contacts.id.count())


def count_scores(events: ir.Table) -> ir.Table:
    """One row per kind of survey and score."""
    surveys = events.filter(events.type == "survey")
    return surveys.group_by("kind", "score").agg(answers=surveys.id.count())


def _count_kinds(table: ir.Table, by: str) -> ir.Table:
    is_vote = table.type == "vote"
    return table.group_by(by).agg(
        searches=flag(table.type == "search").sum().cast("int64"),
        zero=flag((table.type == "search") & (table.results == 0)).sum().cast("int64"),
        opens=flag(table.type == "open").sum().cast("int64"),
        yes=flag(is_vote & (table.helpful == True)).sum().cast("int64"),  # noqa: E712
        no=flag(is_vote & (table.helpful == False)).sum().cast("int64"),  # noqa: E712
        contacts=flag(table.type == "contact").sum().cast("int64"),
    )
