"""Does search find the right article however it is typed, at what cost, beside what else a static site can run?

    python benchmarks/bench_search.py               all of it, written to benchmarks/search.md
    python benchmarks/bench_search.py --only hc,limit --quick --split tune --misses "wrong jamo"

Needs the question sets and corpora of `$HC_SHARED` (else `../shared`), and Node.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from search.cache import FOLDER as CACHE
from search.costs import measure_cost, time_build
from search.datasets import Dataset, Split, read_adobe, read_korquad, read_login
from search.edits import measure_edits
from search.generated import make_dataset
from search.peers import TITLES
from search.quality import Quality, measure_quality
from search.tables import render_comparisons, render_costs, render_edits, render_quality
from search.unused_words import Outcomes, compare, measure_words, read_before, write_before

REPORT = Path(__file__).with_name("search.md")
NOTES = Path(__file__).parent / "search/notes.md"
SIZES = (300, 1_000, 10_000)
IN_BROWSER = ("hc", "material", "pagefind", "minisearch")
IN_CHROMIUM = ("hc", "pagefind", "minisearch")
PARTS = ("korquad", "adobe", "login", "words", "meaning", "edits", "costs")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(TITLES), help="engines, separated by commas")
    parser.add_argument("--parts", default=",".join(PARTS), help="parts of the report, separated by commas")
    parser.add_argument("--split", choices=("tune", "test"), default="test", help="which half of KorQuAD")
    parser.add_argument("--quick", action="store_true", help="fewer questions, and no 10,000 articles")
    parser.add_argument("--fresh", action="store_true", help="measure the other engines anew, too")
    parser.add_argument(
        "--save", action="store_true", help="keep this run of `words` for later ones to be compared with"
    )
    parser.add_argument("--misses", metavar="CLASS", help="print what went wrong of a class, or of `nonsense`")
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    if arguments.fresh:
        shutil.rmtree(CACHE, ignore_errors=True)
    report = []
    for part in run_parts(arguments):
        print(part, flush=True)
        report.append(part)
    if not arguments.quick and arguments.only == ",".join(TITLES) and arguments.parts == ",".join(PARTS):
        REPORT.write_text("\n".join([NOTES.read_text(encoding="utf-8"), *report]), encoding="utf-8")


def run_parts(arguments: argparse.Namespace) -> Iterator[str]:
    peers, quick = arguments.only.split(","), arguments.quick
    for part in arguments.parts.split(","):
        if part == "costs":
            yield from report_costs([peer for peer in peers if peer in IN_BROWSER], SIZES[:2] if quick else SIZES)
        elif part == "edits":
            yield report_edits()
        elif part == "words":
            yield report_words(arguments.misses, arguments.save)
        elif part == "meaning":
            yield report_meaning()
        else:
            yield report_quality(READERS[part](arguments.split), peers, 75 if quick else 250, arguments.misses)


def report_quality(dataset: Dataset, peers: Sequence[str], most: int, misses: str | None) -> str:
    results = []
    for result in measure_quality(dataset, peers, most):
        results.append(result)
        show_progress(f"{dataset.name}: {result.peer}")
        print_misses(result, misses)
    return f"## {dataset.name}: {len(dataset.articles)} articles\n\n{render_quality(results)}\n"


def print_misses(result: Quality, name: str | None) -> None:
    for kind, query, ranking in result.misses:
        if kind == name:
            print(f"{result.peer}: {query.text!r} wants {query.article}, got {', '.join(ranking[:3]) or 'nothing'}")


def report_words(misses: str | None, save: bool) -> str:
    outcomes = measure_words()
    print_ranks(outcomes, misses)
    if save:
        write_before(outcomes)
    return f"## Words that no article uses\n\n{render_comparisons(compare(read_before(), outcomes))}\n"


def report_meaning() -> str:
    from search.second_look import measure_second_look, render_second_look  # needs the extra `semantic`

    return f"## A second look by meaning\n\n{render_second_look(measure_second_look())}\n"


def print_ranks(outcomes: Outcomes, name: str | None) -> None:
    for query, rank in outcomes.get(name or "", {}).items():
        print(f"{rank}\t{query}")


def report_edits(articles: int = 1_000) -> str:
    table = render_edits(measure_edits(make_dataset(articles)))
    return f"## Fetched again after one change among {articles:,} articles\n\n{table}\n"


def report_costs(peers: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    yield f"## Building\n\n1,000 articles of 450 words: analysed and indexed in {time_build():.1f} s of one core.\n"
    for size in sizes:
        dataset, costs = make_dataset(size), []
        for peer in peers:
            if peer == "material" and size == max(SIZES):
                continue  # it indexes in the browser: minutes of nothing but that
            costs.append(measure_cost(peer, dataset, peer in IN_CHROMIUM))
            show_progress(f"{size} articles: {peer}")
        yield f"## Bytes and times at {size:,} articles\n\n{render_costs(costs)}\n"


def show_progress(done: str) -> None:
    print(f"{time.process_time():4.0f} s  {done}", file=sys.stderr)


READERS: dict[str, Callable[[Split], Dataset]] = {
    "korquad": read_korquad,
    "adobe": lambda _: read_adobe(),
    "login": lambda _: read_login(),
}

if __name__ == "__main__":
    main()
