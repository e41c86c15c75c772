"""The heavy pass, as one definition for any SQL engine: events → turns → counts by query, day, article and hour.

A *turn* is one settled search and everything the customer did until the next one. Turns of a session that follow
each other without the customer having settled on an article are one *episode*: `환블`, then `환불`, then an article
opened is one episode, and a success. Only integers are counted and every order ends in `id`: all engines agree exactly.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

PAUSE_SECONDS = 180
"""A search this long after the last action begins a new episode."""
BOUNCE_SECONDS = 15
"""An article left this soon for another search was not read."""
DAY = 86_400
WEEK = 7 * DAY


@dataclass(frozen=True)
class Window:
    """`weeks` whole weeks up to `until` (seconds since 1970, UTC); `offset` is the shop's distance from UTC."""

    until: int
    weeks: int
    offset: int = 9 * 3600

    @property
    def since(self) -> int:
        return self.until - self.weeks * WEEK


def select_window(events: ir.Table, window: Window) -> ir.Table:
    """The events inside the window, with `t`, their time in whole seconds since 1970."""
    at = events.at  # taken apart, because `epoch_seconds` rounds on PostgreSQL and nowhere else
    seconds = at.truncate("D").epoch_seconds() + at.hour() * 3600 + at.minute() * 60 + at.second()
    timed = events.mutate(t=seconds.cast("int64"))
    return timed.filter(timed.t >= window.since, timed.t < window.until)


def keep_latest_votes(events: ir.Table) -> ir.Table:
    """A later vote of a session on the same article replaces the earlier one."""
    votes = events.filter(_.type == "vote")
    newest = ibis.window(group_by=["session", "article"], order_by=[ibis.desc("at"), ibis.desc("id")])
    ranked = votes.mutate(place=ibis.row_number().over(newest))
    latest = ranked.filter(ranked.place == 0).drop("place")
    return events.filter(_.type != "vote").union(latest)


_TURN_COLUMNS = ("session", "at", "id", "t", "type", "key", "results", "source", "article", "rank", "helpful")


def build_turns(events: ir.Table) -> ir.Table:
    """One row per search: what it found and what the customer did before the next search of the session.

    Columns: session, turn (1…), key, started, ended, zero, opened, browsed, rank, article, declined (voted no),
    contacted; the flags are 0 or 1. `article` is one that was opened from this search.
    """
    so_far = ibis.window(group_by="session", order_by=["at", "id"], preceding=None, following=0)
    turn = flag(events.type == "search").sum().over(so_far).cast("int64")
    numbered = events.select(*_TURN_COLUMNS, turn=turn)  # a window carries along every column that it is given
    after_search = numbered.filter(numbered.turn > 0)
    t = after_search
    from_search = (t.type == "open") & (t.source == "search")
    return after_search.group_by("session", "turn").agg(
        key=t.key.max(where=t.type == "search"),
        started=t.t.min(),
        ended=t.t.max(),
        zero=flag((t.type == "search") & (t.results == 0)).max(),
        opened=flag(from_search).max(),
        browsed=flag((t.type == "open") & (t.source != "search")).max(),
        rank=t["rank"].min(where=from_search),
        article=t.article.max(where=from_search),
        elsewhere=t.article.max(where=(t.type == "open") & (t.source != "search")),
        declined=flag((t.type == "vote") & (t.helpful == False)).max(),  # noqa: E712 a column
        contacted=flag(t.type == "contact").max(),
    )


