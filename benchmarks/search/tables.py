"""Figures as Markdown tables."""

from collections.abc import Iterable, Sequence

from search.peers import TITLES
from search.quality import Quality

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


def render_share(share: float) -> str:
    """`.83`; `1` and `0` as such."""
    return f"{share:.2f}".lstrip("0") if 0.005 <= share < 0.995 else f"{share:.0f}"
