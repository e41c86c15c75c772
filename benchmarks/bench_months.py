"""Does a month's report name what is lacking, once each, and nothing else?

    python benchmarks/bench_months.py tuning|held [--seeds 1 2 3 4 5] [--meaning]

Months as `tests/realistic_month.py` makes them, with 12 topics that have no article, 6 whose article customers' words
don't find, and 2 whose article does not help. `held` are topics that nothing was tuned on. Figures are in gaps.md.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from realistic_month import NOW, WORDINGS, Customers, Month, MonthShop, Topic, read_topics

from feedback_function.events import render_event
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.grouping.embeddings import embed_texts
from hc_builder.gaps.grouping.vectors import Embedder
from hc_builder.gaps.model.decisions import FOUND_WITHIN, Decision
from hc_builder.gaps.model.gaps import UNRESOLVED, Findings, Gap
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
CONTENT = Path(__file__).parents[1] / "content"
MOST = 0.6
"""A topic is found as one gap if this share of its sessions lies in it."""


@dataclass(frozen=True)
class Score:
    """Of one month. `missing` and `unfindable` are topics; `kinds` a share of the planted topics' failed queries;
    `pieces` entries a topic; `purity` the share of sessions in entries that are of the entry's topic; `dropped` and
    `answered` sessions of missing topics that were taken for out of scope or answered."""

    missing: float
    unfindable: float
    kinds: float
    pieces: float
    purity: float
    printed: float
    entries: float
    planted_entries: float
    queries: float
    sessions: float
    dropped: float
    answered: float


def measure_month(findings: Findings, month: Month) -> Score:
    gaps = [followed.gap for followed in findings.gaps]
    planted = [topic for topic in month.topics.values() if topic.kind in UNRESOLVED]
    kinds = {member.query.key: gap.kind for gap in gaps for member in gap.members}
    mine = {topic.name: [d for d in findings.decisions if _find_topic(d, month) == topic.name] for topic in planted}
    failed = {topic.name: [d for d in mine[topic.name] if _is_failed(d, topic)] for topic in planted}
    leading = Counter(_find_majority(gap, month) for gap in gaps)
    lost = [d for topic in planted if topic.kind == "missing" for d in mine[topic.name] if d.query.key not in kinds]
    right = [kinds.get(d.query.key, d.outcome) == topic.kind for topic in planted for d in failed[topic.name]]
    return Score(
        missing=sum(_is_found(t, gaps, mine[t.name]) for t in planted if t.kind == "missing"),
        unfindable=sum(_is_found(t, gaps, failed[t.name]) for t in planted if t.kind == "unfindable"),
        kinds=fmean(right),
        pieces=fmean(leading[topic.name] for topic in planted),
        purity=_measure_purity(gaps, month),
        printed=_measure_printed(gaps, month),
        entries=len(gaps),
        planted_entries=sum(leading[topic.name] for topic in planted),
        queries=sum(len(failed[topic.name]) for topic in planted),
        sessions=sum(d.query.sessions for topic in planted for d in failed[topic.name]),
        dropped=sum(d.query.sessions for d in lost if d.outcome in ("out_of_scope", "spam")),
        answered=sum(d.query.sessions for d in lost if d.outcome == "answered"),
    )


def _find_topic(decision: Decision, month: Month) -> str:
    """What most sessions of the query meant."""
    votes: Counter[str] = Counter()
    for wording in decision.query.wordings:
        votes += month.meant.get(wording.text, Counter())
    return votes.most_common(1)[0][0] if votes else ""


def _find_majority(gap: Gap, month: Month) -> str:
    return _count_topics(gap, month).most_common(1)[0][0]


def _count_topics(gap: Gap, month: Month) -> Counter[str]:
    votes: Counter[str] = Counter()
    for member in gap.members:
        votes[_find_topic(member, month)] += member.query.sessions
    return votes


def _is_failed(decision: Decision, topic: Topic) -> bool:
    """What the search leads right is no gap."""
    return topic.kind == "missing" or (
        bool(decision.query.failed or decision.refused)
        and (topic.kind == "unhelpful" or topic.article not in decision.found[:FOUND_WITHIN])
    )


def _is_found(topic: Topic, gaps: Sequence[Gap], decisions: Sequence[Decision]) -> bool:
    whole = sum(d.query.sessions for d in decisions)
    keys = {d.query.key for d in decisions}

    def count(gap: Gap) -> int:
        return sum(member.query.sessions for member in gap.members if member.query.key in keys)

    return any(
        gap.kind == topic.kind
        and count(gap) >= MOST * whole
        and 2 * count(gap) > gap.sessions
        and (topic.kind == "missing" or gap.article == topic.article)
        for gap in gaps
    )


def _measure_purity(gaps: Sequence[Gap], month: Month) -> float:
    counts = [_count_topics(gap, month) for gap in gaps]
    return sum(max(count.values()) for count in counts) / sum(sum(count.values()) for count in counts)


def _measure_printed(gaps: Sequence[Gap], month: Month) -> float:
    """Of the wordings that a report shows of its entries, those of the entry's topic."""
    shown = [
        month.meant[wording.text].most_common(1)[0][0] == _find_majority(gap, month)
        for gap in gaps
        for wording in gap.wordings[:5]
    ]
    return fmean(shown) if shown else 1.0


def run_month(topics: Sequence[Topic], seed: int, embed: Embedder | None, show: bool) -> Score:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shop = MonthShop(CONTENT, folder, topics)
        center = shop.read_center()
        with shop.open_search(center) as search:
            month = Customers(search, center, topics, seed).live()
            log = folder / "events.jsonl"
            log.write_bytes(b"\n".join(map(render_event, month.log)))
            with open_events(str(log), KOREAN) as table:
                findings = build_findings(table, center, {"ko": search}, NOW, analyzer=KOREAN, embed=embed)
    if show:
        _show(findings, month)
    return measure_month(findings, month)


def _show(findings: Findings, month: Month) -> None:
    for followed in findings.gaps:
        gap = followed.gap
        counts = ", ".join(f"{name} {number}" for name, number in _count_topics(gap, month).most_common(4))
        head = f"  {gap.sessions:4} {gap.failed:4} {gap.kind:10} {gap.article:28} {len(gap.members):3} queries"
        print(f"{head} | {counts} | {gap.title}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("half", choices=("tuning", "held"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    topics = read_topics(WORDINGS / f"{asked.half}.yml")
    embed = partial(embed_texts, folder=Path(__file__).parent / ".cache" / "months") if asked.meaning else None
    names = [field.name for field in fields(Score)]
    print("seed", *names)
    scores = []
    for seed in asked.seeds:
        scores.append(run_month(topics, seed, embed, asked.show))
        print(seed, *(round(getattr(scores[-1], name), 3) for name in names), flush=True)
    print("mean", *(round(fmean(getattr(score, name) for score in scores), 3) for name in names))


if __name__ == "__main__":
    main()
