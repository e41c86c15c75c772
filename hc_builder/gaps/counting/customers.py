"""What counts: the customers' own events, by the rule of `feedback_function.customers`, and what is left out by it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import ibis.expr.types as ir

from feedback_function.customers import UNSEEN_VOTES, Limits, select_floods, select_left_out
from feedback_function.daily_counts import SEARCHED
from hc_builder.gaps.counting import episodes
from hc_builder.gaps.counting.episodes import flag, is_question
from hc_builder.gaps.model.window import LogWindow

Keep = Callable[[ir.Table], ir.Table]


@contextmanager
def keep_tables() -> Iterator[Keep]:
    """A function that materializes a table until the block ends."""
    with ExitStack() as stack:
        yield lambda table: stack.enter_context(table.cache())


@dataclass(frozen=True)
class Customers:
    """`left_out` are sessions (one column), `unseen` votes (`session`, `id`), `floods` have their `subject` and `hour`;
    `events` are what remains inside the window."""

    events: ir.Table
    left_out: ir.Table
    unseen: ir.Table
    floods: ir.Table


def select_customers(events: ir.Table, window: LogWindow, limits: Limits, keep: Keep) -> Customers:
    """Of the events inside the window (`episodes.select_window`) those that count."""
    columns = ("session", "id", "type", "t", "query", "article", "helpful")
    logged = keep(episodes.cut(events, window).select(*columns))
    left_out, floods = keep(_ask(logged, select_left_out(limits))), keep(_ask(logged, select_floods(limits)))
    unseen = keep(episodes.leave_out(_ask(logged, UNSEEN_VOTES), left_out, "session"))
    customers = episodes.leave_out(episodes.select_window(events, window), left_out, "session")
    return Customers(episodes.leave_out(customers, unseen, ["session", "id"]), left_out, unseen, floods)


def _ask(logged: ir.Table, query: str) -> ir.Table:
    return logged.alias("logged").sql(query, dialect="postgres")


def summarize_sessions(events: ir.Table) -> ir.Table:
    """One row per session: its events, its first second, and whether (0 or 1) it searched, opened an article or a
    flow's card, found one by searching, came to a question of a flow, and left for a person."""
    return events.group_by("session").agg(
        events=events.id.count(),
        searched=_any(events.type == "search"),
        opened=_any((events.type == "open") & ~is_question(events)),
        found=_any((events.type == "open") & ~is_question(events) & events.source.isin(SEARCHED)),
        walked=_any((events.type == "open") & is_question(events)),
        first=events.t.min(),
        contacted=_any(events.type == "contact"),
    )


def _any(condition: ir.BooleanValue) -> ir.IntegerColumn:
    return flag(condition).max().cast("int64")
