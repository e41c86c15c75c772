"""What is known of each query: the counts of the heavy pass, typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hc_builder.gaps import episodes as passes
from hc_builder.gaps.episodes import SUMMED, Window
from hc_builder.gaps.keys import normalize_query

PRIVATE_BELOW = 3
"""A wording, or a word, that fewer sessions used is never shown."""
_COUNTED = ("sessions", *SUMMED)
_WEEKLY = ("sessions", "solved", "opened", "declined", "contacted")
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which a query was typed, and by how many sessions."""

    text: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that the query led to on one `day` (days since 1970): sessions that opened it, voted "no" on it, or
    went to a person after it."""

    article: str
    day: int
    opened: int
    declined: int
    contacted: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that ended episodes with this query: by this search itself (`direct`) or by a later one."""

    article: str
    sessions: int
    direct: int


@dataclass(frozen=True, slots=True)
class Retry:
    """A query typed next, which then found an answer."""

    key: str
    sessions: int


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """Sessions of one week."""

    sessions: int
    solved: int
    opened: int
    declined: int
    contacted: int


@dataclass(frozen=True, slots=True)
class QueryStats:
    """One query, all its spellings together. Counts are sessions, besides `searches` and `zero`.

    `wordings` come most used first; one that fewer than `PRIVATE_BELOW` sessions used serves replay and is never shown.
    `weeks` come the latest first.
    """

    key: str
    sessions: int
    searches: int
    zero: int
    opened: int
    mean_rank: float
    settled: int
    solved: int
    retried: int
    left: int
    declined: int
    contacted: int
    weeks: tuple[WeekCounts, ...]
    wordings: tuple[Wording, ...] = ()
    answers: tuple[Answer, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    retries: tuple[Retry, ...] = ()

    @property
    def failed(self) -> int:
        """Sessions none of whose episodes with this query found an answer."""
        return self.sessions - self.solved

    @property
    def asked(self) -> str:
        """The most used wording, for replay only."""
        return self.wordings[0].text if self.wordings else self.key

    @property
    def shown(self) -> tuple[Wording, ...]:
        """The wordings that may be printed."""
        return tuple(wording for wording in self.wordings if wording.sessions >= PRIVATE_BELOW)


@dataclass(frozen=True)
class QueryTotals:
    """All queries of the window together."""

    queries: int
    sessions: int
    failed: int
    searches: int
    zero: int


def build_query_stats(
    episodes: Sequence[ir.Table], events: ir.Table, window: Window, limit: int
) -> tuple[list[QueryStats], QueryTotals]:
    """The `limit` queries with the most unsolved, refused or passed-on sessions, and the totals of all queries.

    `episodes` as from `build_episodes`, materialized, in parts with whole sessions, of these `events`. In order of
    trouble, then of the key's number.
    """
    rows = pa.concat_tables(passes.count_query_weeks(part, window).to_pyarrow() for part in episodes)
    keys, counts, by_week = _sum_weeks(rows, window.weeks)
    failed = counts["sessions"] - counts["solved"]
    trouble = failed + counts["declined"] + counts["contacted"]
    order = np.lexsort((keys, -trouble))[:limit]
    details = _read_details(ibis.union(*episodes), events, window, keys[order])
    stats = [
        _build_stats(int(keys[i]), {name: int(counts[name][i]) for name in _COUNTED}, by_week[i], details)
        for i in order
    ]
    sums = (int(numbers.sum()) for numbers in (counts["sessions"], failed, counts["searches"], counts["zero"]))
    return stats, QueryTotals(len(keys), *sums)


def _sum_weeks(rows: pa.Table, weeks: int) -> tuple[Numbers, dict[str, Numbers], Numbers]:
    """Keys; their counts over all weeks; and (key, week, fields of `WeekCounts`)."""
    keys, index = np.unique(rows["key"].to_numpy(), return_inverse=True)
    counts = {name: np.zeros(len(keys), dtype=np.int64) for name in _COUNTED}
    for name, sums in counts.items():
        np.add.at(sums, index, rows[name].to_numpy())
    by_week = np.zeros((len(keys), weeks, len(_WEEKLY)), dtype=np.int64)
    week: Numbers = rows["week"].to_numpy()
    for place, name in enumerate(_WEEKLY):
        np.add.at(by_week[:, :, place], (index, week), rows[name].to_numpy())
    return keys, counts, by_week


@dataclass(frozen=True)
class _Details:
    """Rows by the number of the key."""

    wordings: Mapping[int, list[Wording]]
    answers: Mapping[int, list[Answer]]
    refusals: Mapping[int, list[Refusal]]
    retries: Mapping[int, list[Retry]]


def _read_details(episodes: ir.Table, events: ir.Table, window: Window, keys: Numbers) -> _Details:
    chosen = ibis.memtable(pa.table({"key": keys}))
    with passes.select_solved(episodes, chosen).cache() as solved:
        return _Details(
            _gather(Wording, passes.count_wordings(events.semi_join(chosen, "key"))),
            _gather(Answer, passes.count_answers(solved)),
            _gather(Refusal, passes.count_refusals(episodes.semi_join(chosen, "key"), window)),
            _gather(_build_retry, passes.count_retries(solved, events)),
        )


def _build_retry(query: str, sessions: int) -> Retry:
    return Retry(normalize_query(query), sessions)


def _gather(build: Any, table: ir.Table) -> Mapping[int, list[Any]]:
    found = defaultdict(list)
    for row in table.to_pyarrow().to_pylist():
        found[row.pop("key")].append(build(*row.values()))
    return found


def _build_stats(key: int, counts: dict[str, int], weeks: Numbers, details: _Details) -> QueryStats:
    ranks, ranked = counts.pop("ranks"), counts.pop("ranked")
    wordings = _most_first(details.wordings[key])
    return QueryStats(
        key=normalize_query(wordings[0].text),
        mean_rank=ranks / ranked if ranked else 0.0,
        weeks=tuple(WeekCounts(*row) for row in weeks.tolist()),
        wordings=wordings,
        answers=_most_first(details.answers[key]),
        refusals=tuple(sorted(details.refusals[key], key=lambda r: (r.article, r.day))),
        retries=_most_first(details.retries[key]),
        **counts,
    )


def _most_first(rows: Iterable[Any]) -> tuple[Any, ...]:
    """By sessions, most first; equals by their text."""
    return tuple(sorted(rows, key=lambda row: (-row.sessions, getattr(row, row.__slots__[0]))))
