"""How well the gap analyzer groups questions, tells covered ones from gaps, and counts long logs.

    python benchmarks/bench_gaps.py group     questions of paraKQC whose group number mod 10 is 1, 4 or 7
    python benchmarks/bench_gaps.py covered   half of paraKQC's groups get an article: covered or gap?
    python benchmarks/bench_gaps.py speed     5,000 and 50,000 distinct queries to groups
    python benchmarks/bench_gaps.py events    1 and 10 million events to a finished report

`HC_SHARED` names the folder that holds `questions/paraKQC`; figures are kept in gaps.md.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, roc_auc_score

from hc_builder.gaps.coverage import Covering, Source, build_coverage
from hc_builder.gaps.group import group_texts

SHARED = Path(os.environ.get("HC_SHARED", Path(__file__).parents[2] / "shared"))


def read_questions() -> list[tuple[int, str]]:
    """(group, question) for all of paraKQC: ten paraphrases each."""
    lines = (SHARED / "questions/paraKQC/data/paraKQC_v1.txt").read_text("utf-8-sig").splitlines()
    return [(number // 10, line.split("\t")[2]) for number, line in enumerate(lines)]


def measure_accuracy(truth: Sequence[int], found: Sequence[int]) -> float:
    """Share of texts in the group that matches their own best (Hungarian matching)."""
    table = np.zeros((max(truth) + 1, max(found) + 1))
    np.add.at(table, (np.array(truth), np.array(found)), 1)
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum() / len(truth))


def bench_group() -> None:
    for folds in ((1, 4, 7), (0, 2, 3), (5, 6, 8)):
        chosen = [(group, text) for group, text in read_questions() if group % 10 in folds]
        truth = [group for group, _ in chosen]
        start = time.perf_counter()
        found = group_texts([text for _, text in chosen])
        seconds = time.perf_counter() - start
        scores = (
            normalized_mutual_info_score(truth, found.question),
            adjusted_rand_score(truth, found.question),
            measure_accuracy(truth, found.question),
        )
        shown = " / ".join(f"{100 * score:.1f}" for score in scores)
        groups, topics = max(found.question) + 1, max(found.topic) + 1
        print(
            f"mod 10 in {folds}: NMI / ARI / accuracy {shown}, {groups} groups of 300, {topics} topics, {seconds:.1f} s"
        )


def bench_covered() -> None:
    questions = read_questions()
    by_group: dict[int, list[str]] = {}
    for group, text in questions:
        by_group.setdefault(group, []).append(text)
    chance = random.Random(1)
    covered = set(chance.sample(sorted(by_group), len(by_group) // 2))
    sources, queries = [], []
    for group, texts in by_group.items():
        article, asked = (texts[:3], texts[3:]) if group in covered else ([], texts[3:])
        if article:
            sources.append(Source(str(group), tuple(article)))
        queries += [(group, text) for text in asked]
    texts = [text for _, text in queries]
    found = [near[0] if near else Covering("", 0.0) for near in build_coverage(sources, texts).find(texts)]
    truth = [group in covered for group, _ in queries]
    right = [c.article == str(group) for (group, _), c in zip(queries, found, strict=True) if group in covered]
    scores = [c.score for c in found]
    auroc, first = 100 * roc_auc_score(truth, scores), 100 * np.mean(right)
    print(f"covered or gap: AUROC {auroc:.2f}, right article first {first:.2f}")
    decided = [c.covers for c in found]
    print(f"  decided right at the shipped threshold: {100 * np.mean(np.array(decided) == np.array(truth)):.1f}")


def make_distinct_queries(number: int) -> list[str]:
    """So many distinct questions: paraKQC's, and further ones made by replacing a word with another question's."""
    base = [text for _, text in read_questions()]
    vocabulary = sorted({word for text in base for word in text.split()})
    chance, made = random.Random(2), dict.fromkeys(base[:number])
    while len(made) < number:
        words = chance.choice(base).split()
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
        made[" ".join(words)] = None
    return list(made)


def bench_speed() -> None:
    for number in (5_000, 50_000):
        queries = make_distinct_queries(number)
        start, start_cpu = time.perf_counter(), time.process_time()
        groups = group_texts(queries)
        wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        made = max(groups.question) + 1
        print(f"{number:,} queries: {wall:.1f} s wall, {cpu:.1f} s CPU, peak {peak:,.0f} MB, {made} groups")


BENCHES: dict[str, Callable[[], None]] = {"group": bench_group, "covered": bench_covered, "speed": bench_speed}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
