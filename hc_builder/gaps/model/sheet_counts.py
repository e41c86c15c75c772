"""What the sheet counts besides the gaps: plain rows of one stretch of time and of the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hc_builder.gaps.model.counts import CountRow


@dataclass(frozen=True)
class LogSpan:
    """The whole log, whatever the window: its events, those inside the period, and the first and last second."""

    events: int
    inside: int
    first: int
    last: int


@dataclass(frozen=True)
class SheetCounts:
    """Rows have `period` 0 for the stretch that the sheet is about and 1 for the one before.

    `articles`: article, opens, sessions and days of opens, helpful, unhelpful, contacts. `votes`: article, day,
    hour, helpful, unhelpful. `contacts`: channel, article, contacts. `hours`: weekday (0: Monday), hour, searches,
    contacts. `surveys`: kind, score, answers. `missing`: asked, sessions, days. `searches`: key, query, sessions, zero,
    and `spread` (sessions of the key) of the keys most searched for. `steps`: target, sessions, left (sessions for
    which it was the end).
    """

    span: LogSpan
    articles: Sequence[CountRow]
    votes: Sequence[CountRow]
    contacts: Sequence[CountRow]
    hours: Sequence[CountRow]
    surveys: Sequence[CountRow]
    missing: Sequence[CountRow]
    searches: Sequence[CountRow]
    steps: Sequence[CountRow]


def name_scores(rows: Sequence[CountRow], period: int) -> Mapping[str, int]:
    """The surveys' rows of a period by the names that `feedback_function.surveys` reads."""
    return {f"{row['kind']}_{row['score']}": row["answers"] for row in rows if row["period"] == period}
