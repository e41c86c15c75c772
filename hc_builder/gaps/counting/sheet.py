"""The counts of the sheet: the shop as a whole in one stretch of days, and in the one before it.

The same customers as in the rest of the report: bots, floods and unseen votes are left out, and of a session's
votes on an article the last one counts. Every row carries its `period`, so that one pass gives a number and what it was
before.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from feedback_function.clock import DAY_SECONDS, number_day
from feedback_function.customers import Limits
from hc_builder.gaps.counting import episodes
from hc_builder.gaps.counting.customers import keep_tables, select_customers
from hc_builder.gaps.counting.episodes import flag, is_question, number_local_day, to_local_seconds
from hc_builder.gaps.model.counts import CountRow
from hc_builder.gaps.model.sheet_counts import LogSpan, SheetCounts
from hc_builder.gaps.model.window import LogWindow

MOST_SEARCHES = 30
"""So many keys are read with their wordings, for the ten that the sheet has room for and may show."""
_MOST_MISSING = 200


def count_sheet(events: ir.Table, window: LogWindow, limits: Limits, days: int) -> SheetCounts:
    """Count `events` (columns as `events.columns.COLUMNS`) over the last `days` of the shop and as many before them.
    `limits` say which sessions are a bot's or a flood's."""
    with keep_tables() as keep:
        found = select_customers(events, window, limits, keep)
        e = keep(_mark_periods(found.counted, window, days))
        missing = episodes.leave_out(episodes.select_missing(events, window), found.left_out, "session")
        return SheetCounts(
            _measure_span(events, window, days),
            articles=_read(count_read_articles(e)),
            votes=_read(count_votes(e)),
            contacts=_read(count_contacts(e)),
            hours=_read(count_busy_hours(e, window)),
            surveys=_read(count_surveys(e)),
            missing=_read(count_missing(_mark_periods(missing, window, days))),
            searches=_read(count_searches(e)),
            steps=_read(count_steps(e)),
        )


def _mark_periods(events: ir.Table, window: LogWindow, days: int) -> ir.Table:
    """Only what lies in the two periods, each event with the `period` and the `day` (since 1970) of the shop's clock
    that it fell on."""
    last = number_day(window.last_day)
    dated = events.mutate(day=number_local_day(events.t, window))
    recent = dated.filter(dated.day > last - 2 * days, dated.day <= last)
    return recent.mutate(period=(recent.day <= last - days).ifelse(1, 0).cast("int64"))


def _measure_span(events: ir.Table, window: LogWindow, days: int) -> LogSpan:
    """Of everybody's events, bots included: whether the log has anything to do with the period at all."""
    last, day = number_day(window.last_day), number_local_day(events.t, window)
    inside = flag((day > last - days) & (day <= last))
    row = events.agg(n=events.id.count(), inside=inside.sum().cast("int64"), first=events.t.min(), last=events.t.max())
    values = row.to_pyarrow().to_pylist()[0]
    return LogSpan(*(int(values[name] or 0) for name in ("n", "inside", "first", "last")))


def count_read_articles(events: ir.Table) -> ir.Table:
    """One row per period and article: opens, the sessions and days of these, votes, and contacts from it."""
    e = events.filter(events.article.notnull())
    return e.group_by("period", "article").agg(
        opens=_count(e.type == "open"),
        sessions=e.session.nunique(where=e.type == "open"),
        days=e.day.nunique(where=e.type == "open"),
        helpful=_count((e.type == "vote") & (e.helpful == True)),  # noqa: E712 a column
        unhelpful=_count((e.type == "vote") & (e.helpful == False)),  # noqa: E712 a column
        contacts=_count(e.type == "contact"),
    )


def count_votes(events: ir.Table) -> ir.Table:
    """One row per article, day and hour (since 1970) in which somebody voted."""
    e = events.filter(events.type == "vote")
    return e.group_by("article", "day", hour=(e.t // 3600).cast("int64")).agg(
        helpful=_count(e.helpful == True),  # noqa: E712 a column
        unhelpful=_count(e.helpful == False),  # noqa: E712 a column
    )


def count_contacts(events: ir.Table) -> ir.Table:
    """One row per period, channel and article that customers left from."""
    e = events.filter(events.type == "contact")
    return e.group_by("period", "channel", "article").agg(contacts=e.id.count())


def count_busy_hours(events: ir.Table, window: LogWindow) -> ir.Table:
    """One row per weekday and hour of the shop's clock: searches, and contacts; of the period alone."""
    e = events.filter(events.period == 0)
    seconds = to_local_seconds(e.t, window)
    local = e.mutate(
        weekday=((seconds // DAY_SECONDS + 3) % 7).cast("int64"), hour=(seconds % DAY_SECONDS // 3600).cast("int64")
    )
    return local.group_by("weekday", "hour").agg(
        searches=_count(local.type == "search"), contacts=_count(local.type == "contact")
    )


def count_surveys(events: ir.Table) -> ir.Table:
    """One row per period, kind and score."""
    e = events.filter(events.type == "survey")
    return e.group_by("period", "kind", "score").agg(answers=e.id.count())


def count_missing(events: ir.Table) -> ir.Table:
    """One row per address that is not there and was asked for: sessions, and the days on which they came."""
    e = events.filter(events.period == 0, events.asked.notnull())
    rows = e.group_by("asked").agg(sessions=e.session.nunique(), days=e.day.nunique())
    return rows.order_by(ibis.desc("sessions"), "asked").limit(_MOST_MISSING)


def count_searches(events: ir.Table) -> ir.Table:
    """One row per wording of the keys that most sessions of the period searched for; `total` counts the key's sessions,
    `spread` days of the wording."""
    e = events.filter(events.type == "search", events.period == 0, events.key.notnull())
    totals = e.group_by("key").agg(total=e.session.nunique(), empty=_count(e.results == 0), searches=e.id.count())
    top = totals.order_by(ibis.desc("total"), "key").limit(MOST_SEARCHES)
    wordings = e.group_by("key", "query").agg(sessions=e.session.nunique(), days=e.day.nunique())
    return wordings.join(top, "key").select("key", "query", "sessions", "days", "total", "empty", "searches")


def count_steps(events: ir.Table) -> ir.Table:
    """One row per step of a flow: sessions that saw it, and those for which the flow ended there: it was the last one
    that they saw, and no article or card that a flow led to, and no person, came after it."""
    e = events.filter(events.period == 0)
    steps = e.filter(is_question(e))
    onward = e.filter((e.type == "contact") | ((e.type == "open") & (e.source == "flow") & ~is_question(e)))
    reached = onward.group_by("session").agg(done=onward.t.max())
    newest = ibis.window(group_by="session", order_by=[ibis.desc("at"), ibis.desc("id")])
    placed = steps.select("session", "at", "id", "t", "target").mutate(place=ibis.row_number().over(newest))
    joined = placed.left_join(reached, "session")
    ends = (joined.place == 0) & (joined.done.isnull() | (joined.done < joined.t))
    s = joined.select("session", "target", left=flag(ends)).group_by("session", "target").agg(left=_.left.max())
    return s.group_by("target").agg(sessions=s.session.count(), left=s.left.sum().cast("int64"))


def _count(condition: ir.BooleanValue) -> ir.IntegerColumn:
    return flag(condition).sum().fill_null(0).cast("int64")


def _read(table: ir.Table) -> Sequence[CountRow]:
    rows: list[CountRow] = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
