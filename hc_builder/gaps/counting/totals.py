"""Counts of the shop as a whole: by day, by hour of the week, by article and by channel."""

import ibis.expr.types as ir

from feedback_function.clock import DAY_SECONDS, STEP_SECONDS
from feedback_function.rates import SESSION_COUNTS, classify_form, classify_session
from hc_builder.gaps.counting.episodes import flag, number_local_day, to_local_seconds
from hc_builder.gaps.model.window import LogWindow


def summarize_slots(events: ir.Table) -> ir.Table:
    """Events by quarter of an hour and kind, in one pass; `n` is their number."""
    return _summarize(events.mutate(slot=(events.t // STEP_SECONDS * STEP_SECONDS).cast("int64")), "slot")


def summarize_articles(events: ir.Table) -> ir.Table:
    """Events by article, kind, reason and channel, in one pass; `n` is their number."""
    return _summarize(events.filter(events.type != "search"), "article", "reason", "channel")


def _summarize(events: ir.Table, *by: str) -> ir.Table:
    marked = events.mutate(zero=flag((events.type == "search") & (events.results == 0)))
    return marked.group_by(*by, "type", "helpful", "zero").agg(n=marked.id.count())


def count_days(slots: ir.Table, window: LogWindow) -> ir.Table:
    """One row per day of the shop's clock (days since 1970): `rates.EVENT_COUNTS`."""
    return _count_kinds(slots.mutate(day=number_local_day(slots.slot, window)), "day")


def count_day_sessions(sessions: ir.Table, readers: ir.Table, window: LogWindow) -> ir.Table:
    """One row per day: `rates.SESSION_COUNTS` of the sessions that began on it; `readers` are those (one column) that
    read an answer above the results."""
    joined = sessions.left_join(readers.mutate(reader=readers.session), "session")
    s = joined.mutate(day=number_local_day(joined["first"], window), read=flag(joined.reader.notnull()))
    endings = classify_session(s.searched, s.opened, s.found, s.read, s.walked, s.contacted)
    s = s.mutate(**endings, **classify_form(s.asked, s.wrote, s.contacted))
    sums = {name: s[name].sum().cast("int64") for name in SESSION_COUNTS if name != "sessions"}
    return s.group_by("day").agg(sessions=s.session.count(), **sums)


def count_hours(slots: ir.Table, window: LogWindow) -> ir.Table:
    """One row per weekday (0: Monday) and hour of the shop's clock: searches."""
    seconds = to_local_seconds(slots.slot, window)
    weekday, hour = (seconds // DAY_SECONDS + 3) % 7, seconds % DAY_SECONDS // 3600
    local = slots.mutate(weekday=weekday.cast("int64"), hour=hour.cast("int64"))
    return local.group_by("weekday", "hour").agg(searches=_sum(local, local.type == "search"))


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
        zero_results=_sum(table, table.zero == 1),
        opens=_sum(table, table.type == "open"),
        helpful=_sum(table, (table.type == "vote") & (table.helpful == True)),  # noqa: E712 a column
        unhelpful=_sum(table, _is_no(table)),
        contacts=_sum(table, table.type == "contact"),
    )


def _is_no(table: ir.Table) -> ir.BooleanValue:
    return (table.type == "vote") & (table.helpful == False)  # noqa: E712 a column


def _sum(table: ir.Table, condition: ir.BooleanValue) -> ir.IntegerColumn:
    """How many events of the slots meet the condition."""
    return condition.ifelse(table.n, 0).sum().cast("int64")
