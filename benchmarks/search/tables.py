"""Figures as Markdown tables."""

from collections.abc import Iterable, Sequence

from search.costs import Cost
from search.edits import Again
from search.peers import TITLES
from search.peers.node import Sizes
from search.quality import Quality
from search.unused_words import FAULTS, Comparison

MEASURES = {
    "hit_5": "Share with the right article in the first five (hit@5)",
    "hit_1": "First place (hit@1)",
    "mrr_10": "MRR@10",
}


def render_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def render_quality(results: Sequence[Quality]) -> str:
    """A table for each measure: a row for each engine, a column for each class."""
    return "\n\n".join(f"{title}:\n\n{render_measure(results, name)}" for name, title in MEASURES.items())


def render_measure(results: Sequence[Quality], measure: str) -> str:
    rows = [
        [
            TITLES[result.peer],
            *(render_share(getattr(scores, measure)) for scores in result.scores.values()),
            str(result.nonsense_answered),
        ]
        for result in results
    ]
    return render_table(["engine", *results[0].scores, "nonsense answered"], rows)


def render_costs(costs: Sequence[Cost]) -> str:
    """Bytes in KB, gzip and brotli; times in milliseconds; pairs are p50 / p95."""
    head = [
        "engine",
        "first result, gzip",
        "first result, brotli",
        "further query, gzip",
        "further query, brotli",
        "whole index, gzip",
        "keystroke, ms",
        "question, ms",
        "keystroke in slowed Chromium, ms",
        "rounds of fetching for it",
        "… with all files at hand, ms",
    ]
    rows = [
        [
            TITLES[cost.peer],
            *(render_kilobytes(cost.first, place) for place in (1, 2)),
            *(render_kilobytes(cost.further, place) for place in (1, 2)),
            f"{cost.whole[1] / 1000:,.0f}",
            *map(render_times, (cost.keystroke_ms, cost.question_ms, *(cost.slowed or [None] * 3))),
        ]
        for cost in costs
    ]
    return render_table(head, rows)


def render_times(pair: tuple[float, float] | None) -> str:
    return f"{pair[0]:.1f} / {pair[1]:.1f}" if pair else "–"


def render_kilobytes(sizes: tuple[Sizes, Sizes], place: int) -> str:
    return " / ".join(f"{size[place] / 1000:,.0f}" for size in sizes)


def render_share(share: float) -> str:
    """`.83`; `1` and `0` as such."""
    return f"{share:.2f}".lstrip("0") if 0.005 <= share < 0.995 else f"{share:.0f}"


def render_comparisons(comparisons: Iterable[Comparison]) -> str:
    """Before → after; of the classes that should find nothing, how many queries did."""
    rows = [
        [
            row.name,
            str(row.queries),
            *(" → ".join(map(render_share, shares)) for shares in (row.first, row.five)),
            f"{row.test.better} / {row.test.worse}",
            f"{row.test.p:.3f}",
        ]
        for row in comparisons
        if row.name not in FAULTS
    ]
    head = ["class", "queries", "first place", "first five", "better / worse", "p of the sign test"]
    return render_table(head, rows) + "\n\n" + "\n".join(map(_render_faults, comparisons)).strip()


def _render_faults(row: Comparison) -> str:
    if row.name not in FAULTS:
        return ""
    before, after = (round(share * row.queries) for share in row.first)
    return f"- {row.name}: {before} → {after} of {row.queries}"


def render_edits(rows: Iterable[Again]) -> str:
    """Mean / most, in percent."""
    head = ["change", "of the bytes that the queries fetched", "of the index's files"]
    return render_table(head, [[row.change, *map(render_percents, (row.bytes, row.files))] for row in rows])


def render_percents(pair: tuple[float, float]) -> str:
    return " / ".join(f"{100 * share:.1f}" for share in pair) + "%"
