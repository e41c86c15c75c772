"""The counts of the heavy pass by query, typed: built in two rounds, the slips folded in the second."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hc_builder.gaps.counting import episodes as passes
from hc_builder.gaps.counting.episodes import SUMMED
from hc_builder.gaps.model.queries import (
    ArticleRefusal,
    QueryStats,
    QueryTotals,
    Retry,
    Rewording,
    SettledArticle,
    WeekCounts,
    Wording,
)
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer, number_text

_COUNTED = ("sessions", *SUMMED)
_WEEKLY = ("sessions", "solved", "opened", "declined", "contacted")
Numbers = NDArray[np.int64]


def build_query_stats(
    episodes: Sequence[ir.Table], events: ir.Table, window: LogWindow, analyzer: QueryAnalyzer, limit: int
) -> tuple[list[QueryStats], QueryTotals]:
    """The `limit` queries with the most trouble, in this order, and the totals of all queries.

    `episodes` as from `build_episodes`, materialized, in parts with whole sessions, of these `events`.
    """
    counted = _count_weeks(episodes, window)
    failed = counted.sums["sessions"] - counted.sums["solved"]
    trouble = failed + counted.sums["declined"] + counted.sums["contacted"]
    chosen = counted.select(np.lexsort((counted.keys, -trouble))[:limit])
    totals = QueryTotals(
        len(counted.keys),
        int(counted.sums["sessions"].sum()),
        int(failed.sum()),
        int(counted.sums["searches"].sum()),
        int(counted.sums["zero"].sum()),
    )
    return _read_stats(chosen, episodes, events, window, analyzer), totals


def fold_query_stats(
    stats: Sequence[QueryStats],
    right: Mapping[str, str],
    episodes: Sequence[ir.Table],
    events: ir.Table,
    window: LogWindow,
    analyzer: QueryAnalyzer,
) -> list[QueryStats]:
    """`stats` with the queries of some keys counted anew under the `right` ones; the rest as from `build_query_stats`.

    A session that typed both counts once, and changing from one to the other is no longer another query.
    """
    names = {number_text(key): key for key in right.values()}
    numbers = {number_text(key): number_text(meant) for key, meant in right.items()}
    renamed = [passes.rename_keys(part, numbers) for part in episodes]
    chosen = _build_keys(sorted(names))
    counted = _count_weeks([part.semi_join(chosen, "key").view() for part in renamed], window)
    folded = _read_stats(counted, renamed, passes.rename_keys(events, numbers), window, analyzer)
    named = [replace(query, key=names[number]) for query, number in zip(folded, counted.keys.tolist(), strict=True)]
    others = [_rename_next(query, right, numbers) for query in stats if not {query.key} & {*right, *names.values()}]
    return sorted([*others, *named], key=lambda query: (-query.trouble, query.key))


def _rename_next(query: QueryStats, right: Mapping[str, str], numbers: Mapping[int, int]) -> QueryStats:
    """The query with what was typed after it under the right keys."""
    retries: Counter[str] = Counter()
    for retry in query.retries:
        retries[right.get(retry.key, retry.key)] += retry.sessions
    rewordings: Counter[int] = Counter()
    for rewording in query.rewordings:
        rewordings[numbers.get(rewording.number, rewording.number)] += rewording.sessions
    return replace(
        query,
        retries=_most_first(Retry(*found) for found in retries.items()),
        rewordings=_most_first(Rewording(*found) for found in rewordings.items()),
    )


@dataclass(frozen=True)
class _Counted:
    """Keys; their counts over all weeks; and (key, week, fields of `WeekCounts`)."""

    keys: Numbers
    sums: Mapping[str, Numbers]
    by_week: Numbers

    def select(self, places: Numbers) -> "_Counted":
        sums = {name: numbers[places] for name, numbers in self.sums.items()}
        return _Counted(self.keys[places], sums, self.by_week[places])


def _count_weeks(episodes: Sequence[ir.Table], window: LogWindow) -> _Counted:
    rows = pa.concat_tables(passes.count_query_weeks(part, window).to_pyarrow() for part in episodes)
    keys, index = np.unique(rows["key"].to_numpy(), return_inverse=True)
    sums = {name: np.zeros(len(keys), dtype=np.int64) for name in _COUNTED}
    for name, numbers in sums.items():
        np.add.at(numbers, index, rows[name].to_numpy())
    by_week = np.zeros((len(keys), window.weeks, len(_WEEKLY)), dtype=np.int64)
    week: Numbers = rows["week"].to_numpy()
    for place, name in enumerate(_WEEKLY):
        np.add.at(by_week[:, :, place], (index, week), rows[name].to_numpy())
    return _Counted(keys, sums, by_week)


def _build_keys(numbers: Numbers | list[int]) -> ir.Table:
    return ibis.memtable(pa.table({"key": pa.array(numbers, pa.int64())}))


def _read_stats(
    counted: _Counted,
    episodes: Sequence[ir.Table],
    events: ir.Table,
    window: LogWindow,
    analyzer: QueryAnalyzer,
) -> list[QueryStats]:
    details = _read_details(ibis.union(*episodes), events, window, analyzer, counted.keys)
    return [
        _build_stats(
            analyzer,
            key,
            {name: int(numbers[i]) for name, numbers in counted.sums.items()},
            counted.by_week[i],
            details,
        )
        for i, key in enumerate(counted.keys.tolist())
    ]


@dataclass(frozen=True)
class _Details:
    """Rows by the number of the key."""

    wordings: Mapping[int, list[Wording]]
    answers: Mapping[int, list[SettledArticle]]
    refusals: Mapping[int, list[ArticleRefusal]]
    retries: Mapping[int, list[Retry]]
    rewordings: Mapping[int, list[Rewording]]


def _read_details(
    episodes: ir.Table, events: ir.Table, window: LogWindow, analyzer: QueryAnalyzer, keys: Numbers
) -> _Details:
    def build_retry(number: int, query: str, sessions: int) -> Retry:
        return Retry(analyzer.find_key(number, query), sessions)

    chosen = _build_keys(keys)
    wordings = _gather(Wording, passes.count_wordings(events.semi_join(chosen, "key")))
    with passes.select_solved(episodes, chosen).cache() as solved:  # on Spark only what was asked for can be cached
        return _Details(
            wordings,
            _gather(SettledArticle, passes.count_answers(solved)),
            _gather(ArticleRefusal, passes.count_refusals(episodes.semi_join(chosen, "key"), window)),
            _gather(build_retry, passes.count_retries(solved, events)),
            _gather(Rewording, passes.count_rewordings(episodes, chosen)),
        )


def _gather(build: Any, table: ir.Table) -> Mapping[int, list[Any]]:
    found = defaultdict(list)
    for row in table.to_pyarrow().to_pylist():
        found[row.pop("key")].append(build(*row.values()))
    return found


def _build_stats(
    analyzer: QueryAnalyzer, key: int, counts: dict[str, int], weeks: Numbers, details: _Details
) -> QueryStats:
    wordings = _most_first(details.wordings[key])
    return QueryStats(
        key=analyzer.find_key(key, wordings[0].text),
        weeks=tuple(WeekCounts(*row) for row in weeks.tolist()),
        wordings=wordings,
        answers=_most_first(details.answers[key]),
        refusals=tuple(sorted(details.refusals[key], key=lambda r: (r.article, r.day))),
        retries=_most_first(details.retries[key]),
        rewordings=_most_first(details.rewordings[key]),
        **counts,
    )


def _most_first(rows: Iterable[Any]) -> tuple[Any, ...]:
    """By sessions, most first; equals by their text, and before it what has none."""
    return tuple(sorted(rows, key=lambda row: (-row.sessions, getattr(row, row.__slots__[0]) or "")))