def build_episodes(turns: ir.Table) -> ir.Table:
    """Each turn with its `episode` number in the session, and how the episode ended.

    Adds `settled` (this turn ended in an article that was read and neither declined nor followed by a contact),
    `solved` (a turn of the episode settled), `answer` (the article that settled it) and `turns`, their number.
    """
    in_order = ibis.window(group_by="session", order_by="turn")
    t = turns.mutate(
        before=turns.ended.lag().over(in_order),
        after=turns.started.lead().over(in_order),
        follows=turns.turn.lag().over(in_order),
    )
    bounced = (t.turn.lead().over(in_order) > 0) & (t.after - t.ended < BOUNCE_SECONDS)  # ClickHouse: 0, not NULL
    found = ((t.opened == 1) | (t.browsed == 1)) & (t.declined == 0) & (t.contacted == 0)
    t = t.mutate(settled=flag(found & ~bounced.fill_null(False)))
    was_settled = t.settled.lag().over(in_order).fill_null(0)
    begins = t.follows.isnull() | (t.follows == 0) | (was_settled == 1) | (t.started - t.before > PAUSE_SECONDS)
    t = t.mutate(begins=flag(begins.fill_null(True)))
    so_far = ibis.window(group_by="session", order_by="turn", preceding=None, following=0)
    t = t.mutate(episode=t.begins.sum().over(so_far).cast("int64"))
    whole = ibis.window(group_by=["session", "episode"])
    answer = ibis.coalesce(t.article, t.elsewhere)
    return t.mutate(
        solved=t.settled.max().over(whole),
        answer=answer.max(where=t.settled == 1).over(whole),
        turns=t.turn.count().over(whole),
    )


def count_query_weeks(episodes: ir.Table, window: Window) -> ir.Table:
    """One row per query key and week (0: the latest), counted in sessions, besides `searches` and `zero`."""
    e = episodes.mutate(week=((window.until - 1 - episodes.started) // WEEK).cast("int64"))
    by_session = e.group_by("key", "week", "session").agg(
        searches=e.turn.count(),
        zero=e.zero.sum(),
        opened=e.opened.max(),
        ranks=e["rank"].sum(),
        ranked=e["rank"].count(),
        settled=e.settled.max(),
        solved=e.solved.max(),
        retried=flag((e.settled == 0) & (e.turns > 1)).max(),
        left=flag((e.opened == 1) & (e.settled == 0)).max(),
        declined=e.declined.max(),
        contacted=e.contacted.max(),
    )
    b = by_session
    sums = {name: b[name].sum().fill_null(0).cast("int64") for name in SUMMED}
    return b.group_by("key", "week").agg(sessions=b.session.count(), **sums)


SUMMED = (
    "searches", "zero", "opened", "ranks", "ranked", "settled", "solved", "retried", "left", "declined", "contacted"
)  # fmt: skip


def count_answers(episodes: ir.Table) -> ir.Table:
    """One row per query key and article: sessions that settled on it, by this search itself or by a later one."""
    e = episodes.filter(episodes.answer.notnull())
    by_session = e.group_by("key", "session", article=e.answer).agg(direct=e.settled.max())
    b = by_session
    return b.group_by("key", "article").agg(sessions=b.session.count(), direct=b.direct.sum().cast("int64"))


def count_refusals(episodes: ir.Table, window: Window) -> ir.Table:
    """One row per query key, article opened from it and day of the shop's clock (days since 1970): sessions, and how
    many declined it or went to a person."""
    e = episodes.filter(episodes.article.notnull())
    e = e.mutate(day=((e.started + window.offset) // DAY).cast("int64"))
    b = e.group_by("key", "article", "day", "session").agg(declined=e.declined.max(), contacted=e.contacted.max())
    return b.group_by("key", "article", "day").agg(
        opened=b.session.count(), declined=b.declined.sum().cast("int64"), contacted=b.contacted.sum().cast("int64")
    )


def count_retries(episodes: ir.Table) -> ir.Table:
    """One row per pair of keys typed one after the other in an episode, the second of which settled it."""
    in_order = ibis.window(group_by=["session", "episode"], order_by="turn")
    e = episodes.mutate(
        next_key=episodes.key.lead().over(in_order), next_settled=episodes.settled.lead().over(in_order)
    )
    e = e.filter((e.next_settled == 1) & (e.next_key != e.key))
    pairs = e.select("session", "key", "next_key").distinct()
    return pairs.group_by("key", "next_key").agg(sessions=pairs.session.count())


def count_wordings(events: ir.Table) -> ir.Table:
    """One row per key and wording: the sessions that searched so."""
    searches = events.filter(events.type == "search")
    seen = searches.select("key", "query", "session").distinct()
    return seen.group_by("key", "query").agg(sessions=seen.session.count())


def flag(condition: ir.BooleanValue) -> ir.IntegerColumn:
    """1 where the condition holds, 0 where it does not or is unknown."""
    return condition.ifelse(1, 0).cast("int64")
