"""What counts: the customers' own events, by the rule of `feedback_function.customers`, and what is left out by it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import ibis.expr.types as ir

from feedback_function.customers import Limits, list_steps
from feedback_function.daily_counts import FORM, SEARCHED
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
    """`events` are those of customers; `counted` without votes that another replaces, and without `unseen` ones
    (`session`, `id`). `left_out` are sessions (one column), and `floods` have their `subject` and `hour`."""

    events: ir.Table
    counted: ir.Table
    left_out: ir.Table
    unseen: ir.Table
    floods: ir.Table


def select_customers(events: ir.Table, window: LogWindow, limits: Limits, keep: Keep) -> Customers:
    """Of the events inside the window (`episodes.select_window`) those that count."""
    columns = ("session", "id", "type", "t", "query", "article", "helpful")
    logged = keep(episodes.cut(events, window).select(*columns))
    left_out, floods, votes = (keep(_ask(logged, limits, name)) for name in ("left_out", "floods", "unseen"))
    unseen = keep(episodes.leave_out(votes, left_out, "session"))
    customers = episodes.leave_out(episodes.select_window(events, window), left_out, "session")
    replaced = episodes.find_replaced_votes(customers)
    uncounted = keep(replaced.union(unseen.cast(replaced.schema())))
    counted = episodes.leave_out(customers, uncounted, ["session", "id"])
    return Customers(customers, counted, left_out, unseen, floods)


def _ask(logged: ir.Table, limits: Limits, name: str) -> ir.Table:
    """A table of the rule."""
    steps = ", ".join(f"{step} AS ({query})" for step, query in list_steps(limits).items())
    return logged.alias("logged").sql(f"WITH {steps} SELECT * FROM {name}", dialect="postgres")


def summarize_sessions(events: ir.Table) -> ir.Table:
    """One row per session: its events, its first second, and whether (0 or 1) it searched, opened an article or a
    flow's card, found one by searching, came to a question of a flow, left for a person, opened an article that the
    inquiry form showed, and sent that form."""
    opened = (events.type == "open") & ~is_question(events)
    return events.group_by("session").agg(
        events=events.id.count(),
        searched=_any(events.type == "search"),
        opened=_any(opened),
        found=_any(opened & events.source.isin(SEARCHED)),
        walked=_any((events.type == "open") & is_question(events)),
        first=events.t.min(),
        contacted=_any(events.type == "contact"),
        asked=_any(opened & (events.source == FORM)),
        wrote=_any((events.type == "contact") & (events.channel == FORM)),
    )


def _any(condition: ir.BooleanValue) -> ir.IntegerColumn:
    return flag(condition).max().cast("int64")
