"""The heavy pass, as one definition for any SQL engine: events → turns → counts by query, day, article and hour.

A *turn* is one settled search and everything the customer did until the next one. Turns of a session that follow
each other without the customer having settled on an article are one *episode*: `환블`, then `환불`, then an article
opened is one episode, and a success. Only integers are counted and every order ends in `id`: all engines agree exactly.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from feedback_function.clock import DAY_SECONDS
from feedback_function.daily_counts import SEARCHED
from feedback_function.events import FLOW, FLOW_CARD
from feedback_function.rates import PAUSE_SECONDS
from hc_builder.gaps.model.window import WEEK_SECONDS, LogWindow

BOUNCE_SECONDS = 15
"""An article left this soon for another search was not read."""
EVENTS_AT_ONCE = 2_000_000
NO_ACTION = ("view", "missing")


def select_window(events: ir.Table, window: LogWindow) -> ir.Table:
    """The events inside the window but `NO_ACTION`: turns and pauses are of actions."""
    inside = cut(events, window)
    return inside.filter(inside.type.notin(NO_ACTION))


def select_missing(events: ir.Table, window: LogWindow) -> ir.Table:
    """The pages inside the window that were asked for and are not there."""
    inside = cut(events, window)
    return inside.filter(inside.type == "missing")


def cut(events: ir.Table, window: LogWindow) -> ir.Table:
    """All events inside the window."""
    return events.filter(events.t >= window.since, events.t < window.until)


def split_sessions(events: ir.Table, number: int) -> list[ir.Table]:
    """The events in parts of about `EVENTS_AT_ONCE`, no session split between two, so that window functions fit in
    memory; `number` is the count of events. One part if sessions are text: a server manages its own memory."""
    parts = -(-number // EVENTS_AT_ONCE) if events.session.type().is_integer() else 1
    return [events.filter(events.session % parts == part) for part in range(parts)] if parts > 1 else [events]


def leave_out(table: ir.Table, others: ir.Table, by: str | list[str]) -> ir.Table:
    """Anti-join: rows of `table` without a match in `others`."""
    return table.anti_join(
        others, by
    ).view()  # as a view, because ibis compiles only one anti-join per query for SQLite


def find_replaced_votes(events: ir.Table) -> ir.Table:
    """Votes (`session`, `id`) that a later one of the session on the same article replaces."""
    votes = events.filter(events.type == "vote").select("session", "article", "at", "id")
    newest = ibis.window(group_by=["session", "article"], order_by=[ibis.desc("at"), ibis.desc("id")])
    ranked = votes.mutate(place=ibis.row_number().over(newest))
    return ranked.filter(ranked.place > 0).select("session", "id")


def rename_keys(table: ir.Table, right: Mapping[int, int]) -> ir.Table:
    """`table` with some numbers in its column `key` replaced by others."""
    numbers = ibis.memtable(
        pa.table({"slip": pa.array(right, pa.int64()), "meant": pa.array(right.values(), pa.int64())})
    )
    joined = table.left_join(numbers, table.key == numbers.slip)
    return joined.mutate(key=ibis.coalesce(joined.meant, joined.key)).drop("slip", "meant").view()


def build_turns(events: ir.Table) -> ir.Table:
    """One row per search: what it found and what the customer did before the next search of the session.

    Columns: session, turn (1…), key, started, gap (seconds from the last action to the next search; null where there
    is none), zero, answered (an answer was shown), opened, browsed, article (opened from this search), elsewhere (an
    article reached otherwise), quoted (the article of the answer), declined (voted no), contacted; flags are 0 or 1.
    """
    in_order = ibis.window(group_by="session", order_by=["at", "id"])
    so_far = ibis.window(group_by="session", order_by=["at", "id"], preceding=None, following=0)
    s = _describe_steps(events)
    gap = (s.searched.lead().over(in_order) == 1).ifelse(s.t.lead().over(in_order) - s.t, ibis.null("int64"))
    numbered = s.mutate(turn=s.searched.sum().over(so_far).cast("int32"), gap=gap)
    t = numbered.filter(numbered.turn > 0)
    return t.group_by("session", "turn").agg(
        started=t.t.min(),
        article=t.article.max(where=t.opened == 1),
        elsewhere=t.article.max(where=t.browsed == 1),
        quoted=t.article.max(where=t.searched == 1),
        **{name: t[name].max() for name in ("key", "gap", "zero", "answered", *_ACTIONS)},
    )


_ACTIONS = ("opened", "browsed", "declined", "contacted")
_QUOTE = "quote:"


def _describe_steps(events: ir.Table) -> ir.Table:
    """Events with only the columns that the window functions need: they sort and carry whatever they are given."""
    e = events
    is_search, is_open, from_search = e.type == "search", (e.type == "open") & ~is_question(e), e.source.isin(SEARCHED)
    quoted = e.answer.startswith(_QUOTE).ifelse(e.answer.substr(len(_QUOTE)), ibis.null("string"))
    return e.select(
        "session",
        "at",
        "id",
        "t",
        article=is_search.ifelse(quoted, e.article),
        key=is_search.ifelse(e.key, ibis.null("int64")),
        searched=flag(is_search),
        zero=flag(is_search & (e.results == 0)),
        answered=flag(e.answer.notnull()),
        opened=flag(is_open & from_search),
        browsed=flag(is_open & ~from_search),
        declined=flag((e.type == "vote") & (e.helpful == False)),  # noqa: E712 a column
        contacted=flag(e.type == "contact"),
    )


def build_episodes(turns: ir.Table) -> ir.Table:
    """Each turn, and how its episode ended.

    Adds `read` (no other search followed its answer within the episode's time), `settled` (this turn ended in an
    article or an answer that was read and neither declined nor followed by a contact),
    `end` (the number of the episode's last turn, the only one that can have settled) and `solved` (that one did).
    `article` is now one reached in any way.
    """
    ends = turns.gap.fill_null(PAUSE_SECONDS + 1) > PAUSE_SECONDS
    turns = turns.mutate(read=flag((turns.answered == 1) & ends))
    reached = (turns.opened == 1) | (turns.browsed == 1) | (turns.read == 1)
    found = reached & (turns.declined == 0) & (turns.contacted == 0)
    t = turns.mutate(settled=flag(found & ~(turns.gap < BOUNCE_SECONDS).fill_null(False)))
    t = t.mutate(ends=flag((t.settled == 1) | (t.gap.fill_null(PAUSE_SECONDS + 1) > PAUSE_SECONDS)))
    onward = ibis.window(group_by="session", order_by="turn", preceding=0, following=None)
    ending = (t.ends == 1).ifelse(2 * t.turn + t.settled, ibis.null("int64")).min().over(onward)  # two facts, one sort
    t = t.mutate(ending=ending)
    return t.select(
        "session", "turn", "key", "started", "zero", "opened", "declined", "contacted", "read", "settled",
        article=ibis.coalesce(t.article, t.elsewhere, t.quoted),
        end=(t.ending // 2).cast("int32"),
        solved=(t.ending % 2).cast("int8"),
    )  # fmt: skip


def select_readers(episodes: ir.Table) -> ir.Table:
    """The sessions (one column) that read an answer above the results."""
    return episodes.filter(episodes.read == 1).select("session").distinct()


def count_query_weeks(episodes: ir.Table, window: LogWindow) -> ir.Table:
    """One row per query key and week (0: the latest), counted in sessions, besides `searches` and `zero`."""
    e = episodes.mutate(week=((window.until - 1 - episodes.started) // WEEK_SECONDS).cast("int64"))
    by_session = e.group_by("key", "week", "session").agg(
        searches=e.turn.count(),
        zero=e.zero.sum(),
        opened=e.opened.max(),
        settled=e.settled.max(),
        solved=e.solved.max(),
        declined=e.declined.max(),
        contacted=e.contacted.max(),
    )
    b = by_session
    sums = {name: b[name].sum().fill_null(0).cast("int32") for name in SUMMED}
    return b.group_by("key", "week").agg(sessions=b.session.count(), **sums)


SUMMED = ("searches", "zero", "opened", "settled", "solved", "declined", "contacted")


def select_solved(episodes: ir.Table, chosen: ir.Table) -> ir.Table:
    """The turns of solved episodes that searched for one of the `chosen` keys, each with how its episode ended: with
    which key (`last_key`) and at which article (`answer`)."""
    last = episodes.filter(episodes.settled == 1).select("session", "end", answer="article", last_key="key")
    solved = episodes.filter(episodes.solved == 1).semi_join(chosen, "key")
    return solved.join(last, ["session", "end"])


def count_answers(solved: ir.Table) -> ir.Table:
    """One row per query key and article, null for a card: sessions that settled on it, by this search itself or by a
    later one."""
    by_session = solved.group_by("key", "session", article=solved.answer).agg(direct=solved.settled.max())
    b = by_session
    return b.group_by("key", "article").agg(sessions=b.session.count(), direct=b.direct.sum().cast("int64"))


def count_refusals(episodes: ir.Table, window: LogWindow) -> ir.Table:
    """One row per query key, article opened from it and day of the shop's clock (days since 1970): sessions, and how
    many declined it or went to a person."""
    e = episodes.filter(episodes.opened == 1)
    e = e.mutate(day=number_local_day(e.started, window))
    b = e.group_by("key", "article", "day", "session").agg(declined=e.declined.max(), contacted=e.contacted.max())
    return b.group_by("key", "article", "day").agg(
        opened=b.session.count(), declined=b.declined.sum().cast("int64"), contacted=b.contacted.sum().cast("int64")
    )


def count_retries(solved: ir.Table, events: ir.Table) -> ir.Table:
    """One row per key and key typed next which settled the episode, with a `query` of the latter: its sessions."""
    before = solved.filter((solved.turn == solved.end - 1) & (solved.key != solved.last_key))
    pairs = before.select("session", "key", next_key=before.last_key).distinct()
    counted = pairs.group_by("key", "next_key").agg(sessions=pairs.session.count())
    searches = events.filter(events.type == "search").select("query", next_key=events.key)
    spelled = searches.semi_join(counted, "next_key").group_by("next_key").agg(query=searches.query.max())
    return counted.join(spelled, "next_key").select("key", "next_key", "query", "sessions")


def count_rewordings(episodes: ir.Table, chosen: ir.Table) -> ir.Table:
    """One row per `chosen` key and key typed next in the same episode (`next_key`): the sessions that typed both."""
    e = episodes.filter(episodes.turn < episodes.end).semi_join(chosen, "key")
    before = e.select("session", "key", turn=e.turn + 1)
    after = episodes.select("session", "turn", next_key="key")
    both = before.view().join(after.view(), ["session", "turn"])
    pairs = both.filter(_.key != _.next_key).select("session", "key", "next_key").distinct()
    return pairs.group_by("key", "next_key").agg(sessions=pairs.session.count())


def count_wordings(events: ir.Table) -> ir.Table:
    """One row per key and wording: the sessions that searched so."""
    searches = events.filter(events.type == "search")
    seen = searches.select("key", "query", "session").distinct()
    return seen.group_by("key", "query").agg(sessions=seen.session.count())


def to_local_seconds(seconds: ir.IntegerColumn, window: LogWindow) -> ir.IntegerColumn:
    """Seconds since 1970 in UTC → what the shop's clock shows, as seconds since 1970 of that clock."""
    *earlier, (_, latest) = window.offsets
    begins = [first for first, _ in window.offsets[1:]]
    branches = [(seconds < begin, offset) for begin, (_, offset) in zip(begins, earlier, strict=True)]
    return seconds + (ibis.cases(*branches, else_=latest) if branches else latest)


def number_local_day(seconds: ir.IntegerColumn, window: LogWindow) -> ir.IntegerColumn:
    """The day of the shop's clock, in days since 1970."""
    return (to_local_seconds(seconds, window) // DAY_SECONDS).cast("int64")


def is_question(events: ir.Table) -> ir.BooleanValue:
    """A step of a guided flow that asks, as `events.Open.is_question`."""
    asks = events.target.startswith(FLOW) & ~events.target.contains(FLOW_CARD)
    return asks.fill_null(False)


def flag(condition: ir.BooleanValue) -> ir.IntegerColumn:
    """1 where the condition holds, 0 where it does not or is unknown."""
    return condition.ifelse(1, 0).cast("int8")
