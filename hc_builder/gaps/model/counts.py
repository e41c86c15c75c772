"""All that the heavy pass counts: what the rest of the analyzer knows of the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hc_builder.gaps.model.queries import QueryStats, QueryTotals

CountRow = Mapping[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """What no count holds: `sessions` of bots and `floods`, `votes` on what was not seen, and the `events` of both."""

    sessions: int
    events: int
    floods: int
    votes: int


@dataclass(frozen=True)
class SessionTotals:
    """The customers' sessions by `day` (columns: `day` and those of `rates.SESSION_COUNTS`), and what was left out."""

    days: Sequence[CountRow]
    left_out: LeftOut


@dataclass(frozen=True)
class LogCounts:
    """What the window holds. Rows are as the functions of `counting.totals` describe them, sorted."""

    queries: Sequence[QueryStats]
    totals: QueryTotals
    sessions: SessionTotals
    days: Sequence[CountRow]
    hours: Sequence[CountRow]
    articles: Sequence[CountRow]
    reasons: Sequence[CountRow]
    comments: Sequence[CountRow]
    channels: Sequence[CountRow]
